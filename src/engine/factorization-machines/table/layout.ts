import type { Delimiter } from '../../reading/delimiters.ts';

/**
 * One row a line, its cells parted by a delimiter; or `y i:v i:v ...` a line, as libSVM and libFM write what is not 0; or libFFM's
 * `y f:i:v ...`, in which each feature belongs to a field.
 */
export type Format = 'csv' | 'libsvm' | 'libffm';

/** What a column is used as. */
export type Role = 'target' | 'numeric' | 'categorical' | 'ignore' | 'weight';

/** What the first lines of a column hold: numbers, whole numbers, whole numbers that count the rows, or texts. */
export type Kind = 'number' | 'integer' | 'counter' | 'text';

/** A column of a CSV file, by its first lines. */
export interface LayoutColumn {
  /** From the first line, or "column 3"; no two are alike. */
  name: string;
  role: Role;
  kind: Kind;
  /** Different values in the first lines, but for those that say nothing. */
  distinct: number;
  /** Cells of the first lines that say nothing: blank, NA, ? and the like. */
  missing: number;
  /** The first few different values. */
  examples: string[];
}

/** How a file is to be read. A reader may change roles in place; for all else `look` again. */
export interface Layout {
  format: Format;
  /** Of CSV; a blank otherwise. */
  delimiter: Delimiter;
  /** The first line names the columns. */
  header: boolean;
  /** 3,5 for three and a half. */
  decimalComma: boolean;
  /** The byte that ends a line: 10, or 13 alone. */
  lineEnd: number;
  /** One for each column of a CSV file; none otherwise. */
  columns: LayoutColumn[];
  /** Lines that cannot be read are left out and counted; otherwise the file is refused. */
  skipBad: boolean;
}

/** What the reader settled; the rest is guessed. */
export interface Choices {
  /** Name of the file: its ending may tell the format. */
  name?: string;
  /** Whether the bytes are all of the file. Default: when there are fewer than `SAMPLE`. */
  whole?: boolean;
  format?: Format;
  delimiter?: Delimiter;
  header?: boolean;
  decimalComma?: boolean;
  /** One for each column; others are as good as not given. */
  roles?: readonly Role[];
  skipBad?: boolean;
}

/** A layout, and what it was judged by. */
export interface Look extends Layout {
  /** The first lines with data by fields, that of the heads among them: of CSV whole, of others the target and what follows. */
  preview: string[][];
  /** Rows that `distinct` and `missing` of the columns are counted in. */
  rows: number;
  /** Why the file cannot be read so, in a sentence. */
  problem?: string;
}
