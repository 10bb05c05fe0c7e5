import { gaussian, seeded } from '../../../engine/random.ts';

/** The sum over all pairs of one row, and what it took. */
export interface Work {
  multiplications: number;
  sum: number;
}

/** A row of d features and k factors for each, from `V[f * d + i]`. */
export interface Row {
  d: number;
  k: number;
  x: Float64Array;
  V: Float64Array;
}

/** A row with random numbers everywhere. */
export function randomRow(d: number, k: number): Row {
  const random = seeded(d);
  const draw = (length: number) => Float64Array.from({ length }, () => gaussian(random));
  return { d, k, x: draw(d), V: draw(k * d) };
}

/** Goes through the pairs: <v_i, v_j> x_i x_j for each i < j. Counts as it multiplies. */
export function pairByPair({ d, k, x, V }: Row): Work {
  let [multiplications, sum] = [0, 0];
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++) {
      let inner = 0;
      for (let f = 0; f < k; f++) {
        inner += V[f * d + i] * V[f * d + j];
        multiplications++;
      }
      sum += inner * x[i] * x[j];
      multiplications += 2;
    }
  return { multiplications, sum };
}

/** Goes through the features once for each factor, by the identity. Counts as it multiplies. */
export function byIdentity({ d, k, x, V }: Row): Work {
  let [multiplications, twice] = [0, 0];
  for (let f = 0; f < k; f++) {
    let [total, squares] = [0, 0];
    for (let i = 0; i < d; i++) {
      const vx = V[f * d + i] * x[i];
      total += vx;
      squares += vx * vx;
      multiplications += 2;
    }
    twice += total * total - squares;
    multiplications++;
  }
  multiplications++;
  return { multiplications, sum: twice / 2 };
}

/** Milliseconds that one call takes: the least average of some rounds of about `least` milliseconds, as others may want the processor, too. */
export function timeOf(call: () => void, now: () => number, least = 2, rounds = 5): number {
  let time = Number.POSITIVE_INFINITY;
  for (let calls = 1, round = 0; round < rounds; ) {
    const start = now();
    for (let i = 0; i < calls; i++) call();
    const passed = now() - start;
    if (passed < least) calls *= 2;
    else {
      time = Math.min(time, passed / calls);
      round++;
    }
  }
  return time;
}
