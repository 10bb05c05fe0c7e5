import type { Terms } from './views.ts';

/**
 * The terms that give every row the same prediction, as each row has one feature of each variable, and of which nothing can be moved from
 * pairs to single features, or from these to the bias: over the people, the weights of a feature with all of another variable average 0,
 * and so do the single weights of a variable. Without this a sum over a variable's features can be shifted at will, so that the same
 * predictions come with other weights from every seed.
 *
 * `variables` says which variable a feature belongs to; `together` (d x d) how many people have two features.
 */
export function centred(terms: Terms, variables: readonly number[], together: ArrayLike<number>): Terms {
  const d = variables.length;
  const G = Float64Array.from(terms.G);
  const w1 = Float64Array.from(terms.w1);
  let { w0 } = terms;
  const count = Math.max(...variables) + 1;
  const of = Array.from({ length: count }, (_, a) => [...variables.keys()].filter((i) => variables[i] === a));
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      // The weighted least-squares fit of row plus column, by turns.
      for (let round = 0, moved = 1; round < 500 && moved > 1e-13; round++)
        moved = Math.max(shift(of[a], of[b]), shift(of[b], of[a]));
    }
  for (const features of of) {
    const people = (i: number) => together[i * d + i];
    const mean = average(
      features,
      (i) => w1[i],
      (i) => people(i),
    );
    for (const i of features) w1[i] -= mean;
    w0 += mean;
  }
  return { w0, w1, G };

  /** Gives w1 of each feature of `rows` the average of its pairs with `columns`; returns the largest. */
  function shift(rows: number[], columns: number[]): number {
    let largest = 0;
    for (const i of rows) {
      const mean = average(
        columns,
        (j) => G[i * d + j],
        (j) => together[i * d + j],
      );
      for (const j of columns) {
        G[i * d + j] -= mean;
        G[j * d + i] = G[i * d + j];
      }
      w1[i] += mean;
      largest = Math.max(largest, Math.abs(mean));
    }
    return largest;
  }
}

function average(of: number[], value: (i: number) => number, weight: (i: number) => number): number {
  let [sum, total] = [0, 0];
  for (const i of of) {
    sum += weight(i) * value(i);
    total += weight(i);
  }
  return total > 0 ? sum / total : 0;
}

/** The score of a row that has these features, each once. */
export function scoreOf({ w0, w1, G }: Terms, features: readonly number[]): number {
  let score = w0;
  for (const [place, i] of features.entries()) {
    score += w1[i];
    for (const j of features.slice(0, place)) score += G[j * w1.length + i];
  }
  return score;
}
