import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { loadKmeans1d } from './load.ts';

function normal(n: number): Float32Array<ArrayBuffer> {
  const random = seeded(11);
  return Float32Array.from({ length: n }, () => gaussian(random));
}

test('a million float32 values take at most 40 bytes of memory each, for every k', async () => {
  const kmeans1d = await loadKmeans1d();
  const prepared = kmeans1d.prepare(normal(1e6));
  for (const k of [2, 256, 1000]) prepared.solve(k);
  prepared.free();
  assert.ok(kmeans1d.memoryBytes() <= 40e6, `${kmeans1d.memoryBytes() / 1e6} bytes a value`);
});

test('memory does not grow from call to call', async () => {
  const kmeans1d = await loadKmeans1d();
  const values = normal(30_000);
  const use = () => {
    const prepared = kmeans1d.prepare(values);
    prepared.solve(100);
    prepared.solve(3, { labels: 'uint8' });
    for (const { done } of prepared.elbow(20)) if (done > 5) break;
    prepared.free();
    assert.throws(() => kmeans1d.cluster(values, 0));
    assert.throws(() => kmeans1d.prepare(Float32Array.of(1, Number.NaN)));
    kmeans1d.cluster(values.subarray(0, 3000), 50);
  };
  use();
  const before = kmeans1d.memoryBytes();
  for (let i = 0; i < 100; i++) use();
  assert.equal(kmeans1d.memoryBytes(), before);
});

test('several sets of values live in one instance side by side, also as its memory grows', async () => {
  const kmeans1d = await loadKmeans1d();
  const small = kmeans1d.prepare(Float64Array.of(1, 2, 50, 51));
  const first = small.solve(2);
  const large = kmeans1d.prepare(normal(300_000)); // grows the memory, and so detaches every view
  large.solve(10);
  assert.deepEqual(small.solve(2), first);
  assert.deepEqual([...first.centroids], [1.5, 50.5]);
  small.free();
  assert.equal(large.solve(10).k, 10);
  large.free();
});
