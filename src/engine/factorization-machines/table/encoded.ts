import type { Samples, Task } from '../samples.ts';
import type { Encoding } from './encoding.ts';
import type { Table } from './table.ts';

/** What becomes of a column with more categories than `mostCategories`. */
export type Many = 'refuse' | 'hash' | 'frequent' | 'ignore';

/** How a table becomes samples. */
export interface EncodeOptions {
  /** Default 'auto': classification where the target has two values, or texts. */
  task?: Task | 'auto';
  /** The value of the target that is class 1, all others being class 0. Default: of two the larger, or what says yes; of more the most frequent. */
  positive?: string;
  /** Where a number is not known: its column's mean stands for it, or the row is left out. Default 'mean'. */
  missingNumbers?: 'mean' | 'drop';
  /** Adds to each column of numbers with cells that are not known a feature that is 1 there. Default false. */
  missingFeatures?: boolean;
  /** Where a category is not known: that is a category of its own, or the row is left out. Default 'category'. */
  missingCategories?: 'category' | 'drop';
  /** Categories that a column may have, each with a feature. Default 1,000. */
  mostCategories?: number;
  /**
   * What becomes of a column with more. Default 'refuse', by a `CategoriesError` that names it. 'hash': they share 2^`bits` features;
   * 'frequent': the `frequent` most frequent keep theirs, the rest are "(other)"; 'ignore': the column is left out.
   */
  many?: Many;
  /** From 1 to 18. Default 10. */
  bits?: number;
  /** Default 100. */
  frequent?: number;
}

/** A table as samples, and how it became that. */
export interface Encoded extends Encoding {
  samples: Samples;
  /** Of classification: the values of the target and how many rows have each, the most frequent first; at most 100. */
  values?: { value: string; count: number }[];
  /** What a reader should know beside the notices of the table, a sentence each: columns and rows left out, what stands for what is not known. */
  notices: string[];
  table: Table;
  /** The row of the table that each sample is. */
  row: Uint32Array;
}

/** What a row says, by the columns' names (of libSVM: by the features' numbers); undefined where nothing is known. */
export type RowValues = Record<string, string | number | undefined>;
