import { EXAMPLE } from '../../../engine/matrix-factorization/example.ts';
import { alternation, predictions, ratings, startOf, trainer } from './example.build.ts';
import type { Facts, Filled } from './numbers.ts';
import { MISSING, TUTORIAL } from './settings.ts';

/** The best product of rank two for the table with `value` in its holes: alternation on a full matrix finds it. */
async function filled(value: number): Promise<Filled> {
  const values = EXAMPLE.values.map((known, cell) => (EXAMPLE.mask[cell] ? known : value));
  const als = await alternation(startOf(1), 0, { ...EXAMPLE, values, mask: EXAMPLE.mask.map(() => 1) });
  while (als.sweeps < 2000) als.sweep();
  const X = predictions(als.factors());
  als.dispose();
  const squares = X.map((x, cell) => (EXAMPLE.mask[cell] ? (x - EXAMPLE.values[cell]) ** 2 : 0));
  const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / ratings.value.length);
  return { value, cell: X[MISSING[0]], error };
}

async function facts(): Promise<Facts> {
  const compiled = await trainer(startOf(0), { method: 'gradient-descent', alpha: TUTORIAL.alpha });
  const mean = ratings.value.reduce((sum, value) => sum + value, 0) / ratings.value.length;
  return {
    observed: ratings.value.length,
    module: compiled.bytes.length,
    filled: { zero: await filled(0), mean: await filled(mean) },
  };
}

export default facts();
