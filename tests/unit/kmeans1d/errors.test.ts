import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { isInvalidInput } from '../../../src/engine/errors.ts';
import { loadKmeans1d, loadKmeans1dWithin } from './load.ts';

const kmeans1d = await loadKmeans1d();

afterEach(() => {
  const { labels, k } = kmeans1d.cluster(Float64Array.of(1, 2, 30), 2);
  assert.deepEqual([k, ...labels], [2, 0, 0, 1], 'the instance stays usable');
});

const three = Float64Array.of(1, 2, 3);
const many = new Float32Array(70_000).fill(2);
many[69_999] = Number.NEGATIVE_INFINITY;
const wanted = /^The number of clusters must be a whole number from 1 up, not /;

const refusals: [string, RegExp, () => unknown][] = [
  [
    'no values',
    /^There are no numbers to cluster\. Give at least one\.$/,
    () => kmeans1d.prepare(new Float64Array()),
  ],
  [
    'NaN',
    /^Number 2, counted from 1, is NaN\. /,
    () => kmeans1d.cluster(Float64Array.of(1, Number.NaN, Number.NaN), 1),
  ],
  ['infinity', /^Number 70,000, counted from 1, is -Infinity\. /, () => kmeans1d.prepare(many)],
  [
    'too many values',
    /^These are 67,108,865 numbers, and at most 67,108,864 /,
    () => kmeans1d.prepare(new Float32Array(2 ** 26 + 1)),
  ],
  ['k of 0', wanted, () => kmeans1d.cluster(three, 0)],
  ['negative k', wanted, () => kmeans1d.cluster(three, -1)],
  ['fractional k', /not 2\.5\.$/, () => kmeans1d.cluster(three, 2.5)],
  ['NaN for k', wanted, () => kmeans1d.cluster(three, Number.NaN)],
  ['infinite k', wanted, () => kmeans1d.cluster(three, Number.POSITIVE_INFINITY)],
  ['k of 0 for the elbow', wanted, () => kmeans1d.prepare(three).elbow(0)],
  [
    'too few weights',
    /^There are 3 numbers but 2 weights\. /,
    () => kmeans1d.prepare(three, { weights: Float64Array.of(1, 1) }),
  ],
  [
    'a weight of 0',
    /^Weight 2, counted from 1, is 0\. /,
    () => kmeans1d.prepare(three, { weights: Float64Array.of(1, 0, 1) }),
  ],
  [
    'a negative weight',
    /^Weight 3, counted from 1, is -1\. /,
    () => kmeans1d.prepare(three, { weights: Float64Array.of(1, 1, -1) }),
  ],
  [
    'NaN for a weight',
    /^Weight 1, counted from 1, is NaN\. /,
    () => kmeans1d.prepare(three, { weights: Float64Array.of(Number.NaN, 1, 1) }),
  ],
  [
    'bytes for more than 256 labels',
    /^Labels of one byte can tell 256 clusters apart, not 257\. /,
    () =>
      kmeans1d.cluster(
        Float64Array.from({ length: 300 }, (_, i) => i),
        257,
        { labels: 'uint8' },
      ),
  ],
];

for (const [what, sentence, call] of refusals)
  test(`${what}: a sentence for the reader`, () => {
    assert.throws(call, (error) => isInvalidInput(error) && sentence.test(error.message));
  });

test('bytes do for 256 labels, and for a larger k where there are fewer values', () => {
  const values = Float64Array.from({ length: 256 }, (_, i) => i);
  assert.equal(kmeans1d.cluster(values, 1000, { labels: 'uint8' }).k, 256);
});

test('too little memory: a sentence for the reader, and less can still be clustered', async () => {
  const small = await loadKmeans1dWithin(64); // 4 MB
  for (let i = 0; i < 20; i++)
    assert.throws(
      () => small.prepare(new Float32Array(1e6)),
      (error) =>
        isInvalidInput(error) &&
        /^There is not enough memory to cluster 1,000,000 numbers\. /.test(error.message),
    );
  assert.equal(
    small.cluster(
      Float64Array.from({ length: 20_000 }, (_, i) => i),
      10,
    ).k,
    10,
  );
  assert.ok(small.memoryBytes() <= 64 * 65_536);
});

test('whatever the memory, an answer is right or a sentence says that there is too little', async () => {
  const values = Float64Array.from({ length: 40_000 }, (_, i) => 1e6 * (i % 7) + Math.sin(i));
  const right = kmeans1d.cluster(values, 30);
  let [answers, refused] = [0, 0];
  for (let pages = 20; pages <= 140; pages += 6) {
    const small = await loadKmeans1dWithin(pages);
    try {
      const { inertia, gap } = small.cluster(values, 30);
      assert.ok(inertia - gap <= right.inertia * (1 + 1e-12));
      answers++;
    } catch (error) {
      if (!isInvalidInput(error)) throw error;
      refused++;
    }
  }
  assert.ok(answers > 0 && refused > 0, `${answers} answers, ${refused} refusals`);
});

test('freed values throw, which is no fault of a reader', () => {
  const prepared = kmeans1d.prepare(three);
  const started = prepared.elbow(3);
  started.next();
  prepared.free();
  prepared.free();
  for (const use of [() => prepared.solve(1), () => prepared.elbow(2), () => started.next()])
    assert.throws(use, { name: 'Error', message: /were freed/ });
});
