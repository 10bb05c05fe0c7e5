import type { Growing } from '../../reading/growing.ts';
import type { Entries, TableColumn } from './table.ts';

/** Reads the lines of one format into columns. What cannot be read it tells the tally. */
export interface RowsReader {
  /** All lines so far, blank ones and comments among them. */
  readonly lines: number;
  readonly comments: number;
  /** The line of each row. */
  readonly line: Growing<Uint32Array>;
  readonly notices: readonly string[];
  push(bytes: Uint8Array, from: number, to: number): void;
  end(): { columns: TableColumn[]; entries?: Entries };
}
