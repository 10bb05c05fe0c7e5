import assert from 'node:assert/strict';
import test from 'node:test';
import {
  EXAMPLE,
  type Factors,
  foldIn,
  observed,
  product,
  type Ratings,
  randomFactors,
  rmse,
  split,
} from '../../../src/engine/matrix-factorization/index.ts';
import { DEFAULT_LOSS, parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { factorizer } from './engine.ts';

/** A random table with about `share` of its cells observed, and one at least. */
function table(rows: number, columns: number, share: number, seed: number): Ratings {
  const random = seeded(seed);
  const values = Float64Array.from({ length: rows * columns }, () => gaussian(random));
  const mask = Uint8Array.from(values, (_, i) => (i === 0 || random() < share ? 1 : 0));
  return observed({ rows, columns, values, mask });
}

/** The article's loss, and its gradient, of factors. */
function lossOf(ratings: Ratings, k: number, beta: number, start: Factors) {
  const trainer = factorizer.compile({
    ratings,
    k,
    start,
    beta,
    loss: parseLoss(DEFAULT_LOSS),
    optimizer: { method: 'gradient-descent', alpha: 1 },
  });
  const result = { loss: trainer.loss, gradient: trainer.gradient() };
  trainer.dispose();
  return result;
}

test('a sweep never raises the loss, and leaves no slope by the factor solved last', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const [rows, columns, k] = [2 + (seed % 9), 1 + (seed % 7), 1 + (seed % 5)];
    const ratings = table(rows, columns, 0.6, seed);
    const als = factorizer.als(ratings, {
      k,
      beta: 0.1,
      start: randomFactors(rows, columns, k, seeded(seed)),
    });
    let before = Number.POSITIVE_INFINITY;
    for (let sweep = 1; sweep <= 5; sweep++) {
      als.sweep();
      assert.equal(als.sweeps, sweep);
      const { loss, gradient } = lossOf(ratings, k, 0.1, als.factors());
      assert.ok(Math.abs(als.loss() - loss) < 1e-9 * (1 + loss));
      assert.ok(loss <= before * (1 + 1e-12), `seed ${seed}: from ${before} to ${loss}`);
      assert.ok(gradient.Q.every((slope) => Math.abs(slope) < 1e-9));
      before = loss;
    }
    als.dispose();
  }
});

test('pieces of a sweep make the sweep', () => {
  const ratings = table(400, 300, 0.5, 8);
  const options = { k: 12, beta: 1, start: randomFactors(400, 300, 12, seeded(1)) };
  const [whole, pieces] = [factorizer.als(ratings, options), factorizer.als(ratings, options)];
  whole.sweep();
  let taken = 0;
  for (const { sweeps } of pieces.steps()) {
    taken++;
    if (sweeps === 1) break;
  }
  assert.ok(taken > 2, `${taken} pieces`);
  assert.deepEqual(pieces.factors(), whole.factors());
  assert.equal(whole.squaredError(), pieces.squaredError());
});

test('nearly all seeds end at the least loss of the example, and a few are stuck far above it', () => {
  let stuck = 0;
  for (let seed = 0; seed < 400; seed++) {
    const als = factorizer.als(observed(EXAMPLE), {
      k: 2,
      beta: 0.02,
      start: randomFactors(5, 4, 2, seeded(seed)),
    });
    for (let sweep = 0; sweep < 2000; sweep++) als.sweep();
    if (als.loss() > 1) stuck++;
    else assert.equal(als.loss().toFixed(6), '0.390680');
    als.dispose();
  }
  assert.ok(stuck > 0 && stuck < 20, `${stuck} of 400 are stuck`);
});

test('folding a row in gives the row that least squares over the whole table would', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const [rows, columns, k] = [6, 8, 1 + (seed % 6)];
    const ratings = table(rows, columns, 0.7, seed);
    const beta = seed % 3 === 0 ? 0.02 : 2;
    const als = factorizer.als(ratings, { k, beta, start: randomFactors(rows, columns, k, seeded(seed)) });
    als.sweep();
    const { Q } = als.factors();
    als.dispose();
    const start = { P: new Float64Array(rows * k), Q };
    for (let row = 0; row < rows; row++) {
      const mine = [...ratings.value].flatMap((_, i) => (ratings.row[i] === row ? [i] : []));
      const rated = mine.map((i) => ratings.column[i] as number);
      const values = mine.map((i) => ratings.value[i] as number);
      start.P.set(foldIn({ Q, k, columns }, rated, values, beta), row * k);
    }
    const { gradient } = lossOf(ratings, k, beta, start);
    assert.ok(gradient.P.every((slope) => Math.abs(slope) < 1e-9));
  }
  assert.deepEqual([...foldIn({ Q: new Float64Array(6), k: 2, columns: 3 }, [0, 2], [1, 2], 0)], [0, 0]);
});

test('held-out cells are drawn evenly, and nothing is lost', () => {
  const ratings = table(30, 20, 0.5, 4);
  const counts = new Float64Array(600);
  for (let seed = 0; seed < 300; seed++) {
    const { train, held } = split(ratings, 0.25, seeded(seed));
    assert.equal(held.value.length, Math.round(0.25 * ratings.value.length));
    assert.equal(train.value.length + held.value.length, ratings.value.length);
    for (let i = 0; i < held.value.length; i++) {
      const cell = (held.row[i] as number) * 20 + (held.column[i] as number);
      counts[cell] = (counts[cell] as number) + 1;
    }
  }
  const drawn = counts.filter((count) => count > 0);
  assert.equal(drawn.length, ratings.value.length);
  assert.ok(drawn.every((count) => Math.abs(count - 75) < 5 * Math.sqrt(300 * 0.25 * 0.75)));
  assert.equal(split(table(1, 1, 1, 1), 0.9, seeded(1)).train.value.length, 1);
});

test('the root mean squared error is that of PQ', () => {
  const ratings = table(5, 6, 0.6, 9);
  const factors = randomFactors(5, 6, 3, seeded(3));
  const X = product(factors, 5, 6, 3);
  const errors = [...ratings.value].map(
    (d, i) => d - (X[(ratings.row[i] as number) * 6 + (ratings.column[i] as number)] as number),
  );
  const expected = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  assert.ok(Math.abs(rmse(ratings, factors, 3) - expected) < 1e-12);
});
