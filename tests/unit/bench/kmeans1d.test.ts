import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { ckmeans } from '../../bench/kmeans1d/ckmeans.ts';
import { data } from '../../bench/kmeans1d/data.ts';
import { disagreements } from '../../bench/kmeans1d/disagreements.ts';
import { classical } from '../../bench/kmeans1d/dynamic-programme.ts';
import { lloydPlusPlus } from '../../bench/kmeans1d/lloyd.ts';
import { openOurs, ours, WASM } from '../../bench/kmeans1d/ours.ts';
import type { Results } from '../../bench/kmeans1d/results.ts';
import { simpleStatistics } from '../../bench/kmeans1d/simple-statistics.ts';
import { buildOf } from '../../bench/machine.ts';

const kept: Results = JSON.parse(readFileSync('src/content/bench/kmeans1d.json', 'utf8'));

describe('the figures in the article', () => {
  test('were measured with the committed build', () => {
    assert.deepEqual(kept.wasm, buildOf(WASM), 'run: npm run bench -- kmeans1d --write');
  });

  test('are complete, and every optimal program reached the optimum', () => {
    assert.match(kept.measured, /^20\d\d-\d\d-\d\d$/);
    for (const rows of [kept.parts, kept.clusters, kept.kinds, kept.native, kept.rivals])
      assert.ok(rows.length > 0);
    const spreads = [...kept.parts, ...kept.clusters, ...kept.kinds, ...kept.rivals].map(
      ({ total }) => total,
    );
    for (const { low, median, high } of spreads) assert.ok(0 < low && low <= median && median <= high);
    assert.deepEqual(
      kept.rivals.filter(({ excess }) => excess === 0).map(({ name }) => name),
      ['This site’s engine', 'ckmeans', 'simple-statistics', 'dynamic programme'],
    );
  });
});

test('contenders solve the same problem, on every kind of data', async () => {
  const all = [ours(await openOurs()), ckmeans, simpleStatistics, classical, lloydPlusPlus];
  for (const make of Object.values(data)) {
    const inertias = all.map((contender) => {
      const { cluster, inertia } = contender.ready(make(500, 1), 7);
      cluster();
      return inertia();
    });
    for (const [i, inertia] of inertias.entries()) {
      const excess = inertia / inertias[0] - 1;
      assert.ok(all[i].optimal ? Math.abs(excess) < 1e-9 : excess >= -1e-9, `${all[i].name}: ${excess}`);
    }
  }
});

test('kept figures are told from those that no longer hold', () => {
  assert.deepEqual(disagreements(kept, kept), []);
  const other = structuredClone(kept);
  other.wasm.sha256 = '0';
  other.rivals[1].ratio *= 4;
  other.native[0].ratio /= 2;
  assert.equal(disagreements(kept, other).length, 3);
  other.rivals[1].name = 'a new one';
  assert.match(disagreements(kept, other)[1], /says nothing on the time of a new one/);
});
