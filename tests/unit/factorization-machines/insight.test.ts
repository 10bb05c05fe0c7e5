import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  calibrationSentence,
  cloudSentence,
} from '../../../src/components/factorization-machines/insight/calibration-words.ts';
import {
  judged,
  pairedDifference,
} from '../../../src/components/factorization-machines/insight/comparison.ts';
import { controlsOf, slider } from '../../../src/components/factorization-machines/insight/controls.ts';
import { explainedRow, worstRows } from '../../../src/components/factorization-machines/insight/explained.ts';
import {
  explainedSentence,
  rowOf,
  sumSentence,
} from '../../../src/components/factorization-machines/insight/explained-words.ts';
import { circles, dots, line } from '../../../src/components/factorization-machines/insight/marks.ts';
import { namedPairs, possiblePairs } from '../../../src/components/factorization-machines/insight/pairs.ts';
import { pointCloud, rangeOf } from '../../../src/components/factorization-machines/insight/point-cloud.ts';
import type {
  Control,
  FeatureName,
  Judged,
  NamedPair,
  Target,
} from '../../../src/components/factorization-machines/insight/props.ts';
import { responseSentence } from '../../../src/components/factorization-machines/insight/response-words.ts';
import { runningSum } from '../../../src/components/factorization-machines/insight/running-sum.ts';
import {
  chance,
  comparisonSentence,
  pairSentence,
  verdict,
} from '../../../src/components/factorization-machines/insight/words.ts';
import * as engine from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';

const SURVIVED: Target = { task: 'classification', name: 'survived', classes: ['no', 'yes'] };
const PRICE: Target = { task: 'regression', name: 'price' };

/** Two numbers far from 0, of unlike sizes, and a column of three categories. */
const FEATURES: FeatureName[] = [
  { name: 'year', column: 'year' },
  { name: 'size', column: 'size' },
  ...['a', 'b', 'c'].map((category) => ({ name: `kind = ${category}`, column: 'kind', category })),
];
function mixed(rows: number) {
  const random = seeded(1);
  const X = engine.denseFeatures(
    Array.from({ length: rows }, () => {
      const kind = Math.floor(3 * random());
      return [
        2000 + 10 * gaussian(random),
        0.02 * gaussian(random) + 0.1,
        ...[0, 1, 2].map((at) => Number(at === kind)),
      ];
    }),
  );
  const weights: engine.Weights = {
    d: 5,
    k: 2,
    w0: -3,
    w1: Float64Array.of(0.02, 4, 1, -1, 0.5),
    V: Float64Array.of(0.02, -3, 0.7, -0.2, 0, 0.01, 5, -0.4, 0.6, 0.1),
  };
  const y = engine.scores(weights, X).map((score) => score + 0.1 * gaussian(random));
  const samples: engine.Samples = { X, y };
  return { samples, weights, scaling: engine.standardization(samples, 'regression'), X, features: FEATURES };
}

test('the mean difference of errors and its standard error are those of a paired comparison', () => {
  const { mean, error } = pairedDifference([3, 5, 4, 8], [1, 4, 4, 5]);
  assert.equal(mean, 1.5); // of 2, 1, 0, 3
  assert.ok(Math.abs(error - Math.sqrt(5 / 3) / 2) < 1e-15);
  // Weights that are all the same change nothing; rows that weigh nothing do not count.
  const weighted = pairedDifference([3, 5, 4, 8, 100], [1, 4, 4, 5, 0], [2, 2, 2, 2, 0]);
  assert.ok(Math.abs(weighted.mean - mean) < 1e-15 && Math.abs(weighted.error - error) < 1e-15);
  assert.ok(Number.isNaN(pairedDifference([1], [0]).error));
});

test('a difference is told from chance by two standard errors', () => {
  assert.equal(verdict({ mean: 0.21, error: 0.1 }), 'better');
  assert.equal(verdict({ mean: -0.21, error: 0.1 }), 'worse');
  assert.equal(verdict({ mean: 0.19, error: 0.1 }), 'open');
  assert.equal(verdict({ mean: 0.5, error: Number.NaN }), 'open');
  assert.equal(verdict({ mean: 0, error: 0 }), 'open');
});

test('models are judged by their scores on the same rows', () => {
  const { samples, weights } = mixed(400);
  const linear = { ...weights, k: 0, V: new Float64Array(0) };
  const constant = engine.startingBias(samples, 'regression');
  const {
    rows,
    fm,
    constant: mean,
    fromLinear,
    fromConstant,
  } = judged(engine, 'regression', samples, {
    constant,
    linear,
    fm: weights,
  });
  assert.equal(rows, 400);
  assert.ok('rmse' in fm && Math.abs(fm.rmse - 0.1) < 0.01);
  assert.ok('r2' in mean && Math.abs(mean.r2) < 1e-12);
  const errors = (of: engine.Weights) => engine.lossOf('regression', samples, of);
  assert.ok(Math.abs(fromLinear.mean - (errors(linear) - errors(weights))) < 1e-9 * fromLinear.mean);
  assert.equal(verdict(fromConstant), 'better');
});

const judgedAs = (rows: number, rmse: number, mean: number, error: number): Judged => {
  const metrics = (rmse: number) => ({ rmse, mae: rmse, r2: 0 });
  return {
    rows,
    constant: metrics(20),
    linear: metrics(10),
    fm: metrics(rmse),
    fromLinear: { mean, error },
    fromConstant: { mean: 400 - rmse ** 2, error: 1 },
  };
};

test('the comparison says by how much, and no more than the rows allow', () => {
  const learned = judgedAs(1000, 9, 19, 1);
  const clear = comparisonSentence(PRICE, 2, learned, judgedAs(200, 9, 19, 4));
  assert.match(
    clear,
    /200 rows held out the squared errors of the factorization machine are 19% lower than with the linear model/,
  );
  assert.match(clear, /standard error 4%/);
  assert.match(clear, /more than the chance/);
  assert.match(comparisonSentence(PRICE, 2, learned, judgedAs(200, 9, 19, 12)), /may be chance/);
  assert.match(comparisonSentence(PRICE, 2, learned, judgedAs(200, 11, -21, 4)), /21% higher/);
  assert.match(comparisonSentence(PRICE, 2, learned, judgedAs(12, 9, 19, 4)), /so few rows/);
  assert.match(comparisonSentence(PRICE, 2, learned), /how well it fits, not how well it predicts/);
  const useless = { ...judgedAs(200, 9, 19, 4), fromConstant: { mean: 1, error: 3 } };
  assert.match(comparisonSentence(PRICE, 2, learned, useless), /not surely better than the mean/);
  // Without pairs there is no machine to compare: the linear model beside a constant.
  assert.match(
    comparisonSentence(PRICE, 0, learned, judgedAs(200, 10, 0, 0)),
    /of the linear model are .* than with the mean alone/,
  );
});

test('a row is taken apart into terms that sum to its score, told from the mean of numbers', () => {
  const { samples, weights, scaling, X, features } = mixed(60);
  const scores = engine.scores(weights, X);
  for (const row of [0, 17, 59]) {
    const told = explainedRow(engine, {
      weights,
      scaling,
      X,
      features,
      row,
      cells: [],
      truth: samples.y[row],
      held: false,
    });
    assert.ok(Math.abs(told.score - scores[row]) < 1e-8);
    const sum = runningSum(told);
    assert.ok(Math.abs((sum.at(-1)?.to as number) - told.score) < 1e-8);
    for (const [i, { from }] of sum.entries()) assert.equal(from, i === 0 ? 0 : sum[i - 1].to);
    // Two numbers and the one category that the row has: three terms, three pairs.
    assert.deepEqual([told.single.length, told.pairs.length, told.origin], [3, 3, 'mean']);
    const size = told.single.find(({ features: [{ name }] }) => name === 'size');
    assert.equal(Number(size?.values[0]), Number(X.values[5 * row + 1].toPrecision(4)));
    // At ordinary sizes: the pairs with the year as it is are 20 times as much.
    assert.ok(told.pairs.every(({ value }) => Math.abs(value) < 2));
  }
});

test('of many terms the greatest are told and the others summed', () => {
  const d = 30;
  const random = seeded(4);
  const X = engine.denseFeatures([Array.from({ length: d }, () => gaussian(random))]);
  const weights = engine.initialWeights({ d, k: 3, stdev: 1, random });
  weights.w1.forEach((_, j) => {
    weights.w1[j] = gaussian(random);
  });
  const features = Array.from({ length: d }, (_, j) => ({ name: `x${j}`, column: `x${j}` }));
  const scaling = { mean: new Float64Array(d), scale: new Float64Array(d).fill(1), yMean: 0, yScale: 1 };
  const told = explainedRow(engine, {
    weights,
    scaling,
    X,
    features,
    row: 0,
    cells: [],
    truth: 0,
    held: true,
  });
  assert.equal(told.single.length + told.otherSingle.count, d);
  assert.equal(told.pairs.length + told.otherPairs.count, (d * (d - 1)) / 2);
  const sum = runningSum(told);
  assert.ok(sum.length < 20);
  assert.ok(Math.abs((sum.at(-1)?.to as number) - engine.scores(weights, X)[0]) < 1e-10);
  assert.match(sumSentence(SURVIVED, told), /features are all 0; 435 pairs take part.*logarithm of the odds/);
});

test('what is said of a row is its number, its side, its truth', () => {
  const { weights, scaling, X, features } = mixed(5);
  const row = { weights, scaling, X, features, row: 1, cells: [], held: true };
  const told = explainedRow(engine, { ...row, truth: 40 });
  assert.match(
    explainedSentence(PRICE, { ...told, score: 42.5 }),
    /^Row 2, held out: price is predicted to be 42\.5 and is 40: 2\.5 too high\.$/,
  );
  assert.match(
    explainedSentence(SURVIVED, { ...told, score: 0, truth: 1 }),
    /survived = yes is predicted as 50%\. It is yes, so the guess is wrong/,
  );
  assert.match(
    explainedSentence(SURVIVED, { ...told, score: -9, truth: 0 }),
    /below 0\.1%\. It is no, so the guess is right/,
  );
});

test('the worst rows come worst first, of all or of some', () => {
  assert.deepEqual(worstRows([1, 5, 3, 4], 2), [1, 3]);
  assert.deepEqual(worstRows([1, 5, 3, 4], 9, [0, 2, 3]), [3, 2, 0]);
});

test('a typed row is a whole number within the rows, or a sentence', () => {
  assert.equal(rowOf(' 1,234 ', 2000), 1233);
  for (const [typed, said] of [
    ['0', /no row 0/],
    ['2001', /rows 1 to 2,000/],
    ['1.5', /not a row/],
    ['all', /“all”/],
    ['', /whole number/],
  ] as const)
    assert.match(String(rowOf(typed, 2000)), said);
});

test('pairs are ranked by what they move, with numbers from their mean, and never two categories of a column', () => {
  const searched = mixed(500);
  const { pairs, of } = namedPairs(engine, searched, 100);
  assert.equal(of, 7); // of 10, without the three of two kinds
  assert.equal(pairs.length, 7);
  assert.ok(pairs.every(({ features: [a, b] }) => a.column !== b.column));
  for (const { i, j, weight, strength, deviations } of pairs) {
    assert.equal(weight, engine.pairWeight(searched.weights, i, j));
    let squares = 0;
    const told = (row: number, at: number) => {
      const x = searched.X.values[row * 5 + at];
      return at < 2 ? x - searched.scaling.mean[at] : x;
    };
    for (let row = 0; row < 500; row++) squares += (weight * told(row, i) * told(row, j)) ** 2;
    assert.ok(Math.abs(strength - Math.sqrt(squares / 500)) < 1e-9);
    assert.deepEqual(
      deviations,
      [i, j].map((at) => (at < 2 ? searched.scaling.scale[at] : 1)),
    );
  }
  assert.ok(pairs.every(({ strength }, at) => at === 0 || strength <= pairs[at - 1].strength));
});

test('of thousands of features the strongest pair is still found', () => {
  const d = 2500;
  const random = seeded(2);
  const V = Float64Array.from({ length: d }, () => 0.01 * gaussian(random));
  [V[7], V[2100]] = [2, -1.5];
  const entries = Array.from({ length: 300 }, (_, row) => [
    row % 3 === 0 ? 7 : 8,
    100 + row,
    row % 2 === 0 ? 2100 : 2101,
  ]);
  const X: engine.Features = {
    rows: 300,
    columns: d,
    start: Uint32Array.from({ length: 301 }, (_, i) => 3 * i),
    column: Uint32Array.from(entries.flat()),
    value: new Float64Array(900).fill(1),
  };
  const weights = { d, k: 1, w0: 0, w1: new Float64Array(d), V };
  const features = Array.from({ length: d }, (_, j) => ({ name: `word ${j}`, column: `${j}` }));
  const scaling = engine.standardization({ X, y: new Float64Array(300) }, 'regression');
  const { pairs, of } = namedPairs(engine, { weights, scaling, X, features }, 3);
  assert.deepEqual([pairs[0].i, pairs[0].j, pairs[0].weight, pairs[0].origin], [7, 2100, -3, 'zero']);
  assert.deepEqual(
    pairs[0].features.map(({ name }) => name),
    ['word 7', 'word 2100'],
  );
  assert.equal(of, (d * (d - 1)) / 2);
  assert.equal(possiblePairs(FEATURES), 7);
});

test('a pair is told as what it does to odds, or to a prediction', () => {
  const pair = (
    at: [number, number],
    weight: number,
    deviations: [number, number],
    origin: 'mean' | 'zero' = 'mean',
  ): NamedPair => ({
    i: at[0],
    j: at[1],
    features: [FEATURES[at[0]], FEATURES[at[1]]],
    weight,
    strength: 1,
    deviations,
    origin,
  });
  assert.match(
    pairSentence(SURVIVED, pair([2, 3], Math.log(5), [1, 1])),
    /kind = a and kind = b, multiplies the odds by 5,/,
  );
  assert.match(
    pairSentence(PRICE, pair([0, 1], -2, [10, 0.5])),
    /year by 10 and size by 0\.5, takes 10 off the prediction/,
  );
  assert.match(
    pairSentence(PRICE, pair([0, 2], 0.3, [10, 1])),
    /^Where kind = a, a standard deviation more of year \(10\) adds 3 to the prediction/,
  );
  assert.match(
    pairSentence(PRICE, pair([0, 1], 2, [3, 0.5], 'zero')),
    /in usual size, year of 3 and size of 0\.5, adds 3/,
  );
});

test('controls come for the columns that move predictions most, with round steps', () => {
  const searched = mixed(200);
  const columns = [
    { kind: 'numeric' as const, column: 'year', feature: 0, mean: 2000, min: 1970, max: 2031, whole: true },
    { kind: 'numeric' as const, column: 'size', feature: 1, mean: 0.1, min: 0.03, max: 0.17, whole: false },
    {
      kind: 'categorical' as const,
      column: 'kind',
      feature: 2,
      categories: ['a', 'b'],
      counts: [1, 1],
      other: 4,
      missing: 5,
    },
  ];
  const controls = controlsOf(engine, searched, columns);
  assert.deepEqual(controls.map(({ column }) => column).sort(), ['kind', 'size', 'year']);
  const kind = controls.find(({ column }) => column === 'kind');
  assert.deepEqual(kind, {
    kind: 'categorical',
    column: 'kind',
    categories: ['a', 'b', '(other)'],
    canMiss: true,
  });
  const year = controls.find(({ column }) => column === 'year');
  assert.ok(year?.kind === 'numeric' && year.step === 1 && year.blank.value === 2000);
  for (const [min, max] of [
    [0, 1],
    [-3, 1e6],
    [0.001, 0.0013],
    [5, 5],
  ]) {
    const { step, max: top } = slider({ column: 'x', min, max, whole: false }, { value: min }) as Control & {
      kind: 'numeric';
    };
    assert.ok(top > min && (top - min) / step <= 251 && (top - min) / step > 90, `${min} ${max}`);
    assert.match(step.toExponential(), /^[125]e/);
  }
});

test('features of a libSVM file get the range that they have, with the zeros that are not written', () => {
  const X = engine.sparse(
    engine.denseFeatures([
      [0, 3, 1],
      [0, 5, 0],
      [2.5, 4, 1],
    ]),
  );
  const features = ['4', '5', '6'].map((column) => ({ name: `feature ${column}`, column }));
  const weights = { d: 3, k: 0, w0: 0, w1: Float64Array.of(1, 1, 1), V: new Float64Array(0) };
  const scaling = engine.standardization({ X, y: Float64Array.of(1, 2, 3) }, 'regression');
  const controls = controlsOf(engine, { weights, scaling, X, features }, [
    { kind: 'numbered', first: 4, count: 3 },
  ]);
  const ranges = Object.fromEntries(
    controls.map((each) => [each.column, each.kind === 'numeric' && [each.min, each.max, each.step >= 1]]),
  );
  assert.deepEqual(ranges, { 4: [0, 2.5, false], 5: [3, 5, true], 6: [0, 1, true] });
});

test('the response to one column is told by its ends', () => {
  assert.match(
    responseSentence(PRICE, { column: 'year', at: [1, 2, 3], fm: [5, 6, 7] }),
    /5 is predicted where year is 1, and 7 where it is 3\..*straight line/,
  );
  assert.match(
    responseSentence(SURVIVED, { column: 'sex', at: ['f', 'm'], fm: [0.9, 0.2] }),
    /20% is predicted where sex is m, and 90% where it is f\.$/,
  );
  assert.match(
    responseSentence(PRICE, { column: 'year', at: [1, 2], fm: [5, 5] }),
    /Whatever year is, 5 is predicted/,
  );
});

test('a cloud has rows evenly from all, and a range with room', () => {
  const truth = Float64Array.from({ length: 5000 }, (_, i) => i);
  const cloud = pointCloud(
    truth,
    truth.map((value) => value + 1),
    100,
  );
  assert.equal(cloud.of, 5000);
  assert.deepEqual(
    [cloud.truth.length, cloud.truth[1] - cloud.truth[0], cloud.predicted[3] - cloud.truth[3]],
    [100, 50, 1],
  );
  assert.deepEqual(rangeOf([0, 10], [5]), [-0.4, 10.4]);
  assert.deepEqual(rangeOf([]), [0, 1]);
  const [low, high] = rangeOf([3, 3]);
  assert.ok(low < 3 && high > 3);
  assert.match(
    cloudSentence(PRICE, true, pointCloud([1, 2, 3, 4], [1, 2, 3, 9])),
    /rows held out: half of the predictions of price are within 0/,
  );
});

test('calibration is told by its mean distance and its worst group', () => {
  const bins = [
    { count: 30, predicted: 0.1, observed: 0.1 },
    { count: 10, predicted: 0.7, observed: 0.5 },
  ];
  assert.match(
    calibrationSentence(SURVIVED, true, bins),
    /in 2 groups.*is 5 percentage points from the share that came true, at most 20 percentage points, where 70% was predicted and 50% came true/,
  );
  assert.equal(chance(0.9999), 'above 99.9%');
  assert.equal(chance(1), '100%');
});

test('marks are one path for all', () => {
  assert.equal(
    dots([
      [1.4, 2.6],
      [3, 4],
    ]),
    'M1 3h0M3 4h0',
  );
  assert.equal(
    line([
      [0, 1.26],
      [2, 3],
    ]),
    'M0 1.3L2 3',
  );
  assert.equal(circles([[10, 5, 2]]), 'M8 5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z');
});
