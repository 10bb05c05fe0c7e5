import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInvalidInput } from '../../../src/engine/errors.ts';
import { dynamicProgramme } from '../../../src/engine/kmeans1d/dynamic-programme.ts';
import { seeded } from '../../../src/engine/random.ts';
import { ExactLine, excess } from './exact.ts';
import { draw } from './families.ts';

test('it finds the best partition for every number of clusters up to k at once', () => {
  const random = seeded(16);
  for (const kind of ['gauss', 'digits', 'clumps', 'geometric', 'equispaced']) {
    for (let i = 0; i < 30; i++) {
      const sorted = draw(kind, random, 1 + Math.floor(16 * random())).sort();
      const line = new ExactLine(sorted);
      const programme = dynamicProgramme(sorted, 20);
      assert.equal(programme.k, sorted.length);
      for (let k = 1; k <= programme.k; k++) {
        const cuts = programme.cuts(k);
        assert.ok(excess(line.inertia([...cuts]), line.best(k)) < 1e-6, `${kind}: ${sorted} into ${k}`);
        assert.equal(cuts.length, k + 1);
      }
    }
  }
});

test('the best start of the last cluster never falls as the values go on', () => {
  const { starts, k } = dynamicProgramme(draw('uniform', seeded(17), 400).sort(), 8);
  for (let clusters = 1; clusters <= k; clusters++)
    for (let j = clusters + 1; j <= 400; j++)
      assert.ok(starts[clusters - 1][j] >= starts[clusters - 1][j - 1]);
});

test('sums of raw squares do where values are small, and fail where they are large beside their differences', () => {
  const sorted = draw('gauss', seeded(18), 3000).sort();
  const centred = dynamicProgramme(sorted, 30).inertia(30);
  const inertiaOf = (values: Float64Array) => dynamicProgramme(values, 30, { sums: 'raw' }).inertia(30);
  assert.ok(Math.abs(inertiaOf(sorted) - centred) < 1e-9 * centred);
  assert.ok(inertiaOf(sorted.map((value) => value + 1e7)) > 1.1 * centred);
});

test('a table that would not fit in memory is refused with a sentence', () => {
  assert.throws(
    () => dynamicProgramme(new Float64Array(200_000), 1000),
    (error) => isInvalidInput(error) && /200,?000 values times 1,?000 clusters/.test(error.message),
  );
});
