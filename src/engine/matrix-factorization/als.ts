import { InvalidInputError } from '../errors.ts';
import type { Core } from './core.ts';
import type { Factors } from './factors.ts';
import type { Ratings } from './ratings.ts';
import { NO_MEMORY, Sparse } from './sparse.ts';

export interface AlsOptions {
  /** Rank, 1 or more. */
  k: number;
  /** Weight of the regularization: the loss is the sum of squared errors over observed cells + beta/2 (|P|² + |Q|²). */
  beta: number;
  /** Where to begin; only Q counts. Not changed. */
  start: Factors;
}

/**
 * Alternating least squares: for a fixed Q the article's loss is least squares in each row of P, solved exactly, and the other way
 * round. The loss never rises; it may come to rest elsewhere than at its least. A sweep takes O(cells k² + (m + n) k³).
 * Zhou, Wilkinson, Schreiber and Pan, Large-scale parallel collaborative filtering for the Netflix Prize, 2008.
 */
export class Als {
  readonly #core: Core;
  readonly #sparse: Sparse;
  readonly #beta: number;
  #sweeps = 0;

  constructor(core: Core, ratings: Ratings, { k, beta, start }: AlsOptions) {
    if (!(beta >= 0 && beta < Number.POSITIVE_INFINITY)) {
      throw new InvalidInputError(`beta is ${beta}; it must be a number, 0 or more.`);
    }
    this.#core = core;
    this.#beta = beta;
    this.#sparse = new Sparse(core, ratings, k, start);
    if (core.matrix_factorization_by_column(this.#sparse.pointer) === 0) {
      this.#sparse.free();
      throw new InvalidInputError(NO_MEMORY);
    }
  }

  /** Sweeps taken so far: P solved, then Q. */
  get sweeps(): number {
    return this.#sweeps;
  }

  /** One sweep at once. */
  sweep(): void {
    const before = this.#sweeps;
    for (const { sweeps } of this.steps()) if (sweeps > before) return;
  }

  /** Sweeps without end, in pieces of a few milliseconds; each yields how many sweeps are complete. */
  *steps(): Generator<{ sweeps: number }, void> {
    const { rows, columns, value } = this.#sparse.ratings;
    const { pointer, k } = this.#sparse;
    const { matrix_factorization_solve_rows, matrix_factorization_solve_columns } = this.#core;
    while (true) {
      for (const [solve, lines] of [
        [matrix_factorization_solve_rows, rows],
        [matrix_factorization_solve_columns, columns],
      ] as const) {
        const work = (value.length / lines) * k * (k + 4) + k ** 3; // of a line, in multiplications
        const piece = Math.max(1, Math.floor(PIECE / work));
        for (let from = 0; from < lines; from += piece) {
          const to = Math.min(from + piece, lines);
          solve(pointer, from, to, this.#beta / 2);
          if (solve === matrix_factorization_solve_columns && to === lines) this.#sweeps++;
          yield { sweeps: this.#sweeps };
        }
      }
    }
  }

  /** The article's loss at the current factors. O(cells k). */
  loss(): number {
    const { pointer } = this.#sparse;
    return this.squaredError() + (this.#beta / 2) * this.#core.matrix_factorization_squared_length(pointer);
  }

  /** Sum of squared errors over the observed cells. O(cells k). */
  squaredError(): number {
    return this.#core.matrix_factorization_squared_error(this.#sparse.pointer);
  }

  /** A copy. */
  factors(): Factors {
    return this.#sparse.factors();
  }

  /** Gives the memory back; it must not be used again. */
  dispose(): void {
    this.#sparse.free();
  }
}

/** Multiplications in a piece, which takes some 2 ms. */
const PIECE = 4_000_000;
