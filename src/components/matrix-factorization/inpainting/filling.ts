import type { Factors } from '../../../engine/matrix-factorization/factors.ts';
import type { Als, AlsOptions } from '../../../engine/matrix-factorization/index.ts';
import type { Ratings } from '../../../engine/matrix-factorization/ratings.ts';
import { seeded } from '../../../engine/random.ts';
import { grayed, type Part, partsOf, type Raster } from './channels.ts';
import { spectralStart } from './spectral-start.ts';
import { type Turned, turned } from './turned.ts';
import { type Choices, MOST_SWEEPS, type Quality } from './views.ts';

/** The engine's alternating least squares. */
export type CreateAls = (ratings: Ratings, options: AlsOptions) => Als;

/** What is to be filled, and how; what is left out stays as it is. */
export interface Change {
  /** Number of the change, rising. */
  revision: number;
  picture?: Raster;
  known?: Uint8Array;
  choices?: Choices;
  /** Go on from the factors there are, as far as their number and sizes stay. */
  warm?: boolean;
}

/** How far a filling has come. */
export interface Standing {
  revision: number;
  sweeps: number;
  /** Whether another sweep would change next to nothing, or `MOST_SWEEPS` are over. */
  settled: boolean;
}

/** Settled is what lowers the loss by less than this in a sweep, for each known value; of values from 0 to 1. */
const TOLERANCE = 1e-7;

/** A picture with holes, filled by low-rank factors of its channels: the worker's part of the lab. */
export class Filling {
  readonly #createAls: CreateAls;
  #given: Raster = { width: 0, height: 0, rgba: new Uint8ClampedArray() };
  #picture = this.#given;
  #known: Uint8Array = new Uint8Array();
  #choices: Choices = { k: 1, beta: 1, channels: 'rgb', start: 'spectral', seed: 1 };
  #parts: { part: Part; als: Als }[] = [];
  #standing: Standing = { revision: 0, sweeps: 0, settled: true };
  #loss = Number.POSITIVE_INFINITY;

  constructor(createAls: CreateAls) {
    this.#createAls = createAls;
  }

  get standing(): Standing {
    return this.#standing;
  }

  change({ revision, picture, known, choices, warm = false }: Change): void {
    const before = warm ? this.#parts.map(({ als }) => als.factors()) : [];
    this.dispose();
    this.#given = picture ?? this.#given;
    this.#known = known ?? this.#known;
    this.#choices = choices ?? this.#choices;
    if (picture || choices)
      this.#picture = this.#choices.channels === 'gray' ? grayed(this.#given) : this.#given;
    this.#begin(revision, before);
  }

  /** Begins anew, as the choices have it. */
  restart(revision: number): void {
    this.dispose();
    this.#begin(revision, []);
  }

  /** Sweeps, in pieces of a few milliseconds, until it is settled. What is changed meanwhile is taken up. */
  *steps(): Generator<Standing, void> {
    yield this.#standing;
    while (!this.#standing.settled) {
      const parts = this.#parts;
      for (const { als } of parts) {
        const { sweeps } = als;
        for (const step of als.steps()) {
          yield this.#standing;
          if (parts !== this.#parts || step.sweeps > sweeps) break;
        }
        if (parts !== this.#parts) break;
      }
      if (parts === this.#parts) this.#swept();
      yield this.#standing;
    }
  }

  /** One sweep, at once, settled or not. */
  sweep(): void {
    for (const { als } of this.#parts) als.sweep();
    this.#swept();
  }

  /** PQ with the means added, of every pixel; and the picture with its holes filled by it. */
  pictures(): { product: Raster; filled: Raster } {
    const { width, height } = this.#picture;
    const product = new Uint8ClampedArray(this.#picture.rgba.length).fill(255);
    for (const { part, als } of this.#parts) this.#multiply(product, part, als.factors());
    if (this.#choices.channels === 'gray') {
      for (let at = 0; at < product.length; at += 4) product[at + 1] = product[at + 2] = product[at];
    }
    const filled = this.#picture.rgba.slice();
    for (let i = 0; i < this.#known.length; i++) {
      if (!this.#known[i]) filled.set(product.subarray(4 * i, 4 * i + 3), 4 * i);
    }
    return { product: { width, height, rgba: product }, filled: { width, height, rgba: filled } };
  }

  /** How near the rounded product comes to the picture, in its holes and in its known pixels. */
  quality(product: Raster): Quality {
    const sums = [0, 0];
    const counts = [0, 0];
    const { rgba } = this.#picture;
    for (let i = 0; i < this.#known.length; i++) {
      const known = this.#known[i];
      counts[known] += 3;
      for (let at = 4 * i; at < 4 * i + 3; at++) sums[known] += (product.rgba[at] - rgba[at]) ** 2;
    }
    const [holes, known] = [0, 1].map((which) =>
      counts[which] > 0 ? 10 * Math.log10(255 ** 2 / (sums[which] / counts[which])) : undefined,
    );
    return { holes, known, missing: counts[0] / 3 };
  }

  /** The factors of each matrix, turned and ordered by strength. */
  factors(): { part: Part; factors: Turned }[] {
    return this.#parts.map(({ part, als }) => {
      const { rows, columns } = part.ratings;
      return { part, factors: turned(als.factors(), rows, columns, this.#choices.k) };
    });
  }

  /** Gives memory back. */
  dispose(): void {
    for (const { als } of this.#parts) als.dispose();
    this.#parts = [];
  }

  #begin(revision: number, before: readonly Factors[]): void {
    const { k, beta, channels, start, seed } = this.#choices;
    const random = seeded(seed);
    const anyKnown = this.#known.includes(1);
    const parts = anyKnown ? partsOf(this.#picture, this.#known, channels) : [];
    this.#parts = parts.map((part, place) => {
      const { ratings } = part;
      const kept = before[place];
      const goesOn = kept?.Q.length === k * ratings.columns && kept.P.length === k * ratings.rows;
      const fresh = () =>
        start === 'spectral'
          ? balanced(spectralStart(ratings, k, random), ratings, k)
          : {
              P: new Float64Array(ratings.rows * k),
              Q: Float64Array.from({ length: k * ratings.columns }, random),
            };
      return { part, als: this.#createAls(ratings, { k, beta, start: goesOn ? kept : fresh() }) };
    });
    this.#loss = Number.POSITIVE_INFINITY;
    this.#standing = { revision, sweeps: 0, settled: parts.length === 0 };
  }

  #swept(): void {
    const loss = this.#parts.reduce((sum, { als }) => sum + als.loss(), 0);
    const sweeps = this.#standing.sweeps + 1;
    const values = this.#parts.reduce((sum, { part }) => sum + part.ratings.value.length, 0);
    const settled = sweeps >= MOST_SWEEPS || this.#loss - loss <= TOLERANCE * values;
    this.#loss = loss;
    this.#standing = { revision: this.#standing.revision, sweeps, settled };
  }

  #multiply(out: Uint8ClampedArray, { channels, means, ratings }: Part, { P, Q }: Factors): void {
    const { k } = this.#choices;
    const { width, height } = this.#picture;
    const row = new Float64Array(width);
    channels.forEach((channel, place) => {
      for (let i = 0; i < height; i++) {
        row.fill(255 * means[place]);
        for (let f = 0; f < k; f++) {
          const p = 255 * P[i * k + f];
          const q = f * ratings.columns + place * width;
          for (let j = 0; j < width; j++) row[j] += p * Q[q + j];
        }
        for (let j = 0; j < width; j++) out[4 * (i * width + j) + channel] = row[j];
      }
    });
  }
}

/** With P and Q of the same size, as the regularization has them in the end: alone it would take them there in hundreds of sweeps. */
const balanced = (factors: Factors, { rows, columns }: Ratings, k: number): Factors =>
  turned(factors, rows, columns, k);
