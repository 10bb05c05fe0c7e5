import { InvalidInputError } from '../errors.ts';
import { grouped } from '../grouped.ts';
import { float64View, uint32View } from '../wasm.ts';
import type { Core } from './core.ts';
import type { Factors } from './factors.ts';
import { transpose } from './matmul.ts';
import { checkRatings, type Ratings } from './ratings.ts';

/** Most observed cells that a factorization takes: their memory is then below 1 GB. */
export const MOST_RATINGS = 2 ** 25;
/** Most numbers in P and Q together. */
const MOST_FACTORS = 2 ** 26;

/** A problem in the module's memory: the observed cells, P, and Q column after column. */
export class Sparse {
  readonly core: Core;
  readonly ratings: Ratings;
  readonly k: number;
  /** What the functions of the module take. */
  readonly pointer: number;

  constructor(core: Core, ratings: Ratings, k: number, start: Factors) {
    const { rows, columns, row, column, value } = ratings;
    checkRatings(ratings);
    checkSize(ratings, k);
    this.core = core;
    this.ratings = ratings;
    this.k = k;
    this.pointer = core.matrix_factorization_new(rows, columns, k, value.length);
    if (this.pointer === 0) throw new InvalidInputError(NO_MEMORY);
    uint32View(core, core.matrix_factorization_row(this.pointer), value.length).set(row);
    uint32View(core, core.matrix_factorization_column(this.pointer), value.length).set(column);
    float64View(core, core.matrix_factorization_value(this.pointer), value.length).set(value);
    if (core.matrix_factorization_prepare(this.pointer) !== 0) throw new RangeError('cells are out of order');
    this.setFactors(start);
  }

  setFactors({ P, Q }: Factors): void {
    const view = this.#columnwise(this.core.matrix_factorization_factors(this.pointer));
    view.P.set(P);
    transpose(view.Q, Q, this.k, this.ratings.columns);
  }

  /** A copy. */
  factors(): Factors {
    return this.#read(this.core.matrix_factorization_factors(this.pointer));
  }

  /** A copy of the gradient; after `matrix_factorization_begin`. */
  gradient(): Factors {
    return this.#read(this.core.matrix_factorization_gradient(this.pointer));
  }

  free(): void {
    this.core.matrix_factorization_free(this.pointer);
  }

  #read(pointer: number): Factors {
    const view = this.#columnwise(pointer);
    const Q = new Float64Array(view.Q.length);
    transpose(Q, view.Q, this.ratings.columns, this.k);
    return { P: view.P.slice(), Q };
  }

  #columnwise(pointer: number): Factors {
    const { rows, columns } = this.ratings;
    const all = float64View(this.core, pointer, (rows + columns) * this.k);
    return { P: all.subarray(0, rows * this.k), Q: all.subarray(rows * this.k) };
  }
}

export const NO_MEMORY =
  'There is not enough memory for this matrix. Close other tabs, or take a part of the data or a smaller k.';

function checkSize({ rows, columns, value }: Ratings, k: number): void {
  if (!Number.isInteger(k) || k < 1) {
    throw new InvalidInputError(`k is ${k}; it must be a whole number, 1 or more.`);
  }
  if (value.length > MOST_RATINGS) {
    throw new InvalidInputError(
      `There are ${grouped(value.length)} observed cells; at most ${grouped(MOST_RATINGS)} fit. Take a part of the data.`,
    );
  }
  if ((rows + columns) * k > MOST_FACTORS) {
    throw new InvalidInputError(
      `P and Q would hold ${grouped((rows + columns) * k)} numbers; at most ${grouped(MOST_FACTORS)} fit. Take a smaller k.`,
    );
  }
}
