import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { ckmeans as simpleStatistics } from 'simple-statistics';
import { dynamicProgramme } from '../../src/engine/kmeans1d/dynamic-programme.ts';
import { gaussian, seeded } from '../../src/engine/random.ts';
import { draw, families } from './kmeans1d/families.ts';
import { loadKmeans1d } from './kmeans1d/load.ts';

const kmeans1d = await loadKmeans1d();
const ckmeans: (values: number[], k: number) => number[] = createRequire(import.meta.url)('ckmeans');

test('the example of the Python package kmeans1d', () => {
  const values = Float64Array.of(4.0, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102);
  const { labels, centroids, inertia } = kmeans1d.cluster(values, 4);
  assert.deepEqual([...labels], [1, 1, 1, 0, 3, 3, 3, 2, 2, 2]);
  assert.deepEqual([...centroids], [-50, 4.1, 94, 200.5]);
  assert.ok(Math.abs(inertia - (0.02 + 296 + 0.26)) < 1e-12);
});

test('an optimum beyond the dynamic programme of 2,000 values: none', () => {
  const random = seeded(3);
  for (const family of ['gauss', 'uniform', 'digits', 'clumps', 'float32', 'equispaced', 'Unix time in ms']) {
    const values = draw(family, random, 2000);
    const programme = dynamicProgramme(values.toSorted(), 40);
    const prepared = kmeans1d.prepare(values);
    for (let k = 1; k <= 40; k++) {
      const { inertia, gap } = prepared.solve(k, { labels: 'none' });
      const classical = programme.inertia(k);
      assert.ok(
        Math.abs(inertia - classical) <= 1e-9 * classical,
        `${family}, k = ${k}: ${inertia}, ${classical}`,
      );
      assert.ok(gap >= 0 && inertia - gap <= classical * (1 + 1e-12));
    }
    prepared.free();
  }
});

test('the npm packages simple-statistics and ckmeans find the same', () => {
  const random = seeded(4);
  for (const k of [2, 5, 30]) {
    const values = Float64Array.from({ length: 1500 }, () => gaussian(random));
    const { minima, counts } = kmeans1d.cluster(values, k);
    const clusters = simpleStatistics([...values], k);
    assert.deepEqual(
      [...counts],
      clusters.map(({ length }) => length),
    );
    assert.deepEqual(
      [...minima],
      clusters.map(([first]) => first),
    );
    assert.deepEqual([...minima], ckmeans([...values], k));
  }
});

test('10,000 Unix times in milliseconds within an hour, on which sums of squares fail', () => {
  const random = seeded(5);
  const times = Float64Array.from({ length: 10_000 }, () => 1.7e12 + Math.floor(3.6e6 * random()));
  const sorted = times.toSorted();
  const { inertia, gap } = kmeans1d.cluster(times, 64);
  assert.ok(Math.abs(inertia / dynamicProgramme(sorted, 64).inertia(64) - 1) < 1e-9);
  assert.ok(gap < 1e-9 * inertia);
  const raw = dynamicProgramme(sorted, 64, { sums: 'raw' }).inertia(64);
  assert.ok(raw > 1.2 * inertia, `sums of squares give ${raw / inertia} times the best inertia`);
});

test('neither the order of the values nor their unit matters', () => {
  const random = seeded(6);
  for (const family of Object.keys(families)) {
    const values = draw(family, random, 300);
    const order = values.map(() => random());
    const positions = Uint32Array.from(values, (_, i) => i).sort((a, b) => order[a] - order[b]);
    const here = kmeans1d.cluster(values, 12);
    const there = kmeans1d.cluster(
      Float64Array.from(positions, (i) => values[i]),
      12,
    );
    assert.deepEqual(there.centroids, here.centroids, family);
    assert.deepEqual(
      [...there.labels],
      Array.from(positions, (i) => here.labels[i]),
      family,
    );
    if (family === 'huge, 1e150' || family === 'denormal') continue;
    const scaled = kmeans1d.cluster(
      values.map((value) => value / 4096),
      12,
    );
    assert.ok(Math.abs(scaled.inertia * 4096 ** 2 - here.inertia) <= 1e-12 * here.inertia, family);
  }
});

test('a weight counts as so many repetitions', () => {
  const random = seeded(7);
  for (const family of Object.keys(families)) {
    const values = draw(family, random, 120);
    const weights = values.map(() => 1 + Math.floor(5 * random()));
    const repeated = Float64Array.from([...values].flatMap((value, i) => Array(weights[i]).fill(value)));
    const one = kmeans1d.cluster(values, 9, { weights });
    const other = kmeans1d.cluster(repeated, 9);
    assert.ok(Math.abs(one.inertia - other.inertia) <= 1e-10 * other.inertia + 1e-300, family);
    assert.equal(one.k, other.k);
    assert.equal(
      one.counts.reduce((sum, count) => sum + count),
      repeated.length,
    );
  }
});

test('more clusters than distinct values are not made', () => {
  assert.equal(kmeans1d.cluster(Float64Array.of(1, 1, 1), 2).k, 1);
  const { k, inertia, gap, centroids, labels } = kmeans1d.cluster(Float64Array.of(3, -0, 3, 0, 7), 100);
  assert.deepEqual({ k, inertia, gap }, { k: 3, inertia: 0, gap: 0 });
  assert.deepEqual([...centroids], [0, 3, 7]);
  assert.deepEqual([...labels], [1, 0, 1, 0, 2]);
});

test('labels come as bytes, as 32-bit numbers, or not at all', () => {
  const random = seeded(8);
  const values = Float32Array.from({ length: 200_000 }, () => gaussian(random)); // more than pass through the core at once
  const prepared = kmeans1d.prepare(values);
  const wide = prepared.solve(200);
  const narrow = prepared.solve(200, { labels: 'uint8' });
  const none = prepared.solve(200, { labels: 'none' });
  prepared.free();
  assert.ok(wide.labels instanceof Uint32Array && narrow.labels instanceof Uint8Array);
  assert.deepEqual([...narrow.labels], [...wide.labels]);
  assert.equal(none.labels.length, 0);
  assert.ok(
    values.every((value, i) => value >= wide.minima[wide.labels[i]] && value <= wide.maxima[wide.labels[i]]),
  );
  assert.deepEqual({ ...none, labels: 0 }, { ...wide, labels: 0 });
});

test('prepared values tell their number, their distinct ones and their range', () => {
  const prepared = kmeans1d.prepare(Float32Array.of(3, 1, 3, -2));
  const { n, distinct, min, max } = prepared;
  assert.deepEqual({ n, distinct, min, max }, { n: 4, distinct: 3, min: -2, max: 3 });
  prepared.free();
});

test('a result tells how it was found', () => {
  const random = seeded(20);
  const many = Float64Array.from({ length: 20_000 }, () => gaussian(random));
  const { passes, stable, spliced } = kmeans1d.cluster(many, 10);
  assert.ok(passes >= 1 && passes <= 3);
  assert.deepEqual({ stable, spliced }, { stable: false, spliced: false });
  assert.equal(kmeans1d.cluster(many.subarray(0, 1000), 10).stable, true, 'few values');
  const far = many.map((value, i) => 1e-3 * value + (i % 2 ? 1e6 : -1e6));
  assert.equal(kmeans1d.cluster(far, 10).stable, true, 'clumps far apart');
  const even = Float64Array.from({ length: 1000 }, (_, i) => i);
  assert.equal(kmeans1d.cluster(even, 300).spliced, true, 'ties');
});

test('an elbow of clumps far apart is as exact as solving for each k', () => {
  const random = seeded(21);
  const prepared = kmeans1d.prepare(
    Float64Array.from({ length: 9000 }, (_, i) => 1e-3 * gaussian(random) + 1e6 * (i % 3)),
  );
  const curve = [...prepared.elbow(12)].at(-1)!.inertia;
  for (let k = 1; k <= 12; k++) {
    const { inertia } = prepared.solve(k, { labels: 'none' });
    assert.ok(Math.abs(curve[k - 1] - inertia) <= 1e-9 * inertia, `k = ${k}: ${curve[k - 1]}, ${inertia}`);
  }
  prepared.free();
});
