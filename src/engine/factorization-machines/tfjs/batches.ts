import { dispose, square, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { fillRows } from '../features.ts';
import type { Samples, Task } from '../samples.ts';

/** Rows as tensors, written out whole: b x d, and three columns of length b. */
export interface Batch {
  X: Tensor2D;
  /** The squares of X. */
  X2: Tensor2D;
  /** What is predicted; of classes -1 for class 1 and 1 for class 0, by which a score is multiplied to get that of being wrong. */
  target: Tensor2D;
  /** Weight of each row, divided by a total. */
  share: Tensor2D;
}

/** The most numbers of X that are written out at once: 16 MB. */
export const MOST_CELLS = 4e6;

/** Makes tensors of rows. All rows together are kept, where they fit. */
export class Batches {
  /** All rows in their own order, where they fit. */
  readonly whole: Batch | undefined;
  readonly #samples: Samples;
  readonly #target: Float64Array;
  readonly #all: Uint32Array;
  /** For each row the last call of `#isAll` that met it. */
  readonly #seen: Uint32Array;
  #calls = 0;

  constructor(task: Task, samples: Samples) {
    this.#samples = samples;
    this.#target = task === 'regression' ? samples.y : samples.y.map((y) => 1 - 2 * y);
    const { rows, columns } = samples.X;
    this.#all = Uint32Array.from({ length: rows }, (_, i) => i);
    this.#seen = new Uint32Array(rows);
    if (rows * columns <= MOST_CELLS)
      this.whole = this.#make(this.#all, 0, rows, this.weightOf(this.#all, 0, rows));
  }

  /** What the rows weigh together. */
  weightOf(order: Uint32Array, from: number, to: number): number {
    const { weights } = this.#samples;
    if (!weights) return to - from;
    let total = 0;
    for (let i = from; i < to; i++) total += weights[order[i]];
    return total;
  }

  /** Calls `work` with rows `order[from]` to `order[to - 1]`, whose shares add up to 1; not at all if none has weight. */
  use(order: Uint32Array, from: number, to: number, work: (batch: Batch) => void): void {
    const total = this.weightOf(order, from, to);
    if (!(total > 0)) return;
    if (this.whole && this.#isAll(order, from, to)) work(this.whole);
    else this.#with(order, from, to, total, work);
  }

  /** Calls `work` with all rows, part by part; the shares of all parts together add up to 1. */
  useAll(work: (batch: Batch) => void): void {
    if (this.whole) {
      work(this.whole);
      return;
    }
    const { rows, columns } = this.#samples.X;
    const length = Math.max(1, Math.floor(MOST_CELLS / columns));
    const total = this.weightOf(this.#all, 0, rows);
    for (let from = 0; from < rows; from += length)
      this.#with(this.#all, from, Math.min(from + length, rows), total, work);
  }

  dispose(): void {
    if (this.whole) dispose({ ...this.whole });
  }

  #with(order: Uint32Array, from: number, to: number, total: number, work: (batch: Batch) => void): void {
    const batch = this.#make(order, from, to, total);
    try {
      work(batch);
    } finally {
      dispose({ ...batch });
    }
  }

  #make(order: Uint32Array, from: number, to: number, total: number): Batch {
    const { X, weights } = this.#samples;
    const [b, d] = [to - from, X.columns];
    if (b * d > MOST_CELLS) throw tooLarge(b, d);
    const values = new Float32Array(b * d);
    fillRows(values, X, order, from, to);
    const column = (of: (row: number) => number) =>
      tensor2d(
        Float32Array.from({ length: b }, (_, i) => of(order[from + i])),
        [b, 1],
      );
    const rows = tensor2d(values, [b, d]);
    return {
      X: rows,
      X2: square(rows),
      target: column((row) => this.#target[row]),
      share: column((row) => (weights ? weights[row] : 1) / total),
    };
  }

  /** Whether each row is there once, in whatever order: the loss is the same, so nothing has to be written out anew. */
  #isAll(order: Uint32Array, from: number, to: number): boolean {
    if (to - from !== this.#all.length) return false;
    const call = ++this.#calls;
    for (let i = from; i < to; i++) {
      const row = order[i];
      if (this.#seen[row] === call) return false;
      this.#seen[row] = call;
    }
    return true;
  }
}

function tooLarge(rows: number, columns: number): InvalidInputError {
  const fit = Math.floor(MOST_CELLS / columns);
  const smaller = fit > 0 ? `, or batches of at most ${grouped(fit)} rows` : '';
  return new InvalidInputError(
    `TensorFlow.js has to hold every number of a batch, zeros too, and ${grouped(rows)} rows of ${grouped(columns)} features are too many for it here. Take the compiled code, which skips zeros${smaller}.`,
  );
}
