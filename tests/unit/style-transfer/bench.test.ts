import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { buildOf, versionOf } from '../../bench/machine.ts';
import { disagreements } from '../../bench/style-transfer/disagreements.ts';
import { NETWORKS } from '../../bench/style-transfer/networks.ts';
import { RELAXED, WASM } from '../../bench/style-transfer/ours.ts';
import { print } from '../../bench/style-transfer/print.ts';
import { operationsOf, problemOf } from '../../bench/style-transfer/problem.ts';
import { openTorch } from '../../bench/style-transfer/python.ts';
import type { Results } from '../../bench/style-transfer/results.ts';
import { smallVgg } from './networks.ts';

const kept: Results = JSON.parse(readFileSync('src/content/bench/style-transfer.json', 'utf8'));
const OURS = 'This site’s engine';

describe('what is measured', () => {
  test('has targets of the photo and the painting, at a mixture of the two', async () => {
    const network = smallVgg([4, 6]);
    const { targets, rgb } = await problemOf(network, 24);
    assert.equal(rgb.length, 24 * 24 * 3);
    assert.deepEqual(
      targets.style.map(({ layer, gram }) => [layer, gram.length]),
      [
        ['conv1_1', 16],
        ['conv2_1', 36],
      ],
    );
    assert.deepEqual(
      targets.content.map(({ layer, features }) => [layer, features.length]),
      [['conv2_2', 12 * 12 * 6]],
    );
  });

  test('is so many operations: there and back, Gram matrices and their gradients', () => {
    const network = smallVgg([4, 6]);
    const convolutions = 4 * 9 * (64 * (3 * 4 + 4 * 4) + 16 * (4 * 6 + 6 * 6));
    assert.equal(operationsOf(network, 8), convolutions + 4 * (64 * 16 + 16 * 36));
  });

  test('without python leaves torch out', async () => {
    assert.equal(await openTorch('there-is-no-such-python'), undefined);
  });
});

describe('the figures in the article', () => {
  test('were measured with the committed builds and the packages that are installed', () => {
    const hint = 'run: npm run bench -- style-transfer --write';
    assert.deepEqual(kept.wasm, buildOf(WASM), hint);
    assert.deepEqual(kept.relaxed, buildOf(RELAXED), hint);
    for (const { rows } of kept.evaluations)
      for (const { version } of rows.filter(({ name }) => name.startsWith('tfjs')))
        assert.equal(version, versionOf('@tensorflow/tfjs-core'));
  });

  test('are complete, and reach what was set out', () => {
    const cells = kept.evaluations.map(({ network, size }) => `${network} ${size}`);
    for (const network of Object.keys(NETWORKS))
      for (const size of [128, 256]) assert.ok(cells.includes(`${network} ${size}`), `${network} ${size}`);
    for (const { network, rows } of kept.evaluations) {
      assert.equal(rows[0].name, OURS);
      for (const { name, ms, off, ratio } of rows) {
        assert.ok(0 < ms.low && ms.low <= ms.median && ms.median <= ms.high, `${name}, ${network}`);
        assert.ok(off !== undefined && off < 1e-5, `${name}, ${network}`);
        // A machine that is busy favours now the one, now the other.
        if (name === 'torch') assert.ok(ratio > 0.9, `${network}: ${ratio}`);
        if (name.includes('relaxed')) assert.ok(ratio < 1, `${network}: ${ratio}`);
        if (name.includes('as forward')) assert.ok(ratio > 3.5, `${network}: ${ratio}`);
        if (name.includes('its own')) assert.ok(ratio > 10, `${network}: ${ratio}`);
      }
    }
    const { first, levels } = kept.picture!;
    assert.deepEqual(
      levels.map(({ width, steps }) => [width, steps]),
      [
        [64, 60],
        [128, 40],
        [256, 20],
      ],
    );
    assert.ok(first.median < 1500 && levels[2].ms.median <= 10_000);
  });

  test('print as tables', () => {
    assert.match(print(kept), /^This site’s engine .*\n.*torch 1\.\d+/m);
  });
});

describe('kept figures', () => {
  const changed = (change: (today: Results) => void) => {
    const today = structuredClone(kept);
    change(today);
    return disagreements(kept, today);
  };

  test('hold when a run says about the same, or has fewer rivals, or others', () => {
    assert.deepEqual(disagreements(kept, kept), []);
    assert.deepEqual(
      changed(({ evaluations }) => {
        evaluations[0].rows[1].ratio *= 2;
        evaluations[1].rows.splice(2);
        evaluations.pop();
        evaluations[2].rows[1].version = 'another';
        evaluations[2].rows[1].ratio *= 10;
      }),
      [],
    );
  });

  test('no longer hold when a build, a ratio or a gradient has changed', () => {
    const cases: [(today: Results) => void, RegExp][] = [
      [({ wasm }) => (wasm.sha256 = '0'), /another build of style-transfer.wasm \(wasm\)/],
      [({ relaxed }) => (relaxed.sha256 = '0'), /another build .* \(relaxed\)/],
      [
        ({ evaluations }) => (evaluations[0].rows[1].ratio *= 4),
        /the time of .* over ours, .* at 128 pixels/,
      ],
      [({ evaluations }) => (evaluations[0].rows[1].ratio = Number.NaN), /today it is NaN/],
      [({ evaluations }) => (evaluations[1].rows[0].off = 2e-5), /our gradient is off by 0.00002 today/],
      [({ evaluations }) => (evaluations[1].rows[2].name = 'a new one'), /says nothing on .* a new one/],
      [({ quantizer }) => (quantizer.uniform *= 4), /of the quantizer/],
    ];
    for (const [change, sentence] of cases) {
      const problems = changed(change);
      assert.equal(problems.length, 1, problems.join('\n'));
      assert.match(problems[0], sentence);
    }
  });
});
