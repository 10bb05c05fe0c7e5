import assert from 'node:assert/strict';
import test from 'node:test';
import { curveFrame } from '../../../src/components/matrix-factorization/curve/frame.ts';
import { History } from '../../../src/components/matrix-factorization/curve/history.ts';
import {
  bestSentence,
  divergence,
  divergenceSentence,
  placeSentence,
} from '../../../src/components/matrix-factorization/curve/words.ts';
import { linePath } from '../../../src/lib/line-path.ts';
import { nearestStep, nextStep, roundSteps, START } from '../../../src/lib/round-steps.ts';

/** A history kept over a run of `last` steps with these losses. */
function run(last: number, loss: (step: number) => number) {
  const history = new History<string>();
  for (let step = 0; step <= last; step++) {
    if (step >= history.due) history.add(step, loss(step), `after ${step}`);
  }
  return history;
}

test('a run is kept at every step up to 10, then at round ones that grow with it, fewer than 300 in a hundred million', () => {
  const steps = [0];
  while (steps[steps.length - 1] < 1e8) steps.push(nextStep(steps[steps.length - 1]));
  assert.deepEqual(steps.slice(0, 24), Array.from({ length: 21 }, (_, i) => i).concat(22, 24, 26));
  assert.ok(steps.length < 300, `${steps.length}`);
  for (const round of [50, 100, 500, 1000, 5000, 10_000, 200_000, 5_000_000, 1e8]) {
    assert.ok(steps.includes(round), `${round}`);
  }
  for (let i = 12; i < steps.length; i++) assert.ok(steps[i] / steps[i - 1] <= 1.11, `${steps[i]}`);
  // From a step between them it comes back to them.
  assert.deepEqual([nextStep(13.5), nextStep(49), nextStep(1234), nextStep(99_999)], [14, 50, 1300, 100_000]);
});

test('round steps for what is drawn many times over', () => {
  assert.deepEqual(roundSteps(50), [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50]);
  assert.deepEqual(roundSteps(1), [0, 1]);
  assert.deepEqual(roundSteps(0), [0]);
  assert.equal(roundSteps(1234).at(-1), 1234);
});

test('a history gives back what was kept, with the newest state at its end', () => {
  const history = run(5000, (step) => 100 / (1 + step));
  assert.equal(history.at(5000), 'after 5000');
  assert.equal(history.at(4999), undefined);
  const { steps, losses } = history.view({ step: 5003, loss: 0.01 });
  assert.deepEqual([steps[0], steps.at(-1), losses[0], losses.at(-1)], [0, 5003, 100, 0.01]);
  assert.equal(history.view({ step: 5000, loss: 0.02 }).steps.length, steps.length - 1);
});

test('a history is cut where a run is taken up again', () => {
  const history = run(1000, (step) => (step < 50 ? 50 - step : Number.NaN));
  history.cutAfter(48);
  assert.equal(history.due, 50);
  assert.equal(history.view().steps.at(-1), 48);
});

test('axes hold all losses, stay while the run passes no round number, and do not follow an explosion', () => {
  const frame = (last: number, loss: (step: number) => number, log = true, converged?: number) =>
    curveFrame(run(last, loss).view(), log, converged);
  const falling = (step: number) => 100 / (1 + step);
  assert.deepEqual(frame(1500, falling).x, [START, 2000]);
  assert.deepEqual(frame(1990, falling), frame(1990, falling));
  assert.deepEqual(
    [frame(1310, falling).x, frame(1310, falling).y],
    [frame(1500, falling).x, frame(1500, falling).y],
  );
  assert.deepEqual(frame(1500, falling, false).x, [0, 2000]);
  const { y, logY } = frame(1500, falling, true, 0.04);
  assert.ok(logY && y[0] < 0.04 && y[1] >= 100);
  const exploding = frame(30, (step) => 10 ** (step * 10));
  assert.ok(exploding.y[1] <= 1e5 && exploding.shown.length === 2);
  const negative = frame(100, (step) => 10 - step);
  assert.ok(!negative.logY && negative.y[0] <= -90 && negative.y[1] >= 10);
  const nothing = frame(3, () => Number.NaN);
  assert.ok(nothing.shown.length === 0 && nothing.y.every(Number.isFinite) && nothing.y[0] < nothing.y[1]);
});

test('the nearest kept step, by difference or by ratio', () => {
  const steps = [0, 1, 10, 100, 1000];
  assert.equal(nearestStep(steps, 400, false), 3);
  assert.equal(nearestStep(steps, 400, true), 4);
  assert.equal(nearestStep(steps, 0, true), 0);
  assert.equal(nearestStep(steps, 1e9, true), 4);
});

test('what the curve says', () => {
  const { view } = { view: run(5000, (step) => 0.4 + 100 / (1 + step)).view() };
  assert.equal(placeSentence(view, 0), 'At the start the loss is 100.4.');
  assert.equal(placeSentence(view, 1), 'After one step the loss is 50.4.');
  assert.match(placeSentence(view, view.steps.length - 1), /^After 5,000 steps the loss is 0\.419996\.$/);
  assert.match(bestSentence(view, 0.4), /^The lowest so far, 5% above convergence\.$/);
  const flat = run(5000, () => 0.39068).view();
  assert.match(bestSentence(flat, 0.39068), /^Converged/);
  const broken = run(40, (step) => (step < 38 ? 10 ** step : Infinity)).view();
  assert.deepEqual(divergence(broken)?.step, 36);
  assert.match(
    divergenceSentence(broken),
    /^Diverged: .* after 36 steps\. Make the learning rate alpha smaller\.$/,
  );
  assert.equal(divergenceSentence(view), '');
  assert.match(divergenceSentence(run(0, () => Number.NaN).view()), /no finite number at the start/);
});

test('a path goes through all points, or in short through some, first and last always', () => {
  const points = Array.from({ length: 100 }, (_, i) => [i, 50 + 40 * Math.sin(i / 9)] as const);
  for (const grain of [0.1, 1, 2]) {
    const path = linePath(points, grain);
    assert.match(path, /^M0 50l/);
    const numbers = path.match(/-?[\d.]+/g)!.map(Number);
    let [x, y] = [0, 0];
    let passed = 0;
    for (let i = 0; i < numbers.length; i += 2) {
      x += numbers[i];
      y += numbers[i + 1];
      const near = (a: number, b: number) => Math.abs(a - b) <= grain / 2 + 0.001;
      assert.ok(
        points.some((point) => near(point[0], x) && near(point[1], y)),
        `${x} ${y}`,
      );
      passed++;
    }
    assert.ok(Math.abs(x - 99) <= 1);
    assert.ok(grain < 1 ? passed === 100 : passed < 40);
  }
  assert.equal(linePath([]), '');
});
