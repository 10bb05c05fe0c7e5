import { type Features, pickRows, visitRow } from './features.ts';
import { scores } from './scores.ts';
import type { Weights } from './weights.ts';

/** G = V'V, d x d, row after row: the weight <v_i, v_j> of each pair of features. The diagonal, |v_i|², is of no use to the model. */
export function gram({ d, k, V }: Weights): Float64Array {
  const G = new Float64Array(d * d);
  for (let f = 0; f < k; f++)
    for (let i = 0; i < d; i++) {
      const v = V[f * d + i];
      for (let j = 0; j < d; j++) G[i * d + j] += v * V[f * d + j];
    }
  return G;
}

/** <v_i, v_j>. O(k). */
export function pairWeight({ d, k, V }: Weights, i: number, j: number): number {
  let sum = 0;
  for (let f = 0; f < k; f++) sum += V[f * d + i] * V[f * d + j];
  return sum;
}

export interface Pair {
  /** Two features, i < j, from 0. */
  i: number;
  j: number;
  /** <v_i, v_j> */
  weight: number;
  /** What the pair moves predictions by: the weight, or with data the root mean square of weight x_i x_j over their rows. */
  strength: number;
}

/**
 * The `count` pairs of greatest strength, strongest first. With `X` a pair that never occurs together has strength 0, however large
 * its weight, which then nothing has determined; pairs of strength 0 are left out. O(d² k), with X also O(the squares of entries in
 * rows) and d² numbers of memory.
 */
export function topPairs(weights: Weights, count: number, X?: Features): Pair[] {
  const { d } = weights;
  const together = X && secondMoments(X);
  const top: Pair[] = [];
  let least = 0;
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++) {
      const moment = together ? together[i * d + j] : 1;
      if (moment === 0) continue;
      const weight = pairWeight(weights, i, j);
      const strength = Math.abs(weight) * Math.sqrt(moment);
      if (!(strength > least)) continue;
      let at = top.length;
      while (at > 0 && (top[at - 1] as Pair).strength < strength) at--;
      top.splice(at, 0, { i, j, weight, strength });
      if (top.length > count) top.pop();
      if (top.length === count) least = (top[count - 1] as Pair).strength;
    }
  return top;
}

/** Mean over rows of (x_i x_j)² for i < j, d x d. */
function secondMoments(X: Features): Float64Array {
  const { rows, columns: d } = X;
  const moments = new Float64Array(d * d);
  const [at, squares] = [new Uint32Array(d), new Float64Array(d)];
  for (let row = 0; row < rows; row++) {
    let count = 0;
    visitRow(X, row, (j, x) => {
      at[count] = j;
      squares[count++] = x * x;
    });
    for (let a = 0; a < count; a++)
      for (let b = a + 1, base = at[a] * d; b < count; b++) {
        const cell = base + at[b];
        moments[cell] += (squares[a] * squares[b]) / rows;
      }
  }
  return moments;
}

/** What a prediction is the sum of. */
export interface Explanation {
  w0: number;
  /** w_j x_j for each feature that is not 0, greatest size first. */
  single: { j: number; x: number; value: number }[];
  /** <v_i, v_j> x_i x_j for each two of them, greatest size first; of more than 500 for each two of those that can move the score most. */
  pairs: { i: number; j: number; value: number }[];
  /** How many pairs are not among those, and what they sum to. */
  otherPairs: { count: number; value: number };
  /** The sum of all: the prediction, of classes the logarithm of the odds of class 1. */
  score: number;
}

/** Features of a row that are paired one by one; the pairs of thousands would be millions. */
const MOST_PAIRED = 500;

/** Takes the score of one row apart. */
export function explain(weights: Weights, X: Features, row: number): Explanation {
  const { w0, w1 } = weights;
  const single: Explanation['single'] = [];
  visitRow(X, row, (j, x) => single.push({ j, x, value: w1[j] * x }));
  const paired = single.length <= MOST_PAIRED ? single : mostMoving(weights, single);
  const pairs: Explanation['pairs'] = [];
  for (let b = 0; b < paired.length; b++)
    for (let a = 0; a < b; a++) {
      const [{ j: i, x: other }, { j, x }] = [paired[a], paired[b]];
      pairs.push({ i, j, value: pairWeight(weights, i, j) * other * x });
    }
  const told = [...single, ...pairs].reduce((sum, { value }) => sum + value, w0);
  const count = (single.length * (single.length - 1)) / 2 - pairs.length;
  const score = count === 0 ? told : scores(weights, pickRows(X, Uint32Array.of(row)))[0];
  const bySize = (a: { value: number }, b: { value: number }) => Math.abs(b.value) - Math.abs(a.value);
  return {
    w0,
    single: single.sort(bySize),
    pairs: pairs.sort(bySize),
    otherPairs: { count, value: score - told },
    score,
  };
}

/** The features with the greatest |v_j x_j|, in their order. */
function mostMoving(weights: Weights, single: Explanation['single']): Explanation['single'] {
  const size = new Map(single.map(({ j, x }) => [j, x * x * pairWeight(weights, j, j)]));
  return single
    .toSorted((a, b) => size.get(b.j)! - size.get(a.j)!)
    .slice(0, MOST_PAIRED)
    .sort((a, b) => a.j - b.j);
}
