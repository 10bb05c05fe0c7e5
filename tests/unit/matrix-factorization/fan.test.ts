import assert from 'node:assert/strict';
import test from 'node:test';
import built, { exampleFan } from '../../../src/components/matrix-factorization/fan/fan.build.ts';
import {
  FAN_PLAN,
  fanData,
  fanStart,
  fanSteps,
} from '../../../src/components/matrix-factorization/fan/fan-run.ts';
import { fanDomain, outcomes, spreadAt } from '../../../src/components/matrix-factorization/fan/spread.ts';
import {
  endSentence,
  planSentence,
  stopSentence,
} from '../../../src/components/matrix-factorization/fan/words.ts';
import type { Trainer } from '../../../src/engine/matrix-factorization/index.ts';

const served = await built;

test('the fan of the example: apart where the tutorial stops, one number in the end', () => {
  const { steps, trajectories } = served;
  assert.equal(trajectories.length, 40);
  const stop = spreadAt(served, Array.from(steps).indexOf(5000))!;
  assert.ok(stop.lowest < 2.5 && stop.highest > 5.7, `${stop.lowest} to ${stop.highest}`);
  const end = spreadAt(served, steps.length - 1)!;
  assert.equal(end.step, 5_000_000);
  assert.ok(Math.abs(end.lowest - 1.7042) < 1e-4 && Math.abs(end.highest - 1.7042) < 1e-4);
  assert.match(
    stopSentence(served, FAN_PLAN),
    /^After 5,000 steps, where the tutorial stops, 40 random starts predict anything from 2\.\d+ to 6\.\d+\.$/,
  );
  assert.equal(endSentence(served, FAN_PLAN), 'After 5 million all of them predict 1.7042.');
});

test('a hundred steps taken as one lead the same way', async () => {
  const plan = { ...FAN_PLAN, starts: 3, last: 100_000 };
  const strides = await exampleFan(plan);
  const single = await exampleFan({ ...plan, stride: 1 });
  for (const [s, { predictions, stride }] of strides.entries()) {
    assert.equal(stride, 100);
    for (const [i, value] of predictions.entries())
      assert.ok(Math.abs(value - single[s].predictions[i]) < 0.02, `${s}, ${i}: ${value}`);
  }
});

/** Descends x² / 2 of one number, P, with Q = 1: bears a learning rate below 2. */
class Bowl implements Trainer {
  static alive = 0;
  readonly executor = 'arrays';
  steps = 0;
  #x: number;
  readonly #alpha: number;
  constructor(x: number, alpha: number) {
    this.#x = x;
    this.#alpha = alpha;
    Bowl.alive++;
  }
  get loss() {
    return this.#x ** 2 / 2;
  }
  advance() {
    this.steps++;
    this.#x -= this.#alpha * this.#x;
    return this.loss;
  }
  factors = () => ({ P: Float64Array.of(this.#x), Q: Float64Array.of(1) });
  gradient = this.factors;
  dispose() {
    Bowl.alive--;
  }
}
const bowl = (alpha: number, stride: number) =>
  fanStart(
    { starts: 1, stop: 100, last: 10_000, alpha, stride },
    { P: Float64Array.of(3), Q: Float64Array.of(1) },
    [0],
    { columns: 1, k: 1, train: ({ P }, alpha) => new Bowl(P[0], alpha) },
  );
const finish = (run: ReturnType<typeof bowl>) => {
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
  }
};

test('steps that are too long are halved until the loss falls, one that diverges ends, and every trainer is disposed of', () => {
  const halved = finish(bowl(0.05, 100));
  assert.ok(halved.stride < 40 && halved.stride >= 1, `${halved.stride}`);
  assert.ok(halved.predictions.every((value) => Math.abs(value) <= 3));
  const diverged = finish(bowl(1e30, 1));
  assert.equal(diverged.predictions[0], 3);
  assert.ok(Number.isNaN(diverged.predictions.at(-1)));
  const left = bowl(0.001, 1);
  left.next();
  left.return(halved);
  assert.equal(Bowl.alive, 0);
});

test('a start comes in pieces short enough to be stopped between them', () => {
  let pieces = 0;
  for (const _ of bowl(0.001, 1)) pieces++;
  assert.ok(pieces >= 10_000 / 500, `${pieces}`);
});

test('the steps of a fan hold the stop and the end', () => {
  const steps = fanSteps(FAN_PLAN);
  assert.ok(steps.includes(5000) && steps.at(-1) === 5_000_000 && steps.length < 50);
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => a - b),
  );
  assert.deepEqual(steps, [...new Set(steps)]);
  assert.ok(fanSteps({ ...FAN_PLAN, stop: 1234 }).includes(1234));
});

test('what the fan says of starts that disagree, diverge or are not all run', () => {
  const plan = { ...FAN_PLAN, stop: 10, last: 1_000_000 };
  const data = (...trajectories: number[][]) => ({ steps: [0, 10, 1_000_000], trajectories });
  const NONE = Number.NaN;
  assert.equal(
    endSentence(data([1, 2, 3], [1, 3, 5], [0, 1, 4]), plan),
    'After 1 million they still lie between 3 and 5, half of them below 4.',
  );
  assert.equal(
    endSentence(data([1, 2, 3], [1, NONE, NONE]), plan),
    'After 1 million it predicts 3. 1 of 2 diverged on the way.',
  );
  assert.equal(endSentence(data([1, NONE, NONE]), plan), '1 of 1 diverged on the way.');
  assert.equal(endSentence(data(), plan), '');
  assert.equal(stopSentence(data(), plan), '');
  assert.match(stopSentence(data([1, 2, 3]), plan), /the first start predicts 2\.$/);
  assert.deepEqual(outcomes(data([1, 2, 3], [1, NONE, NONE])), { ended: 1, diverged: 1 });
  assert.match(planSentence(plan), /100 steps are taken as one/);
  assert.doesNotMatch(planSentence({ ...plan, stride: 1 }), /taken as one/);
});

test('the fan is drawn over its predictions, whatever one start does', () => {
  const steps = [0, 1];
  const [low, high] = fanDomain({
    steps,
    trajectories: [
      [1, 2],
      [1.5, 4.9],
    ],
  });
  assert.ok(low <= 1 && low > 0 && high >= 4.9 && high < 6);
  const many = Array.from({ length: 60 }, (_, i) => [1 + i / 60, 2]);
  const wild = fanDomain({ steps, trajectories: [...many, [1, 1e12]] });
  assert.ok(wild[1] < 10, `${wild}`);
  assert.deepEqual(fanDomain({ steps, trajectories: [] }), [0, 5]);
  const flat = fanDomain({ steps, trajectories: [[3, 3]] });
  assert.ok(flat[0] < flat[1]);
  assert.equal(fanData(FAN_PLAN, [], 1, 0).trajectories.length, 0);
});
