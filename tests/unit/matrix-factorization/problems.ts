import { randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { observed } from '../../../src/engine/matrix-factorization/ratings.ts';
import type { Optimizer, Problem } from '../../../src/engine/matrix-factorization/training.ts';
import { seeded } from '../../../src/engine/random.ts';

/**
 * A random table with holes and a random start, small, and away from where losses have corners more often than not. `data`:
 * numbers above 0, zeros and ones, or any sign.
 */
export function randomProblem(
  source: string,
  data: 'positive' | 'binary' | 'any',
  seed: number,
  optimizer: Optimizer = { method: 'gradient-descent', alpha: 0.01 },
): Problem {
  const random = seeded(seed);
  const size = () => 1 + Math.floor(random() * 6);
  const [rows, columns, k] = [size(), size(), size()];
  const draw = {
    positive: () => 0.2 + 3.8 * random(),
    binary: () => (random() < 0.5 ? 1 : 0),
    any: () => 6 * random() - 1,
  }[data];
  const values = Float64Array.from({ length: rows * columns }, draw);
  const mask = Uint8Array.from(values, () => (random() < 0.6 ? 1 : 0));
  mask[Math.floor(random() * mask.length)] = 1;
  const start = randomFactors(
    rows,
    columns,
    k,
    data === 'positive' ? () => 0.1 + random() : () => 1.4 * random() - 0.4,
  );
  return {
    ratings: observed({ rows, columns, values, mask }),
    k,
    start,
    loss: parseLoss(source),
    beta: 0.3,
    optimizer,
  };
}
