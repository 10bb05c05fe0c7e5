import type { Random } from '../random.ts';
import type { Factors } from './factors.ts';
import { emptyRatings, type Ratings } from './ratings.ts';

/** The entry of PQ for one cell. */
export function predictAt(
  { P, Q }: Factors,
  k: number,
  columns: number,
  row: number,
  column: number,
): number {
  let sum = 0;
  for (let f = 0; f < k; f++) sum += (P[row * k + f] as number) * (Q[f * columns + column] as number);
  return sum;
}

/** Root of the mean squared error of PQ over the observed cells; NaN when there are none. O(cells k). */
export function rmse(ratings: Ratings, factors: Factors, k: number): number {
  const { columns, row, column, value } = ratings;
  let sum = 0;
  for (let i = 0; i < value.length; i++) {
    const predicted = predictAt(factors, k, columns, row[i] as number, column[i] as number);
    sum += ((value[i] as number) - predicted) ** 2;
  }
  return Math.sqrt(sum / value.length);
}

/**
 * Draws cells to hold out: a set of `round(fraction * cells)` of them, each as likely as any other. The rest is for training, and
 * always has one cell or more.
 */
export function split(ratings: Ratings, fraction: number, random: Random): { train: Ratings; held: Ratings } {
  const count = ratings.value.length;
  let needed = Math.min(count - 1, Math.round(fraction * count));
  const out = new Uint8Array(count);
  for (let i = 0; i < count && needed > 0; i++) {
    if (random() * (count - i) >= needed) continue; // selection sampling: Knuth, vol. 2, 3.4.2, algorithm S
    out[i] = 1;
    needed--;
  }
  const pick = (bit: number): Ratings => {
    const picked = emptyRatings(ratings.rows, ratings.columns, out.filter((o) => o === bit).length);
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (out[i] !== bit) continue;
      picked.row[at] = ratings.row[i] as number;
      picked.column[at] = ratings.column[i] as number;
      picked.value[at] = ratings.value[i] as number;
      at++;
    }
    return picked;
  };
  return { train: pick(0), held: pick(1) };
}
