import assert from 'node:assert/strict';
import { test } from 'node:test';
import { split } from '../../../src/engine/matrix-factorization/evaluation.ts';
import { predictAt } from '../../../src/engine/matrix-factorization/index.ts';
import { DEFAULT_LOSS, parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { listed } from '../../../src/engine/matrix-factorization/reading/index.ts';
import {
  baselineRmse,
  fitBaseline,
  newRowOffset,
} from '../../../src/engine/matrix-factorization/recommending/baseline.ts';
import {
  Fit,
  type FitOptions,
  highest,
  type Model,
  neighbours,
  predict,
  predictionsFor,
  predictionsForNew,
  rowRange,
} from '../../../src/engine/matrix-factorization/recommending/index.ts';
import { simulatedRatings } from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';
import { factorizer } from './engine.ts';

const solvers = { als: factorizer.als, train: factorizer.compile };
const OPTIONS: FitOptions = {
  k: 4,
  beta: 3,
  method: { kind: 'als' },
  baseline: 'offsets',
  heldOut: 0.1,
  seed: 1,
};
const simulated = (noise = 0.3) =>
  simulatedRatings({ rows: 150, columns: 90, count: 5000, rank: 2, noise, random: seeded(2) }).ratings;

function fitted(options: Partial<FitOptions> = {}, rounds = 15, ratings = simulated()) {
  const fit = new Fit(solvers, ratings, { ...OPTIONS, ...options });
  for (const _ of fit.run(rounds));
  return fit;
}

const gradient = (method: 'adam' | 'momentum', alpha: number): FitOptions['method'] => ({
  kind: 'gradient',
  loss: parseLoss(DEFAULT_LOSS),
  optimizer: { method, alpha },
});

function modelOf(fit: Fit, columns: number): Model {
  const { k, beta, baseline: kind } = fit.options;
  return { P: fit.best!.P, Q: fit.best!.Q, k, beta, kind, baseline: fit.baseline, columns };
}

test('planted tastes are found: the error held out comes near to the noise, and far below that of offsets', () => {
  for (const options of [{}, { method: gradient('adam', 0.02) }, { method: gradient('momentum', 0.002) }]) {
    const fit = fitted(options, options.method ? 400 : 15);
    assert.ok(fit.reference.held > 0.6, `offsets ${fit.reference.held}`);
    assert.ok(fit.best!.held < 0.45, `held out ${fit.best!.held}`);
    assert.ok(fit.best!.held > 0.25);
    fit.dispose();
  }
});

test('errors are those of the factors that are kept, and the best round is kept', () => {
  const ratings = simulated();
  for (const baseline of ['none', 'mean', 'offsets'] as const) {
    const fit = fitted({ baseline, beta: 0.01 }, 12, ratings);
    const best = fit.best!;
    assert.equal(best.held, Math.min(...fit.rounds.map(({ held }) => held)));
    const model = modelOf(fit, ratings.columns);
    for (const [side, told] of [
      [fit.held, best.held],
      [fit.train, best.train],
    ] as const) {
      let sum = 0;
      side.value.forEach((d, i) => {
        const left = d - predict(model, side.row[i], side.column[i]);
        sum += left ** 2;
      });
      assert.ok(Math.abs(Math.sqrt(sum / side.value.length) - told) < 1e-9);
    }
    fit.dispose();
  }
});

test('a run goes on as if it had not paused, and a seed repeats it', () => {
  const whole = fitted({}, 8);
  const paused = fitted({}, 3);
  for (const _ of paused.run(8));
  assert.deepEqual(paused.rounds, whole.rounds);
  assert.equal(whole.rounds.length, 8);
  assert.notDeepEqual(fitted({ seed: 2 }, 8).rounds, whole.rounds);
});

test('a run that changes nothing any more comes to rest', () => {
  const fit = fitted({ k: 1, beta: 20 }, 500);
  assert.equal(fit.state, 'rest');
  assert.ok(fit.step < 500);
});

test('a learning rate that is too large ends the run, which keeps what it had', () => {
  const fit = fitted({ method: gradient('momentum', 1) }, 2000);
  assert.equal(fit.state, 'diverged');
  assert.ok(!fit.best || Number.isFinite(fit.best.held));
});

test('without ratings held out the error of training decides', () => {
  const fit = fitted({ heldOut: 0 });
  assert.equal(fit.held.value.length, 0);
  assert.equal(fit.best!.train, Math.min(...fit.rounds.map(({ train }) => train)));
});

test('what cannot be factorized is told in a sentence', () => {
  const cells = (rows: number, columns: number, values: number[]) => ({
    rows,
    columns,
    row: Uint32Array.from(values, (_, i) => Math.floor(i / columns)),
    column: Uint32Array.from(values, (_, i) => i % columns),
    value: Float64Array.from(values),
  });
  const refused = (ratings: ReturnType<typeof cells>, pattern: RegExp, k = 1) =>
    assert.throws(() => new Fit(solvers, ratings, { ...OPTIONS, k }), {
      name: 'InvalidInputError',
      message: pattern,
    });
  refused(cells(1, 3, [1, 2, 3]), /only one row/);
  refused(cells(3, 1, [1, 2, 3]), /only one column/);
  refused(cells(2, 3, [1, 2, 3, 4, 5, 6]), /k is 3, and a matrix of 2 x 3 has a rank of at most 2/, 3);
  refused(cells(2, 2, [4, 4, 4, 4]), /All ratings are 4/);
});

test('the baseline: exact where ratings are a mean and offsets, but for the shrinkage', () => {
  const ratings = simulatedRatings({
    rows: 400,
    columns: 300,
    count: 60_000,
    rank: 0,
    noise: 0,
    random: seeded(4),
  }).ratings;
  assert.ok(baselineRmse(ratings, fitBaseline(ratings, 'offsets')) < 0.05);
  const mean = fitBaseline(ratings, 'mean');
  assert.ok(Math.abs(mean.mean - ratings.value.reduce((a, b) => a + b) / ratings.value.length) < 1e-9);
  assert.equal(fitBaseline(ratings, 'none').mean, 0);
  const { held, train } = split(ratings, 0.1, seeded(1));
  assert.ok(
    baselineRmse(held, fitBaseline(train, 'offsets')) < 0.2 * baselineRmse(held, fitBaseline(train, 'mean')),
  );
});

test('a new person with the ratings of one who is there gets nearly the same predictions', () => {
  const ratings = simulated(0.1);
  const fit = fitted({ heldOut: 0, beta: 0.05 }, 200, ratings);
  const model = modelOf(fit, ratings.columns);
  const [from, to] = rowRange(ratings, 7);
  const rated = [...ratings.column.subarray(from, to)];
  const values = [...ratings.value.subarray(from, to)];
  assert.ok(rated.length >= 20);
  const known = predictionsFor(model, 7);
  const fresh = predictionsForNew(model, rated, values);
  const far = Math.max(...known.map((x, j) => Math.abs(x - fresh[j])));
  assert.ok(far < 0.25, `${far}`);
  assert.ok(Math.abs(newRowOffset(fit.baseline, 'offsets', rated, values) - fit.baseline.row[7]) < 1e-3);
});

test('neighbours by cosine, and the highest scores, against sorting everything', () => {
  const random = seeded(9);
  const [k, columns] = [3, 40];
  const model = {
    ...{
      P: new Float64Array(3),
      Q: Float64Array.from({ length: k * columns }, () => random() - 0.5),
      k,
      beta: 1,
      columns,
    },
    ...{
      kind: 'none' as const,
      baseline: { mean: 0, row: new Float64Array(1), column: new Float64Array(columns) },
    },
  };
  for (let f = 0; f < k; f++) model.Q[f * columns + 5] = 0; // one without any factor has no neighbour, and is none
  const column = (j: number) => [0, 1, 2].map((f) => model.Q[f * columns + j]);
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, f) => sum + x * b[f], 0);
  const cosine = (a: number[], b: number[]) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const expected = Array.from({ length: columns }, (_, j) => ({
    column: j,
    score: cosine(column(11), column(j)),
  }))
    .filter(({ column }) => column !== 11 && column !== 5)
    .sort((a, b) => b.score - a.score)
    .slice(0, 6);
  const found = neighbours(model, 11, 6);
  assert.deepEqual(
    found.map((each) => each.column),
    expected.map((each) => each.column),
  );
  for (const [i, { score }] of found.entries()) assert.ok(Math.abs(score - expected[i].score) < 1e-12);
  assert.deepEqual(highest(Float64Array.of(1, 3, 3, Number.NaN, 2), 3), [
    { column: 1, score: 3 },
    { column: 2, score: 3 },
    { column: 4, score: 2 },
  ]);
});

test('predictions are PQ and the baseline, for one cell or for a row', () => {
  const ratings = simulated();
  const fit = fitted({}, 3, ratings);
  const model = modelOf(fit, ratings.columns);
  const { mean, row, column } = fit.baseline;
  const all = predictionsFor(model, 3);
  for (const j of [0, 17, 89]) {
    const x = mean + row[3] + column[j] + predictAt(fit.best!, 4, 90, 3, j);
    assert.ok(Math.abs(all[j] - x) < 1e-12);
    assert.ok(Math.abs(predict(model, 3, j) - x) < 1e-12);
  }
  assert.equal(listed(['a', 'b']).find('b'), 1);
});
