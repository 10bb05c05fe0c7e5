import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../../src/engine/random.ts';
import { ExactLine, excess } from './exact.ts';
import { draw, families } from './families.ts';
import { loadKmeans1d } from './load.ts';

const kmeans1d = await loadKmeans1d();

for (const family of Object.keys(families))
  test(`no clustering is better, by whole-number arithmetic: ${family}`, () => {
    const random = seeded(1);
    for (let i = 0; i < 80; i++) {
      const values = draw(family, random, 1 + Math.floor(16 * random()));
      const k = 1 + Math.floor((values.length + 1) * random());
      const found = kmeans1d.cluster(values, k);
      const line = new ExactLine(values);
      const cuts = [0];
      for (let c = 0; c < found.k; c++)
        cuts.push(cuts[c] + found.labels.filter((label) => label === c).length);
      const best = line.best(found.k);
      const reached = line.inertia(cuts);
      assert.ok(excess(reached, best) <= 1e-12, `${values} into ${k}`);
      assert.ok(found.gap <= 1e-8 * found.inertia, `gap ${found.gap} of ${found.inertia}`);
      assertTold(found, values);
    }
  });

function assertTold(found: ReturnType<typeof kmeans1d.cluster>, values: Float64Array) {
  assert.equal(found.k, Math.min(found.k, new Set(values.map((value) => value + 0)).size));
  const total = found.inertias.reduce((sum, inertia) => sum + inertia, 0);
  assertClose(found.inertia, total);
  for (let c = 0; c < found.k; c++) {
    const own = values.filter((_, i) => found.labels[i] === c);
    assert.equal(found.counts[c], own.length);
    assert.equal(found.minima[c], Math.min(...own) + 0);
    assert.equal(found.maxima[c], Math.max(...own) + 0);
    const first = own[0]; // distances from it keep all their digits
    const mean = own.reduce((sum, value) => sum + (value - first), 0) / own.length;
    assertClose(found.centroids[c], first + mean);
    const inertia = own.reduce((sum, value) => sum + (value - first - mean) ** 2, 0);
    assertClose(found.inertias[c], inertia, 1e-12);
    if (c > 0) assert.ok(found.centroids[c] > found.centroids[c - 1]);
  }
}

function assertClose(a: number, b: number, relative = 1e-13) {
  assert.ok(Math.abs(a - b) <= relative * Math.abs(b) + 1e-300, `${a} is not ${b}`);
}
