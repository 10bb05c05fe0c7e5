import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chordBisection } from '../../../src/engine/kmeans1d/elbow.ts';
import { seeded } from '../../../src/engine/random.ts';
import { draw, families } from './families.ts';
import { loadKmeans1d } from './load.ts';

const kmeans1d = await loadKmeans1d();

for (const family of Object.keys(families))
  test(`the elbow holds what solving for each k finds, and bends one way: ${family}`, () => {
    for (const [n, maxK] of [
      [6000, 24],
      [150, 1000],
    ]) {
      const prepared = kmeans1d.prepare(draw(family, seeded(9), n));
      const curve = [...prepared.elbow(maxK)].at(-1)!.inertia;
      assert.equal(curve.length, Math.min(maxK, prepared.distinct));
      for (let k = 1; k <= curve.length; k++) {
        const { inertia } = prepared.solve(k, { labels: 'none' });
        assert.ok(
          Math.abs(curve[k - 1] - inertia) <= 1e-9 * inertia + 1e-300,
          `k = ${k}: ${curve[k - 1]}, ${inertia}`,
        );
        if (k < 3) continue;
        const [before, between, after] = curve.slice(k - 3, k);
        assert.ok(
          before - between >= between - after - 1e-9 * between,
          `k = ${k}: ${before}, ${between}, ${after}`,
        );
      }
      prepared.free();
    }
  });

test('each step knows more; other calls may come between; one can stop', () => {
  const prepared = kmeans1d.prepare(draw('gauss', seeded(10), 5000));
  let known = 0;
  for (const { done, total, inertia } of prepared.elbow(50)) {
    assert.ok(done >= known && done <= total && total === 50);
    assert.equal(inertia.filter((value) => !Number.isNaN(value)).length, done);
    known = done;
    prepared.solve(7);
    if (done > 20) break;
  }
  assert.ok(known > 20 && known < 50);
  prepared.free();
});

test('a straight stretch of the curve costs one pass, not one a point', () => {
  // Pairs: up to one cluster a pair, then each further cluster saves as much as the one before.
  const prepared = kmeans1d.prepare(draw('pairs', seeded(0), 2000));
  const steps = [...prepared.elbow(2000)];
  prepared.free();
  assert.equal(steps.at(-1)!.done, 2000);
  assert.ok(steps.length < 1100, `${steps.length} steps`);
});

test('chords that touch nothing are filled in, and prices are their slopes', () => {
  const curve = [100, 40, 20, 10, 5, 0]; // straight from k = 4 to 6
  const asked: number[] = [];
  const priced = (lambda: number) => {
    asked.push(lambda);
    const totals = curve.map((inertia, i) => inertia + lambda * (i + 1));
    const i = totals.indexOf(Math.min(...totals));
    return { k: i + 1, inertia: curve[i] };
  };
  const steps = [...chordBisection(6, (k) => ({ k, inertia: curve[k - 1] }), priced)];
  assert.deepEqual([...steps.at(-1)!.inertia], curve);
  assert.equal(asked[0], 20);
  assert.deepEqual(
    [...chordBisection(1, (k) => ({ k, inertia: 3 }), priced)].at(-1)!.inertia,
    Float64Array.of(3),
  );
});
