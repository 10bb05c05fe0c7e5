import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line, lloyd, plusPlusStarts, randomStarts } from '../../../src/engine/kmeans1d/lloyd.ts';
import { means } from '../../../src/engine/kmeans1d/partition.ts';
import { seeded } from '../../../src/engine/random.ts';
import { draw } from './families.ts';
import { loadKmeans1d } from './load.ts';

const kmeans1d = await loadKmeans1d();
const kinds = ['gauss', 'uniform', 'digits', 'clumps', 'outliers', 'Unix time in ms'];

test('it never gets worse, ends at the means of its clusters, and never beats the optimum', () => {
  const random = seeded(12);
  for (const kind of kinds) {
    const sorted = draw(kind, random, 2000).sort();
    const best = kmeans1d.cluster(sorted, 15, { labels: 'none' });
    for (const starts of [randomStarts, plusPlusStarts]) {
      const steps = [...lloyd(line(sorted), starts(sorted, Math.min(15, best.k), random))];
      for (const [i, { inertia }] of steps.entries())
        if (i > 0)
          assert.ok(
            inertia <= steps[i - 1].inertia * (1 + 1e-9),
            `${kind}: ${inertia} after ${steps[i - 1].inertia}`,
          );
      const last = steps.at(-1)!;
      assert.ok(last.inertia >= best.inertia * (1 - 1e-12), kind);
      const exact = means(sorted, last.cuts);
      for (const [c, mean] of exact.entries())
        if (!Number.isNaN(mean))
          assert.ok(Math.abs(last.centroids[c] - mean) <= 1e-9 * Math.abs(mean) + 1e-9, kind);
    }
  }
});

test('each value is with its nearest centroid, one halfway with the lower', () => {
  const sorted = Float64Array.of(0, 1, 2, 3, 4);
  const [first] = lloyd(line(sorted), [4, 0]);
  assert.deepEqual([...first.cuts], [0, 3, 5]);
  assert.deepEqual([...first.centroids], [0, 4]);
  assert.equal(first.inertia, 0 + 1 + 4 + 1 + 0);
});

test('it can stop far from the optimum, at starts that the optimum leaves', () => {
  const sorted = Float64Array.of(0, 1, 10, 11, 20, 21);
  const stuck = [...lloyd(line(sorted), [0, 1, 15])].at(-1)!;
  assert.deepEqual([...stuck.cuts], [0, 1, 2, 6]);
  assert.ok(stuck.inertia > 60 * kmeans1d.cluster(sorted, 3).inertia);
});

test('a centroid without values stays where it is; of equal centroids the first has the values', () => {
  const sorted = Float64Array.of(0, 1, 2, 100, 101);
  const last = [...lloyd(line(sorted), [1, 50, 100.5])].at(-1)!;
  assert.deepEqual([...last.centroids], [1, 50, 100.5]);
  assert.deepEqual([...last.cuts], [0, 3, 3, 5]);
  const [equal, parted] = lloyd(line(sorted), [1, 1]);
  assert.deepEqual([...equal.cuts], [0, 5, 5]);
  assert.deepEqual([...parted.centroids], [1, 40.8]); // the one that stayed is now the lower
  assert.deepEqual([...parted.cuts], [0, 3, 5]);
});

test('it stops after the steps it is allowed, and returns what it gave out last', () => {
  const random = seeded(13);
  const all = line(draw('gauss', random, 3000).sort());
  const starts = randomStarts(all.sorted, 30, random);
  const run = lloyd(all, starts, { maxSteps: 5 });
  const steps: unknown[] = [];
  for (;;) {
    const { value, done } = run.next();
    if (!done) {
      steps.push(value);
      continue;
    }
    assert.equal(value, steps.at(-1));
    break;
  }
  assert.equal(steps.length, 5);
});

test('random starts are values, none twice, ascending, and all alike often', () => {
  const random = seeded(14);
  const values = Float64Array.from({ length: 10 }, (_, i) => i * i);
  const chosen = new Map<number, number>();
  for (let i = 0; i < 5000; i++) {
    const starts = randomStarts(values, 3, random);
    assert.deepEqual(starts, starts.toSorted());
    assert.equal(new Set(starts).size, 3);
    for (const start of starts) chosen.set(start, (chosen.get(start) ?? 0) + 1);
  }
  for (const value of values)
    assert.ok(Math.abs(chosen.get(value)! - 1500) < 150, `${value}: ${chosen.get(value)}`);
  assert.deepEqual(randomStarts(values, 99, random), values);
});

test('k-means++ starts spread: each clump gets one, and equal values are taken once', () => {
  const random = seeded(15);
  const sorted = Float64Array.from({ length: 300 }, (_, i) => 1e6 * Math.floor(i / 100) + random());
  for (let i = 0; i < 50; i++) {
    const starts = plusPlusStarts(sorted, 3, random);
    assert.deepEqual(
      [...starts].map((start) => Math.floor(start / 1e6)),
      [0, 1, 2],
    );
  }
  assert.deepEqual([...plusPlusStarts([5, 5, 2, 5], 4, random)], [2, 5]);
});
