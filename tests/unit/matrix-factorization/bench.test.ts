import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { benchTables } from '../../../src/components/matrix-factorization/bench-tables.ts';
import { randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { simulatedRatings } from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';
import { buildOf, versionOf } from '../../bench/machine.ts';
import { alsByHand } from '../../bench/matrix-factorization/als-by-hand.ts';
import { byHand } from '../../bench/matrix-factorization/by-hand.ts';
import { disagreements } from '../../bench/matrix-factorization/disagreements.ts';
import { jsRecommender } from '../../bench/matrix-factorization/js-recommender.ts';
import { npmMatrixFactorization } from '../../bench/matrix-factorization/npm-matrix-factorization.ts';
import { print } from '../../bench/matrix-factorization/print.ts';
import { descentOf, LOSSES, type LossName } from '../../bench/matrix-factorization/problems.ts';
import { openPython } from '../../bench/matrix-factorization/python.ts';
import { FORMS, type Form, ratingsFile } from '../../bench/matrix-factorization/ratings-file.ts';
import type { Results } from '../../bench/matrix-factorization/results.ts';
import { arrays, compiled, openOurs, WASM } from '../../bench/matrix-factorization/trainers.ts';

const kept: Results = JSON.parse(readFileSync('src/content/bench/matrix-factorization.json', 'utf8'));
const losses = Object.keys(LOSSES) as LossName[];

describe('contenders', () => {
  test('what is derived by hand is what differences say', async () => {
    for (const loss of losses) {
      const problem = descentOf('5 × 4', loss);
      const gradient = (await byHand.open(problem)).gradient!();
      for (const part of ['P', 'Q'] as const)
        for (let i = 0; i < gradient[part].length; i++) {
          const at = async (change: number) => {
            const moved = structuredClone(problem.start);
            moved[part][i] += change;
            return (await byHand.open({ ...problem, start: moved })).loss;
          };
          const slope = ((await at(1e-5)) - (await at(-1e-5))) / 2e-5;
          assert.ok(
            Math.abs(slope - gradient[part][i]) < 1e-6 * (1 + Math.abs(slope)),
            `${loss}, ${part}, ${i}`,
          );
        }
    }
  });

  for (const loss of losses)
    for (const optimizer of [
      undefined,
      { method: 'momentum', alpha: 0.001 },
      { method: 'adam', alpha: 0.01 },
    ] as const)
      test(`take the same steps: ${loss}, ${optimizer?.method ?? 'plain'}`, async () => {
        const problem = descentOf('100 × 100', loss);
        const wanted = await byHand.open(problem, optimizer);
        const walks = await Promise.all([compiled, arrays].map(({ open }) => open(problem, optimizer)));
        const start = wanted.loss;
        for (const walk of walks) assert.ok(Math.abs(walk.loss / start - 1) < 1e-12);
        wanted.steps(20);
        assert.ok(wanted.loss < start);
        for (const walk of walks) {
          walk.steps(20);
          assert.ok(Math.abs(walk.loss / wanted.loss - 1) < 1e-9, `${walk.loss} is not ${wanted.loss}`);
          walk.close();
        }
      });

  test('npm packages run on the example', async () => {
    for (const contender of [npmMatrixFactorization, jsRecommender]) {
      const walk = await contender.open(descentOf('5 × 4', 'squared'));
      walk.steps(2);
      walk.close();
      assert.equal(walk.gradient, undefined);
    }
  });

  test('least squares by hand sweeps as the engine does', async () => {
    const { ratings } = simulatedRatings({
      rows: 60,
      columns: 40,
      count: 1200,
      rank: 1,
      noise: 0.5,
      random: seeded(1),
    });
    const start = randomFactors(60, 40, 3, seeded(2));
    const als = (await openOurs()).als(ratings, { k: 3, beta: 2, start });
    const plain = alsByHand(ratings, 3, 2, start);
    for (let i = 0; i < 5; i++) {
      als.sweep();
      plain.sweep();
    }
    const [wanted, found] = [als.factors(), plain.factors()];
    for (const part of ['P', 'Q'] as const)
      for (const [i, entry] of wanted[part].entries()) assert.ok(Math.abs(entry - found[part][i]) < 1e-9);
  });

  test('without python there is nobody to run in it', async () => {
    assert.equal(await openPython('there-is-no-such-python'), undefined);
  });
});

test('files of ratings are in the form of their names', () => {
  const lines = (form: Form) => new TextDecoder().decode(ratingsFile(form, 300)).split('\n');
  assert.deepEqual(
    (Object.keys(FORMS) as Form[]).map((form) => lines(form).length),
    [301, 302],
  );
  for (const line of lines('u.data').slice(0, -1)) assert.match(line, /^\d+\t\d+\t[1-5]\t\d{9,10}$/);
  const [head, ...rest] = lines('ratings.csv');
  assert.equal(head, 'userId,movieId,rating,timestamp');
  for (const line of rest.slice(0, -1)) assert.match(line, /^\d+,\d+,([0-4]\.5|[1-5]\.0),\d{9,10}$/);
});

describe('the figures in the article', () => {
  const rowOf = <Row extends { name: string }>(rows: Row[], name: string) =>
    rows.find((row) => row.name === name)!;

  test('were measured with the committed build and the packages that are installed', () => {
    assert.deepEqual(kept.wasm, buildOf(WASM), 'run: npm run bench -- matrix-factorization --write');
    const [{ rows }] = kept.steps;
    const packages = { 'matrix-factorization': 'matrix-factorization', 'js-recommender': 'js-recommender' };
    for (const [name, npm] of Object.entries({ ...packages, 'tfjs, WebAssembly': '@tensorflow/tfjs-core' }))
      assert.equal(rowOf(rows, name).version, versionOf(npm));
  });

  test('are complete, agree, and reach what was set out', () => {
    assert.equal(kept.steps.length, 5);
    for (const { rows } of kept.steps)
      for (const { name, rate, off = 0 } of rows) {
        assert.ok(0 < rate.low && rate.low <= rate.median && rate.median <= rate.high, name);
        assert.ok(off < 1e-4, name);
      }
    const large = kept.steps.find(({ size, loss }) => size === '943 × 1,682' && loss === 'squared')!;
    assert.ok(rowOf(large.rows, 'tfjs, WebAssembly').ratio >= 25);

    assert.ok(Math.abs(kept.solve.least - 0.39068) < 1e-6);
    for (const { rows } of kept.solve.optimizers) {
      assert.ok(rows.every(({ failed }) => failed === 0));
      assert.ok(rowOf(rows, 'This site’s engine, compiled').ms.high < 16);
    }
    const { floor, rows, noise, planted } = kept.als;
    assert.ok(rows[0].total.high < 5000 && rows[0].rmse <= 1.01 * floor.rmse);
    assert.ok(noise < floor.rmse && Math.abs(planted / noise - 1) < 0.01);
    assert.deepEqual(
      floor.grid.find(({ beta }) => beta === floor.beta)?.rmse,
      Math.min(...floor.grid.map(({ rmse }) => rmse)),
    );
    for (const { lines, rows } of kept.reading) assert.ok(lines === 1_000_000 && rows[0].ms.high < 1000);
    assert.deepEqual(
      kept.compile.map(({ loss }) => loss),
      losses,
    );
  });

  test('print as tables, for a terminal and for the article', () => {
    const text = print(kept);
    assert.match(text, /^Steps a second, squared loss, 943 × 1,682, 100,000 observed, k = 10$/m);
    assert.match(text, /^js-recommender 1\.0\.5 .* another loss$/m);
    const [steps, tasks] = benchTables(kept);
    assert.deepEqual(
      steps.rows.filter(({ own }) => own).map(({ cells: [title] }) => title),
      ['This site’s engine, compiled', 'This site’s engine, typed arrays'],
    );
    for (const { headings, rows } of [steps, tasks])
      for (const { cells } of rows) assert.equal(cells.length, headings.length);
    assert.match(
      steps.rows.find(({ cells: [title] }) => title.startsWith('js-recommender'))!.cells[0],
      / \*$/,
    );
    assert.equal(tasks.rows.length, 4);
  });
});

describe('kept figures', () => {
  const changed = (change: (today: Results) => void) => {
    const today = structuredClone(kept);
    change(today);
    return disagreements(kept, today);
  };

  test('hold when a run says about the same, or has fewer rivals, or others', () => {
    assert.deepEqual(disagreements(kept, kept), []);
    assert.deepEqual(
      changed((today) => {
        today.steps[0].rows[1].ratio *= 2;
        today.steps[1].rows.splice(3);
        today.steps.pop();
        today.solve.optimizers[0].rows[2].ratio *= 2;
        today.als.rows[1].version = 'another';
        today.als.rows[1].ratio *= 10;
        today.reading.pop();
      }),
      [],
    );
  });

  test('no longer hold when the build, a ratio of times, a number of steps, an error or a module has changed', () => {
    const cases: [(today: Results) => void, RegExp][] = [
      [({ wasm }) => (wasm.sha256 = '0'), /another build/],
      [
        ({ steps }) => (steps[2].rows[3].ratio /= 4),
        /steps a second over those of tfjs, WebAssembly, squared loss, 943/,
      ],
      [({ steps }) => (steps[0].rows[2].ratio = Number.NaN), /today it is NaN/],
      [({ steps }) => (steps[0].rows[2].name = 'a new one'), /says nothing on .* a new one/],
      [({ solve }) => (solve.optimizers[1].rows[0].steps *= 1.1), /the steps of .* by momentum/],
      [({ solve }) => (solve.optimizers[0].rows[0].failed = 1), /fails from 1 of \d+ starts/],
      [({ solve }) => (solve.least += 1e-7), /least loss/],
      [({ als }) => (als.rows[0].sweeps += 1), /the sweeps of This site/],
      [({ als }) => (als.floor.rmse *= 1.001), /the floor of the error/],
      [({ reading }) => (reading[0].rows[1].ratio *= 4), /JavaScript, split over ours for u\.data/],
      [({ compile }) => compile[0].bytes++, /bytes of the module of the squared loss/],
    ];
    for (const [change, sentence] of cases) {
      const problems = changed(change);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], sentence);
    }
  });
});
