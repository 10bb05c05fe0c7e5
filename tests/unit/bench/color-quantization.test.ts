import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { disagreements } from '../../bench/color-quantization/disagreements.ts';
import { evaluator, oklab } from '../../bench/color-quantization/evaluator.ts';
import type { Picture } from '../../bench/color-quantization/implementation.ts';
import { openOurs, ours, WASM } from '../../bench/color-quantization/ours.ts';
import { print } from '../../bench/color-quantization/print.ts';
import { openPython } from '../../bench/color-quantization/python.ts';
import { ratiosOf, setRatiosOf } from '../../bench/color-quantization/ratios.ts';
import type { Results, Row } from '../../bench/color-quantization/results.ts';
import { rivals } from '../../bench/color-quantization/rivals.ts';
import { WAYS, type Way } from '../../bench/color-quantization/ways.ts';
import { buildOf } from '../../bench/machine.ts';

const opaque = (...colors: [number, number, number][]) =>
  Uint8Array.from(colors.flatMap((color) => [...color, 255]));

describe('the evaluator', () => {
  test('takes the mean over pixels and channels, and counts colours', () => {
    const { distinct, judge } = evaluator(opaque([0, 0, 0], [10, 20, 30], [0, 0, 0]));
    assert.equal(distinct, 2);
    const { mse, colors } = judge(opaque([0, 0, 0], [13, 16, 30], [0, 0, 6]));
    assert.equal(colors, 3);
    assert.equal(mse, (3 ** 2 + 4 ** 2 + 6 ** 2) / 9);
    assert.deepEqual(judge(opaque([0, 0, 0], [10, 20, 30], [0, 0, 0])), { mse: 0, deltaE: 0, colors: 2 });
  });

  test('knows OKLab: white and black are 1 apart, and red is where Ottosson has it', () => {
    const { deltaE } = evaluator(opaque([0, 0, 0])).judge(opaque([255, 255, 255]));
    assert.ok(Math.abs(deltaE - 100) < 1e-4);
    const red = [0.62796, 0.22486, 0.12585]; // oklab(62.8% 0.22486 0.12585) in CSS Color 4
    for (const [i, value] of oklab(255, 0, 0).entries()) assert.ok(Math.abs(value - red[i]) < 1e-5);
  });

  test('judges no picture of another size, nor one with holes', () => {
    const { judge } = evaluator(opaque([1, 2, 3]));
    assert.throws(() => judge(opaque([1, 2, 3], [1, 2, 3])), /another size/);
    assert.throws(() => judge(Uint8Array.of(1, 2, 3, 254)), /not opaque/);
  });
});

describe('contenders', async () => {
  // A ramp of 64 x 64 in all three channels.
  const picture = (): Picture => {
    const rgba = new Uint8Array(4 * 64 * 64).map((_, i) => [i >> 4, i >> 6, 255 - (i >> 6), 255][i & 3]);
    return { width: 64, height: 64, rgba };
  };
  const { judge } = evaluator(picture().rgba);
  const quantizer = await openOurs();
  const ways = (Object.keys(WAYS) as Way[]).map((way) => ours(quantizer, way));
  for (const { name, quantize } of [...ways, ...rivals]) {
    test(`${name} answers with at most k colours, nearer with more of them, the same each time`, () => {
      const few = judge(quantize(picture(), 4));
      const many = judge(quantize(picture(), 32));
      assert.ok(few.colors <= 4 && many.colors <= 32, `${few.colors}, ${many.colors}`);
      assert.ok(many.mse < few.mse && many.deltaE < few.deltaE, `${many.mse}, ${few.mse}`);
      assert.deepEqual(judge(quantize(picture(), 4)), few);
    });
  }
});

test('without python there is nobody to run in it', async () => {
  const { benches, close } = await openPython('there-is-no-such-python');
  assert.deepEqual(benches, []);
  close();
});

const spread = (median: number) => ({ median, low: median, high: median });
const row = (name: string, ms: number, mse: number, deltaE: number): Row => ({
  name,
  ms: spread(ms),
  mse,
  deltaE,
  colors: 8,
});
const rows = [
  row('ours, sRGB, fast', 10, 100, 3),
  row('ours, sRGB, best', 20, 98, 3),
  row('ours, OKLab, fast', 10, 130, 2),
  row('ours, OKLab, best', 20, 129, 1.9),
  row('near', 80, 104, 3),
  row('nearer, but slow', 400, 101, 2.5),
  row('quick, but far', 5, 200, 4),
  { name: 'too slow' },
];

test('ratios are to the rival that comes nearest, and speed counts only among those as good', () => {
  const [fast, best] = ratiosOf([{ picture: 'p', k: 8, rows }]);
  assert.deepEqual(fast, {
    picture: 'p',
    k: 8,
    mode: 'fast',
    mse: { rival: 'nearer, but slow', ratio: 0.9901 },
    speed: { rival: 'near', ratio: 8 },
    deltaE: { rival: 'nearer, but slow', ratio: 0.8 },
  });
  assert.deepEqual(best.speed, { rival: 'nearer, but slow', ratio: 20 });
});

test('means over the set are compared with the rival of least MSE', () => {
  const mean = (name: string, mse: number, deltaE: number) => ({ name, k: 16, ms: 1, mse, deltaE });
  const means = [
    mean('ours, sRGB, fast', 95, 3),
    mean('ours, sRGB, best', 90, 3),
    mean('ours, OKLab, fast', 120, 1.8),
    mean('ours, OKLab, best', 118, 1.6),
    mean('good', 100, 2),
    mean('worse', 101, 1.7),
  ];
  assert.deepEqual(setRatiosOf(means), [
    { k: 16, mode: 'fast', rival: 'good', mse: 0.95, deltaE: 0.9 },
    { k: 16, mode: 'best', rival: 'good', mse: 0.9, deltaE: 0.8 },
  ]);
  assert.deepEqual(setRatiosOf([]), []);
});

const kept: Results = {
  measured: '2026-01-01',
  machine: { cpu: '', cores: 1, memoryGb: 1, system: '', node: '', v8: '' },
  wasm: { sha256: 'a', bytes: 1, gzipped: 1 },
  pictures: [{ name: 'p', width: 2, height: 2, distinct: 4 }],
  contenders: [
    { name: 'near', version: '1.0.0' },
    { name: 'whole', program: true },
  ],
  cells: [{ picture: 'p', k: 8, rows }],
  ratios: ratiosOf([{ picture: 'p', k: 8, rows }]),
  set: { pictures: [], rows: [], ratios: [] },
  instant: [{ picture: 'p', pixels: 4, first: 2, step: spread(1) }],
  memory: [{ picture: 'p', pixels: 4, module: 9, total: 14 }],
  gray: [{ picture: 'p', k: 8, excess: 0.001 }],
};

test('the figures in the article were measured with the committed build, and are complete', () => {
  const file = 'src/content/bench/color-quantization.json';
  const results: Results = JSON.parse(readFileSync(file, 'utf8'));
  assert.deepEqual(results.wasm, buildOf(WASM), 'run: npm run bench -- color-quantization --write');
  assert.deepEqual(results.ratios, ratiosOf(results.cells));
  assert.deepEqual(results.set.ratios, setRatiosOf(results.set.rows));
  for (const rows of [results.set.rows, results.instant, results.memory, results.gray])
    assert.ok(rows.length > 0);
  assert.equal(results.cells.length, 4 * results.pictures.length);
});

describe('kept figures', () => {
  const changed = (change: (today: Results) => void) => {
    const today = structuredClone(kept);
    change(today);
    return disagreements(kept, today);
  };
  const near = ({ cells }: Results) => cells[0].rows[4];

  test('hold when a run says the same, or less', () => {
    assert.deepEqual(disagreements(kept, kept), []);
    assert.deepEqual(
      changed((today) => {
        today.cells[0].rows.splice(5);
        today.cells[0].rows[4] = row('near', 200, 104.05, 3);
        today.gray[0].excess = 0;
        today.memory = [];
      }),
      [],
    );
  });

  test('no longer hold when the build, a picture, a quality, a ratio of times, the memory or the optimum has changed', () => {
    const cases: [(today: Results) => void, RegExp][] = [
      [({ wasm }) => (wasm.sha256 = 'b'), /another build/],
      [({ pictures }) => pictures[0].distinct++, /picture p was another/],
      [(today) => (near(today).mse = 105), /104\.0 for the MSE of near on p at k = 8; today it is 105\.0/],
      [(today) => (near(today).deltaE = 2.9), /distance in OKLab of near/],
      [(today) => (near(today).ms = spread(250)), /8\.000 for the time of near .* over ours; today it is 25/],
      [(today) => (today.contenders[0].version = '2.0.0'), /says nothing on the MSE of near/],
      [({ memory }) => (memory[0].total = 17), /bytes a pixel on p/],
      [({ gray }) => (gray[0].excess = 0.002), /shades of gray, k = 8/],
    ];
    for (const [change, sentence] of cases) assert.match(changed(change).join('\n'), sentence);
  });

  test('print as tables', () => {
    const text = print(kept);
    assert.match(text, /^p, k = 8$/m);
    assert.match(text, /^near 1\.0\.0 +80 \(80 – 80\) +104\.00 +3\.000 +8$/m);
    assert.match(text, /^too slow +– +– +– +–$/m);
    assert.match(text, /^p +8 +fast +0\.990 × nearer, but slow +8\.0 × near +0\.800 × nearer, but slow$/m);
  });
});
