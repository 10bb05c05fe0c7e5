import type { Ratings } from '../ratings.ts';
import type { Names } from './names.ts';

/** Reads the lines of one form of file. */
export interface FormReader {
  /** Ratings so far. */
  readonly count: number;
  /** Cells so far that say that nothing is known. */
  readonly missing: number;
  /** Takes a line with data in it; returns why it cannot be read, in a few words. */
  line(bytes: Uint8Array, from: number, to: number): string | undefined;
  /** Takes the line that names the columns. */
  header(bytes: Uint8Array, from: number, to: number): void;
  end(): { ratings: Ratings; rows: Names; columns: Names; duplicates: number };
}
