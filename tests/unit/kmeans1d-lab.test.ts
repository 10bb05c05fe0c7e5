import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { histogram } from '../../src/components/kmeans1d/histogram.ts';
import { Opening } from '../../src/components/kmeans1d/opening.ts';
import { PRESETS, README_VALUES } from '../../src/components/kmeans1d/presets.ts';
import { Session } from '../../src/components/kmeans1d/session.ts';
import { snippets } from '../../src/components/kmeans1d/snippets.ts';
import type { Choices, Source } from '../../src/components/kmeans1d/views.ts';
import {
  badCellsSentence,
  lloydExcess,
  lloydSentence,
  proofSentence,
  resultSentence,
  valueFormat,
} from '../../src/components/kmeans1d/words.ts';
import { createKmeans1d } from '../../src/engine/kmeans1d/index.ts';
import * as lloyd from '../../src/engine/kmeans1d/lloyd.ts';
import { seeded } from '../../src/engine/random.ts';

const module = await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm'));
const depths = await readFile('src/components/kmeans1d/data/earthquake-depths.csv', 'utf8');

async function start() {
  const session = new Session(await createKmeans1d(module), lloyd);
  const opening = new Opening(session, async () => depths);
  const open = (source: Source, choices: Choices = {}) => opening.open(source, choices);
  return { session, opening, open };
}
const text = (text: string): Source => ({ kind: 'text', text });
const file = (part: BlobPart, name: string): Source => ({ kind: 'file', file: new File([part], name) });

test('the README example clusters as in the Python package', async () => {
  const { session, open } = await start();
  const opened = await open({ kind: 'preset', id: 'readme', n: 0, seed: 1 });
  assert.deepEqual(opened?.dataset?.values, README_VALUES);
  const { clusters } = session.solve(4);
  assert.deepEqual(
    clusters.map(({ centroid }) => centroid),
    [-50, 4.1, 94, 200.5],
  );
  const csv = await session.labelsCsv(4).text();
  assert.deepEqual(
    csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1])),
    [1, 1, 1, 0, 3, 3, 3, 2, 2, 2],
  );
  assert.deepEqual(JSON.parse(await session.labelsJson(4).text()), [1, 1, 1, 0, 3, 3, 3, 2, 2, 2]);
});

test('every preset opens, is repeated by its seed, and solves for its k with a proof', async () => {
  for (const { id, k } of PRESETS) {
    const { session, open } = await start();
    const source: Source = { kind: 'preset', id, n: 10_000, seed: 1 };
    const first = (await open(source))!.dataset!;
    const solution = session.solve(k);
    assert.equal(solution.clusters.length, k, id);
    assert.ok(solution.gap <= 1e-9 * solution.inertia, id);
    assert.equal(
      solution.clusters.reduce((sum, { count }) => sum + count, 0),
      first.n,
      id,
    );
    assert.equal(
      first.histogram.counts.reduce((sum, count) => sum + count, 0),
      first.n,
      id,
    );
    const again = (await open(source))!.dataset!;
    assert.deepEqual({ ...again, readMs: 0, prepareMs: 0 }, { ...first, readMs: 0, prepareMs: 0 });
  }
});

test('the elbow comes in slices and agrees with solving for each k', async () => {
  const { session, open } = await start();
  await open({ kind: 'preset', id: 'mixture', n: 2000, seed: 1 });
  let elbow = session.elbow(16, 0);
  assert.ok(elbow.done < 16);
  while (elbow.done < 16) elbow = session.elbow(16, 1);
  for (let k = 1; k <= 16; k++) {
    const { inertia } = session.solve(k);
    assert.ok(Math.abs(elbow.inertias[k - 1] - inertia) <= 1e-9 * inertia, `k = ${k}`);
  }
});

test('Lloyd never beats the optimum, comes in slices, and is repeated by its seed', async () => {
  const { session, open } = await start();
  await open({ kind: 'preset', id: 'mixture', n: 2000, seed: 1 });
  const { inertia } = session.solve(7);
  for (const kind of ['random', 'k-means++'] as const) {
    let runs = session.lloyd(7, 3, kind, 50, 0);
    while (runs.inertias.length < 50) runs = session.lloyd(7, 3, kind, 50, 1);
    for (const cost of runs.inertias) assert.ok(cost >= inertia * (1 - 1e-12));
    session.lloyd(7, 4, kind, 1, 0);
    assert.deepEqual(session.lloyd(7, 3, kind, 50, Number.POSITIVE_INFINITY).inertias, runs.inertias);
  }
});

test('bad cells wait for a word, and are then left out', async () => {
  const { session, opening, open } = await start();
  await open(text('1 2 3'));
  const opened = await open(text('price\n4\nn/a\n5\nNaN\n'));
  assert.equal(opened?.dataset, undefined);
  assert.equal(
    badCellsSentence(opened!),
    'Line 3, column “price”: “n/a” is not a number. 1 more cell is no number either.',
  );
  assert.equal(session.solve(1).clusters[0].centroid, 2, 'what was held is still there');
  const accepted = opening.accept();
  assert.deepEqual([accepted?.dataset?.values, accepted?.dataset?.label], [[4, 5], 'price']);
  assert.deepEqual((await open(text('price\n4\nn/a\n5\n'), { skipBad: true }))?.dataset?.values, [4, 5]);
});

test('sources without numbers are refused in a sentence and change nothing', async () => {
  const { session, open } = await start();
  await open(text('1 2 3'));
  const refused: [Source, RegExp][] = [
    [text(' \n,;'), /There are no numbers here/],
    [file('', 'empty.csv'), /empty/],
    [file(new Uint8Array([80, 75, 3, 4, 0, 0, 9, 8]), 'book.xlsx'), /not a text file/],
    [file(new Uint8Array(7), 'odd.f64'), /7 bytes/],
    [text('a,b\n1,"2\n3,4\n5,6'), /never closed/],
  ];
  for (const [source, message] of refused) {
    await assert.rejects(open(source), { name: 'InvalidInputError', message });
    assert.equal(session.solve(1).clusters[0].count, 3);
  }
  const words = await open(text('alpha beta'));
  assert.match(badCellsSentence(words!), /no number to go on with/);
});

test('binary files hold float32 or float64 numbers', async () => {
  const { open } = await start();
  assert.deepEqual((await open(file(Float64Array.of(1.1, -2, 3), 'x.f64')))?.dataset?.values, [1.1, -2, 3]);
  assert.deepEqual((await open(file(Float32Array.of(1.5, -2, 3), 'x.f32')))?.dataset?.values, [1.5, -2, 3]);
  const opened = await open(file(Float64Array.of(1, Number.NaN, 3), 'x.f64'));
  assert.equal(badCellsSentence(opened!), 'Number 2 is NaN, not a finite number.');
});

test('reading can be stopped, and then gives nothing', async () => {
  const { session, opening, open } = await start();
  await open(text('1 2 3'));
  const reading = open(text('1 2 3 4 5 6 7 8 9 '.repeat(200_000)));
  await new Promise((resolve) => setTimeout(resolve, 5));
  opening.cancel();
  assert.equal(await reading, undefined);
  assert.equal(session.solve(1).clusters[0].count, 3);
});

test('fewer distinct values than k, one value, equal values', async () => {
  const { session, open } = await start();
  const dataset = (await open(text('5 5 7 7 7')))!.dataset!;
  assert.equal(dataset.distinct, 2);
  assert.equal(session.solve(9).clusters.length, 2);
  assert.match(
    resultSentence(dataset, session.solve(9)),
    /best 2 clusters of 5 numbers: every different value/,
  );
  for (const equal of ['42', '3 3 3']) {
    const { total, histogram } = (await open(text(equal)))!.dataset!;
    assert.equal(total, 0);
    assert.ok(histogram.to > histogram.from);
    assert.equal(session.solve(4).clusters.length, 1);
  }
});

test('histograms count every value once, at the ends of the doubles too', () => {
  const random = seeded(1);
  const families = [
    Float64Array.from({ length: 5000 }, () => random() - 0.5),
    Float64Array.of(-1.7e308, 1.7e308, 0),
    Float64Array.of(5e-324, 0, 1e-323),
    Float64Array.of(1e15, 1e15 + 1),
    Float64Array.from({ length: 500 }, () => Math.floor(random() * 30)),
  ];
  for (const values of families) {
    const { counts } = histogram(values, Math.min(...values), Math.max(...values));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      values.length,
    );
  }
});

test('sentences', () => {
  const cluster = { centroid: 1, count: 2, min: 0, max: 2, inertia: 2 };
  const solution = { k: 2, clusters: [cluster, cluster], inertia: 4, gap: 8e-13, ms: 1 };
  assert.match(
    proofSentence(solution),
    /^Proven optimal to within 2\s×\s10⁻¹³ of its cost: no way to form 2 clusters/,
  );
  assert.match(proofSentence({ ...solution, gap: 0.4 }), /^Proven only to within 10% of its cost/);
  assert.match(proofSentence({ ...solution, inertia: 0, gap: 0 }), /nothing can cost less than 0/);
  const runs = { k: 2, seed: 1, kind: 'random' as const, inertias: [4, 8, 6] };
  assert.deepEqual(lloydExcess(runs, 4), [0, 1, 0.5]);
  assert.equal(
    lloydSentence([0, 1, 0.5]),
    '1 of 3 starts found the optimum. The median costs 50% more, the worst 100% more.',
  );
  assert.equal(lloydSentence([0.1, 0.1]), 'None of 2 starts found the optimum: all end 10% above it.');
  assert.equal(valueFormat(1763888523000, 1763892123000)(1763888523117), '1,763,888,523,117');
  assert.equal(valueFormat(12, 77)(33.0444), '33.04');
});

test('the TypeScript it gives runs as it stands', () => {
  const [typescript, python] = snippets({ k: 4, values: README_VALUES, file: 'numbers.txt' });
  assert.match(typescript.code, /Float64Array\.of\(4, 4\.1, 4\.2, -50/);
  assert.match(python.code, /kmeans1d\.cluster\(values, 4\)/);
  for (const { code } of snippets({ k: 4, file: 'numbers.txt' })) assert.match(code, /numbers\.txt/);
});
