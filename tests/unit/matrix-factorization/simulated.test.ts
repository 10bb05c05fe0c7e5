import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rmse } from '../../../src/engine/matrix-factorization/evaluation.ts';
import { checkRatings } from '../../../src/engine/matrix-factorization/ratings.ts';
import {
  MOVIELENS_SHAPES,
  type Simulation,
  simulatedRatings,
} from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';

const shape = MOVIELENS_SHAPES['100k'];
const simulation = (changes: Partial<Simulation> = {}): Simulation => ({
  ...shape,
  rank: 4,
  noise: 0.75,
  random: seeded(1),
  ...changes,
});
/** How many ratings each row, or each column, has, in ascending order. */
const degrees = (lines: Uint32Array, count: number): Uint32Array => {
  const of = new Uint32Array(count);
  for (const line of lines) of[line]++;
  return of.sort();
};

describe('simulated ratings', () => {
  test('are as many as asked for, in order, no cell twice, in any shape', () => {
    const shapes = [
      shape,
      { rows: 1, columns: 1, count: 1 },
      { rows: 30, columns: 20, count: 600 }, // full
      { rows: 30, columns: 20, count: 599 },
      { rows: 3, columns: 50, count: 100 },
      { rows: 50, columns: 3, count: 100 },
      { rows: 50, columns: 20, count: 40 }, // some rows have none
      { rows: 5, columns: 20, count: 0 },
    ];
    for (const { rows, columns, count } of shapes) {
      const { ratings } = simulatedRatings(simulation({ rows, columns, count }));
      assert.equal(ratings.value.length, count);
      if (count > 0) checkRatings(ratings);
    }
    assert.throws(() => simulatedRatings(simulation({ rows: 2, columns: 2, count: 5 })), RangeError);
  });

  test('are the same for the same seed, and others for another', () => {
    const of = (seed: number) => simulatedRatings(simulation({ random: seeded(seed) })).ratings;
    assert.deepEqual(of(7), of(7));
    assert.notDeepEqual(of(7), of(8));
  });

  test('are the planted factors, of rank + 2, and noise of the size asked for', () => {
    const { ratings, truth } = simulatedRatings(simulation());
    assert.equal(truth.k, 6);
    assert.equal(truth.P.length, 6 * shape.rows);
    assert.equal(truth.Q.length, 6 * shape.columns);
    const error = rmse(ratings, truth, truth.k);
    assert.ok(Math.abs(error - 0.75) < 0.01, String(error)); // five standard errors are 0.0084
    const { ratings: exact, truth: planted } = simulatedRatings(simulation({ noise: 0 }));
    assert.ok(rmse(exact, planted, planted.k) < 1e-12);
  });

  test('are spread as MovieLens’ are: over values, rows and columns', () => {
    const { ratings } = simulatedRatings(simulation());
    const mean = ratings.value.reduce((a, b) => a + b) / shape.count;
    const deviation = Math.sqrt(ratings.value.reduce((a, b) => a + (b - mean) ** 2, 0) / shape.count);
    assert.ok(mean > 3.4 && mean < 3.8, String(mean)); // 3.53
    assert.ok(deviation > 1 && deviation < 1.3, String(deviation)); // 1.13
    const rows = degrees(ratings.row, shape.rows);
    const columns = degrees(ratings.column, shape.columns);
    const [median, most] = [rows[shape.rows >> 1], rows[shape.rows - 1]];
    assert.ok(rows[0] >= 20 && median > 50 && median < 85 && most > 450, `${rows[0]}, ${median}, ${most}`); // 20, 65, 737
    const [middle, top] = [columns[shape.columns >> 1], columns[shape.columns - 1]];
    assert.ok(middle > 18 && middle < 45 && top > 400, `${middle}, ${top}`); // 27, 583
  });

  test('can be whole stars', () => {
    const { ratings } = simulatedRatings(simulation({ stars: true }));
    assert.deepEqual([...new Set(ratings.value)].sort(), [1, 2, 3, 4, 5]);
  });
});
