import type { BadLine } from '../../reading/reasons.ts';
import type { Format } from './layout.ts';

/** Stands in `TextColumn.codes` where a cell says nothing. */
export const NONE = 0xffffffff;

/** A column of numbers, NaN where nothing is known. */
export interface NumberColumn {
  name: string;
  role: 'numeric' | 'weight' | 'target';
  values: Float64Array;
  /** Cells that say nothing. */
  missing: number;
}

/** A column of texts, each different one kept once. */
export interface TextColumn {
  name: string;
  role: 'categorical' | 'target';
  /** Which text each row has, by its number in `texts`; `NONE` where nothing is known. */
  codes: Uint32Array;
  /** The different texts, in the order in which they came. */
  texts: { readonly count: number; at(i: number): string };
  /** Cells that say nothing. */
  missing: number;
  /** Of a target: the first text that is no number, and its row from 0. */
  firstText?: { text: string; row: number };
}

export type TableColumn = NumberColumn | TextColumn;

/** What the lines of a libSVM file say beside the target: what is not 0, row after row. */
export interface Entries {
  /** Where the entries of each row begin, and behind them the end. */
  start: Uint32Array;
  /** Number of each entry's feature as the file has it; ascending within a row. */
  index: Uint32Array;
  value: Float64Array;
  /** The least and the largest number of a feature, of those that are 0 too. */
  least: number;
  most: number;
}

/** A file, read. */
export interface Table {
  format: Format;
  rows: number;
  /** Those that are not ignored, in the order of the file; of libSVM the target alone, of the name "target". */
  columns: TableColumn[];
  /** Of libSVM and libFFM. */
  entries?: Entries;
  /** The line that each row stands in, from 1. */
  line: Uint32Array;
  decimalComma: boolean;
  /** Lines in all, and those that are comments. */
  lines: number;
  comments: number;
  /** Lines that could not be read and were left out, and the first few of them. */
  bad: number;
  badLines: BadLine[];
  /** What a reader should know of how the file was read, a sentence each. */
  notices: string[];
}

export const isText = (column: TableColumn): column is TextColumn => 'codes' in column;
