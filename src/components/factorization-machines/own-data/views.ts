import type { Task } from '../../../engine/factorization-machines/index.ts';
import type {
  BadLine,
  Choices,
  Look,
  Many,
  Role,
} from '../../../engine/factorization-machines/table/index.ts';
import type { Judged, NamedPair, Target } from '../insight/props.ts';

// What the worker tells the page: small plain objects, whatever the number of rows.

export type { Choices, Look, Role, Target, Task };

export type PresetId = 'penguins' | 'titanic' | 'cancer' | 'digits' | 'diabetes';

/** Where rows come from. A file is read in the worker; the page keeps it, so that nothing is lost when a worker is. */
export type Source =
  | { kind: 'preset'; id: PresetId }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: File };

/** A source, and how it is read; `key` tells it from all others of a visit. */
export interface Opening {
  key: number;
  source: Source;
  choices: Choices;
}

/** How a table becomes numbers. */
export interface EncodingChoices {
  task: Task | 'auto';
  /** The target's value that is class 1; blank: as it is guessed. */
  one: string;
  /** A number that is not known: the mean and a feature that says so, the mean alone, or a row less. */
  missing: 'indicator' | 'mean' | 'drop';
  /** Columns with too many categories. */
  many: Many;
}

/** What became of a column. */
export interface ColumnNote {
  column: string;
  kind: 'numeric' | 'categorical' | 'hashed' | 'numbered';
  features: number;
  /** Its first categories, or its range. */
  text: string;
}

/** Rows, read and encoded. */
export interface Opened {
  format: Look['format'];
  /** Samples, and rows of the file. */
  rows: number;
  read: number;
  features: number;
  /** The first few, by name. */
  names: string[];
  sparse: boolean;
  /** Share of numbers that are not 0. */
  filled: number;
  target: Target;
  /** Of classes: how many rows are of class 1. */
  ones: number;
  weighted: boolean;
  /** Values of a target of classes, the most frequent first. */
  values: { value: string; count: number }[];
  columns: ColumnNote[];
  notices: string[];
  bad: number;
  badLines: BadLine[];
  /** Milliseconds that reading and encoding took. */
  ms: number;
}

/** Who computes: the compiled kernel where it can be had, or one by name. */
export type ExecutorChoice = 'auto' | 'compiled' | 'arrays' | 'cpu' | 'wasm';

/** What a run is made by. */
export interface RunSettings {
  k: number;
  /** Epochs that a run or its continuation takes. */
  epochs: number;
  method: 'adam' | 'rmsprop' | 'sgd';
  rate: number;
  norm: 'l1' | 'l2';
  reduction: 'mean' | 'sum';
  /** Weights of the penalties on w0, w1 and V. */
  l0: number;
  l1: number;
  lv: number;
  batch: number;
  /** In per cent. */
  heldOut: number;
  seed: number;
  standardize: boolean;
  /** Epochs without a better one that end a run; 0: none. */
  patience: number;
  keep: 'best' | 'last';
  executor: ExecutorChoice;
}

/** Losses after an epoch; `linear` is the linear model's, of the rows held out where there are such. */
export interface Point {
  epoch: number;
  loss: number;
  held?: number;
  linear?: number;
}

/** Where a run stands. */
export interface Run {
  settings: RunSettings;
  task: Task;
  /** The rank it has, which is that of the weights begun with where there are such. */
  k: number;
  features: number;
  /** Rows learned from and held out. */
  learned: number;
  held: number;
  /** Complete epochs, and those to be made before it pauses of itself. */
  epoch: number;
  to: number;
  best: number;
  state: 'going' | 'stopped' | 'diverged';
  /** Why it diverged. */
  problem: string;
  points: Point[];
  /** Who computed, and why not who was asked for. */
  executor: string;
  instead: string;
  /** The file of weights that it began with. */
  from?: string;
  /** Milliseconds of work. */
  ms: number;
}

/** What a run came to. */
export interface Results {
  learned: Judged;
  held?: Judged;
  pairs: NamedPair[];
  /** Pairs that could occur. */
  of: number;
}

/** Everything the figures show. The page is served with one of these, made by the engine when the site was built. */
export interface Shown {
  opening: Opening;
  encoding: EncodingChoices;
  opened: Opened;
  run: Run | undefined;
  results: Results | undefined;
}

export interface Progress {
  done: number;
  total: number;
  count: number;
}

/** A file of weights to begin with. */
export interface Begin {
  settings: RunSettings;
  weights?: File;
}

/** The largest file the lab reads, in bytes. */
export const MOST_BYTES = 500_000_000;
/** The largest file of weights. */
export const MOST_WEIGHT_BYTES = 100_000_000;
