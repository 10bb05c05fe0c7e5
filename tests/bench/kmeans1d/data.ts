import { gaussian, type Random, seeded } from '../../../src/engine/random.ts';

/** The inputs by name: n float32 values for each seed, the same on every machine. */
export const data = {
  normal: (n, seed) => drawn(n, seed, gaussian),
  uniform: (n, seed) => drawn(n, seed, (random) => random()),
  /** Most values near 0, a few very far out on both sides. */
  'heavy tails': (n, seed) => drawn(n, seed, (random) => Math.tan(Math.PI * (random() - 0.5))),
  /** As measured and written down: few distinct values, each many times. */
  'three decimals': (n, seed) => drawn(n, seed, (random) => Math.round(1000 * gaussian(random)) / 1000),
  /** Every gap the same, in some order, so that a great many partitions are equally good. */
  'equal steps': (n, seed) => Float32Array.from({ length: n }, (_, i) => (i * 7919 + seed) % n),
} satisfies Record<string, (n: number, seed: number) => Float32Array>;

/** The names of the inputs. */
export type Kind = keyof typeof data;

/** The input of each round of a benchmark: other values every round, since one set may happen to be easy, or hard; kept for the round. */
export function everyRound(kind: Kind, n: number): (round: number) => Float32Array {
  let current = Number.NaN;
  let values: Float32Array = new Float32Array();
  return (round) => {
    if (round !== current) values = data[kind](n, 1 + Math.abs(round));
    current = round;
    return values;
  };
}

function drawn(n: number, seed: number, draw: (random: Random) => number): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: n }, () => draw(random));
}
