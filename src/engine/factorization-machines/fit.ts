import { InvalidInputError } from '../errors.ts';
import type { Random } from '../random.ts';
import { lossOf } from './loss.ts';
import type { Samples, Task } from './samples.ts';
import type { Trainer } from './training.ts';
import type { Weights } from './weights.ts';

export interface FitOptions {
  task: Task;
  /** Rows of the samples that the trainer learns from. */
  rows: number;
  /** Rows in a step; more than there are mean all. Default 128. */
  batchSize?: number;
  /** Whether each epoch goes through the rows in an order of its own. Default true. */
  shuffle?: boolean;
  random: Random;
  /** Which weights `Fit.weights` gives: those of the epoch with the least loss, or the last. Default 'best'. */
  keep?: 'best' | 'last';
  /** Rows that are not learned from: 'best' is then judged by their mean error, without what the regularizer adds. */
  validation?: Samples;
  /** With `validation`: ends after this many epochs without a better one. Default: never. */
  patience?: number;
}

/** Where a fit stands. */
export interface FitProgress {
  /** Epochs that are complete. */
  epoch: number;
  /** Steps in this epoch, of how many. */
  step: number;
  of: number;
  /** After the last complete epoch; 0: at the start. */
  loss: number;
  /** Mean error of the validation rows then. */
  validation?: number;
  /** The epoch that is best so far. */
  best: number;
  /** True in the last of a run that ends early. */
  stopped: boolean;
}

/** A loss that is not finite; `epoch` is the one that led there. */
export class DivergedError extends InvalidInputError {
  readonly epoch: number;
  constructor(epoch: number, largest: number) {
    const scale =
      largest > 30
        ? `Some weights reach ${largest.toPrecision(2)}: features or targets are probably of very different sizes; standardize them, or take a smaller learning rate.`
        : 'The learning rate is probably too large; take a tenth of it, or standardize the features.';
    super(`The loss is no finite number after epoch ${epoch}. ${scale}`);
    this.epoch = epoch;
  }
}

/**
 * Mini-batch descent in epochs, as pyfms does it: each epoch goes once through all rows, then the loss of all rows is taken.
 * Unlike there, a row keeps its weight when rows are shuffled, and a run can be gone on with.
 */
export class Fit {
  /** The loss at the start and after each epoch. */
  readonly losses: number[] = [];
  /** Likewise the mean error of the validation rows, where there are such. */
  readonly validations: number[] = [];
  #best: { epoch: number; value: number; weights: Weights };
  readonly #trainer: Trainer;
  readonly #options: FitOptions;
  readonly #order: Uint32Array;
  /** Steps taken in this epoch. */
  #step = 0;
  #finished = false;

  constructor(trainer: Trainer, options: FitOptions) {
    this.#trainer = trainer;
    this.#options = options;
    this.#order = Uint32Array.from({ length: options.rows }, (_, i) => i);
    const value = this.#judge();
    this.#best = { epoch: 0, value, weights: trainer.weights() };
    if (!Number.isFinite(value)) throw new DivergedError(0, largestOf(this.#best.weights));
  }

  /** Epochs that are complete. */
  get epoch(): number {
    return this.losses.length - 1;
  }

  /** The epoch that is best so far. */
  get best(): number {
    return this.#best.epoch;
  }

  /** Whether it has ended before all epochs: by an early stop, or because it diverged. */
  get stopped(): boolean {
    return this.#finished;
  }

  /** A copy of the weights that `keep` asks for. */
  weights(): Weights {
    return (this.#options.keep ?? 'best') === 'best'
      ? structuredClone(this.#best.weights)
      : this.#trainer.weights();
  }

  /**
   * Goes on until `epochs` epochs are complete in all; yields after every step and every epoch, for `RunLoop`. It can be left at any
   * time, and gone on with by another call, in the midst of an epoch, too. Throws a `DivergedError`; the best weights remain.
   */
  *run(epochs: number): Generator<FitProgress, void> {
    const { rows, batchSize = 128, shuffle = true, random, patience } = this.#options;
    const batch = Math.max(1, Math.min(batchSize, rows));
    const of = Math.ceil(rows / batch);
    while (this.epoch < epochs && !this.#finished) {
      if (this.#step === 0 && shuffle) shuffled(this.#order, random);
      while (this.#step < of) {
        const from = this.#step * batch;
        this.#trainer.step(this.#order, from, Math.min(from + batch, rows), this.epoch + 1);
        this.#step++;
        yield this.#progress(of);
      }
      this.#step = 0;
      const value = this.#judge();
      if (!Number.isFinite(value)) {
        this.#finished = true;
        throw new DivergedError(this.epoch, largestOf(this.#trainer.weights()));
      }
      if (value < this.#best.value)
        this.#best = { epoch: this.epoch, value, weights: this.#trainer.weights() };
      if (patience !== undefined && this.#options.validation && this.epoch - this.#best.epoch >= patience)
        this.#finished = true;
      yield this.#progress(of);
    }
  }

  /** Takes the loss, and what 'best' is judged by. */
  #judge(): number {
    const { task, validation } = this.#options;
    const loss = this.#trainer.loss();
    this.losses.push(loss);
    if (!validation) return loss;
    const held = lossOf(task, validation, this.#trainer.weights());
    this.validations.push(held);
    return Number.isFinite(loss) ? held : loss;
  }

  #progress(of: number): FitProgress {
    const validation = this.validations.at(-1);
    return {
      epoch: this.epoch,
      step: this.#step,
      of,
      loss: this.losses.at(-1) as number,
      ...(validation !== undefined && { validation }),
      best: this.#best.epoch,
      stopped: this.#finished,
    };
  }
}

/** Fisher and Yates' shuffle, in place. */
export function shuffled(order: Uint32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}

function largestOf({ w0, w1, V }: Weights): number {
  let largest = Math.abs(w0);
  for (const values of [w1, V])
    for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
