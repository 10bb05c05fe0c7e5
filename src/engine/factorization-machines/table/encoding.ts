import type { Task } from '../samples.ts';
import type { Format } from './layout.ts';

/** What a column of X stands for. */
export interface Feature {
  /** "age", "class = 3rd", "feature 12". */
  name: string;
  /** The column of the file; of libSVM the number of the feature. */
  column: string;
  /** The value that the column must have for the feature to be 1. */
  category?: string;
}

/** A column of numbers that is one feature, as it is. */
export interface NumericCode {
  kind: 'numeric';
  column: string;
  /** Which feature it is. */
  feature: number;
  /** Of the known values; stands where nothing is known. */
  mean: number;
  min: number;
  max: number;
  /** Whether all known values are whole. */
  whole: boolean;
  /** The feature that is 1 where nothing is known, where there is such a one. */
  missing?: number;
}

/** A column of categories that is a feature for each of them, 1 or 0. */
export interface CategoricalCode {
  kind: 'categorical';
  column: string;
  /** The feature of the first category; the others follow in order. */
  feature: number;
  categories: string[];
  /** How many rows have each category. */
  counts: number[];
  /** The feature of what is none of them, where the least frequent were put together; else nothing stands for it. */
  other?: number;
  /** The feature that is 1 where nothing is known, where that occurs. */
  missing?: number;
}

/** A column of many categories that share features: category c has number FNV-1a(c in UTF-8) modulo `buckets`. */
export interface HashedCode {
  kind: 'hashed';
  column: string;
  /** The feature of bucket 0; the others follow. */
  feature: number;
  /** A power of 2. */
  buckets: number;
  missing?: number;
}

/** The features of a libSVM file: feature j of X has the number `first` + j, or, where those are too many, `numbers[j]`. */
export interface NumberedCode {
  kind: 'numbered';
  first: number;
  count: number;
  numbers?: number[];
}

export type ColumnCode = NumericCode | CategoricalCode | HashedCode | NumberedCode;

/** How rows become features: plain data, fit for JSON. */
export interface Encoding {
  format: Format;
  task: Task;
  /** Name of the target's column. */
  target: string;
  /** Of classification: what classes 0 and 1 stand for. */
  classes?: [string, string];
  /** Whether rows are held by what is not 0 in them. */
  sparse: boolean;
  features: Feature[];
  columns: ColumnCode[];
}
