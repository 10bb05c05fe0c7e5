import { gaussian, seeded } from '../../../src/engine/random.ts';

/** The inputs by name: n float32 values each, the same on every machine. */
export const data = {
  normal: (n: number) => drawn(n, gaussian),
  uniform: (n: number) => drawn(n, (random) => random()),
  /** Heavy tails on both sides: most values near 0, a few very far out. */
  'heavy tails': (n: number) => drawn(n, (random) => Math.tan(Math.PI * (random() - 0.5))),
  /** As measured and written down: few distinct values, each many times. */
  'three decimals': (n: number) => drawn(n, (random) => Math.round(1000 * gaussian(random)) / 1000),
  /** Every gap the same, so that a great many partitions are equally good. */
  'equal steps': (n: number) => Float32Array.from({ length: n }, (_, i) => (i * 7919) % n),
} satisfies Record<string, (n: number) => Float32Array>;

function drawn(n: number, draw: (random: () => number) => number): Float32Array {
  const random = seeded(1);
  return Float32Array.from({ length: n }, () => draw(random));
}
