import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  alternation,
  predictions,
  quantile,
  startOf,
  trainer,
} from '../../../src/components/matrix-factorization/figures/example.build.ts';
import computedLosses from '../../../src/components/matrix-factorization/figures/losses.build.ts';
import computedRace, { LEAST } from '../../../src/components/matrix-factorization/figures/race.build.ts';
import { best, type Goal } from '../../../src/components/matrix-factorization/figures/race.ts';
import computedRanks from '../../../src/components/matrix-factorization/figures/rank.build.ts';
import computedSeeds from '../../../src/components/matrix-factorization/figures/seeds.build.ts';
import { BIN, BINS, skyline } from '../../../src/components/matrix-factorization/figures/seeds.ts';
import {
  ALS,
  LOSSES,
  MISSING,
  RACE,
  SEEDS,
} from '../../../src/components/matrix-factorization/figures/settings.ts';
import computedStuck from '../../../src/components/matrix-factorization/figures/stuck.build.ts';
import { EXAMPLE } from '../../../src/engine/matrix-factorization/example.ts';

const near = (a: number, b: number, tolerance: number) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not within ${tolerance} of ${b}`);

test('the missing cells are those that the example does not have', () => {
  const unknown = [...EXAMPLE.mask.keys()].filter((cell) => !EXAMPLE.mask[cell]);
  assert.deepEqual([...MISSING], unknown);
});

test('a quantile is one of the numbers, and infinite ones come last', () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([5, Number.POSITIVE_INFINITY, 1], 1), Number.POSITIVE_INFINITY);
  assert.equal(quantile([7], 0.05), 7);
});

describe('400 starts', () => {
  test('all of them are counted, at each time and for each missing cell', async () => {
    const { stages } = await computedSeeds;
    assert.equal(stages.length, SEEDS.steps.length + 1);
    for (const { spreads } of stages) {
      assert.equal(spreads.length, MISSING.length);
      for (const { counts, low, median, high } of spreads) {
        assert.equal(counts.length, BINS);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          SEEDS.count,
        );
        assert.ok(low <= median && median <= high && high < BIN * BINS);
        assert.ok(counts[Math.floor(median / BIN)] > 0);
      }
    }
  });

  test('they do not agree on film C when the loss is flat, and do at convergence', async () => {
    const [early, later, end] = (await computedSeeds).stages;
    assert.ok(early.loss > later.loss && later.loss < 1.05 * end.loss);
    for (const { spreads } of [early, later]) assert.ok(spreads[0].high - spreads[0].low > 3);
    near(end.loss, 0.39068, 1e-6);
    for (const [i, value] of [1.7042, 2.4096, 1.6051, 6.1626, 0.9146, 4.9495, 1.146].entries()) {
      near(end.spreads[i].low, value, 2e-4);
      near(end.spreads[i].high, value, 2e-4);
    }
  });

  test('a skyline stands on its floor, rises to its height once at least, and leaves out empty bins', () => {
    assert.equal(
      skyline([0, 1, 2, 2, 0, 4], (edge) => 100 * edge, 50, 40),
      'M20 50V40H40V30H80V50M100 50V10H120V50',
    );
    assert.equal(
      skyline([0, 0], (edge) => edge, 50, 40),
      '',
    );
  });
});

describe('the race', () => {
  test('goes to what alternating least squares arrives at', async () => {
    const als = await alternation(startOf(0));
    while (als.sweeps < 6000) als.sweep();
    near(als.loss(), LEAST.loss, 1e-6);
    near(predictions(als.factors())[MISSING[0]], LEAST.cell, 1e-4);
    als.dispose();
  });

  test('is told right: after as many steps the goal is reached, and stays so', async () => {
    const [descent] = (await computedRace).runs;
    const run = descent.runs.find(({ alpha }) => alpha === 0.03)!;
    const losses: number[] = [];
    for (let seed = 0; seed < RACE.seeds; seed++) {
      const one = await trainer(startOf(seed), { method: 'gradient-descent', alpha: 0.03 });
      while (one.steps < Number(run.steps.hundredth)) one.advance();
      losses.push(one.loss);
      one.dispose();
    }
    const there = losses.filter((loss) => loss < 1.01 * LEAST.loss).length;
    assert.ok(there > RACE.seeds / 2, `${losses}`);
    assert.ok(losses.every((loss) => loss < 1.03 * LEAST.loss));
  });

  test('twice the learning rate takes half the steps; too much of it arrives nowhere, but for Adam', async () => {
    const { runs } = await computedRace;
    const [descent, momentum, adam] = runs.map(({ runs }) => runs);
    const at = (all: typeof descent, alpha: number, goal: Goal) =>
      all.find((run) => run.alpha === alpha)!.steps[goal];
    near(Number(at(descent, 0.01, 'hundredth')) / Number(at(descent, 0.02, 'hundredth')), 2, 0.1);
    assert.equal(at(descent, 0.0002, 'hundredth'), null);
    for (const all of [descent, momentum]) {
      assert.equal(at(all, 0.1, 'tenth'), null);
      assert.ok(all.find((run) => run.alpha === 0.1)!.diverged);
    }
    assert.ok(adam.every((run) => run.steps.hundredth !== null && !run.diverged));
    assert.ok(
      Number(best(momentum, 'hundredth')!.steps.hundredth) <
        Number(best(descent, 'hundredth')!.steps.hundredth),
    );
  });

  test('each goal is harder than the one before', async () => {
    const { runs, sweeps } = await computedRace;
    for (const { steps } of [...runs.flatMap((each) => each.runs), { steps: sweeps }]) {
      const [tenth, hundredth, cell] = [steps.tenth, steps.hundredth, steps.cell].map(
        (step) => step ?? Number.POSITIVE_INFINITY,
      );
      assert.ok(tenth <= hundredth && hundredth <= cell);
    }
  });
});

describe('alternating least squares', () => {
  test('never raises the loss', async () => {
    for (const { stands } of (await computedStuck).starts) {
      assert.deepEqual(
        stands.map(({ sweeps }) => sweeps),
        [...ALS.sweeps],
      );
      for (let i = 1; i < stands.length; i++) assert.ok(stands[i].loss <= stands[i - 1].loss);
    }
  });

  test('ends in one of two valleys, the wrong one from a few starts in a hundred', async () => {
    const { count, stuck, least, rest } = await computedStuck;
    near(least, 0.39068, 1e-6);
    near(rest, 17.761, 1e-3);
    assert.ok(stuck > 0.005 * count && stuck < 0.06 * count, `${stuck}`);
  });

  test('the wrong valley is one: whatever is changed a little comes back', async () => {
    const { starts } = await computedStuck;
    const als = await alternation(startOf(starts[1].seed));
    while (als.sweeps < 4000) als.sweep();
    const { P, Q } = als.factors();
    const before = als.loss();
    als.dispose();
    for (let seed = 0; seed < 5; seed++) {
      const noise = startOf(seed);
      const shaken = {
        P: P.map((value, i) => value + 0.1 * (noise.P[i] - 0.5)),
        Q: Q.map((value, i) => value + 0.1 * (noise.Q[i] - 0.5)),
      };
      const down = await trainer(shaken, { method: 'gradient-descent', alpha: 0.001 });
      assert.ok(down.loss > before + 0.01);
      while (down.steps < 100_000) down.advance();
      near(down.loss, before, 0.05);
      near(predictions(down.factors())[13], 26.1, 1);
      down.dispose();
    }
  });
});

describe('ranks', () => {
  test('the error falls with the rank on what is learned from, and rises beyond three on what is held out', async () => {
    const { betas, noise, mean } = await computedRanks;
    for (const { train, held } of betas) {
      for (let i = 1; i < train.length; i++) assert.ok(train[i] < train[i - 1] + 1e-3);
      assert.ok(Math.min(...held) > noise && Math.max(...held) < mean);
    }
    const [weak, middle, strong] = betas.map(({ held }) => held);
    for (const held of [weak, middle]) assert.equal(held.indexOf(Math.min(...held)), 2);
    assert.ok(weak[11] > middle[11] && middle[11] > strong[11]);
    assert.ok(Math.min(...strong) > Math.min(...middle), 'too much regularization costs');
  });
});

describe('losses', () => {
  test('the article’s is where it has to be, and the bounded one stays on the scale', async () => {
    const rows = await computedLosses;
    assert.equal(rows.length, LOSSES.length);
    const [squared] = rows;
    for (const [i, value] of [1.7042, 2.4096, 1.6051, 6.1626, 0.9146, 4.9495, 1.146].entries())
      near(squared.cells[i], value, 2e-3);
    const bounded = rows[LOSSES.indexOf('bounded')];
    assert.ok(bounded.cells.every((stars) => stars > 1 && stars < 5));
  });

  test('with one factor absolute error meets the most ratings, and squared error meets next to none', async () => {
    const rows = await computedLosses;
    const single = (id: (typeof LOSSES)[number]) => rows[LOSSES.indexOf(id)].single;
    const [squared, huber, absolute] = [single('article'), single('huber'), single('absolute')];
    assert.ok(absolute.met > huber.met && huber.met > squared.met && squared.met <= 1);
    assert.ok(absolute.error > huber.error && huber.error > squared.error);
    for (const { error } of rows) assert.ok(error < 0.2, 'two factors meet every rating, whatever the loss');
  });
});
