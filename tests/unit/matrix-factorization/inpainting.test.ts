import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import {
  grayed,
  partsOf,
  type Raster,
} from '../../../src/components/matrix-factorization/inpainting/channels.ts';
import { factorsCsv } from '../../../src/components/matrix-factorization/inpainting/factors-csv.ts';
import { Filling } from '../../../src/components/matrix-factorization/inpainting/filling.ts';
import { HOLES, knownPixels } from '../../../src/components/matrix-factorization/inpainting/holes.ts';
import { rankCurve } from '../../../src/components/matrix-factorization/inpainting/rank-curve.ts';
import { readRectangle } from '../../../src/components/matrix-factorization/inpainting/rectangle-text.ts';
import { hatching, withHoles } from '../../../src/components/matrix-factorization/inpainting/shown-mask.ts';
import { spectralStart } from '../../../src/components/matrix-factorization/inpainting/spectral-start.ts';
import { stripes } from '../../../src/components/matrix-factorization/inpainting/stripes.ts';
import {
  fillRectangle,
  pointIn,
  stroke,
} from '../../../src/components/matrix-factorization/inpainting/strokes.ts';
import {
  CLOTH_RANK,
  tartan,
  type Weave,
} from '../../../src/components/matrix-factorization/inpainting/tartan.ts';
import { turned } from '../../../src/components/matrix-factorization/inpainting/turned.ts';
import { unknowable } from '../../../src/components/matrix-factorization/inpainting/unknowable.ts';
import type { Choices } from '../../../src/components/matrix-factorization/inpainting/views.ts';
import {
  curveSentence,
  statusSentence,
  unknowableSentence,
  verdict,
} from '../../../src/components/matrix-factorization/inpainting/words.ts';
import { createFactorizer, product } from '../../../src/engine/matrix-factorization/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';

const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
const { als } = await createFactorizer(await WebAssembly.compile(wasm));

const CHOICES: Choices = { k: 6, beta: 0.02, channels: 'rgb', start: 'spectral', seed: 1 };
const cloth = (size: number, seed: number, weave: Weave): Raster => ({
  width: size,
  height: size,
  rgba: tartan(size, seed, weave),
});

/** The rank of one channel by elimination with row exchanges; its entries are whole numbers up to 255. */
function rankOf({ width, height, rgba }: Raster, channel: number): number {
  const A = Array.from({ length: height }, (_, i) =>
    Float64Array.from({ length: width }, (_, j) => rgba[4 * (i * width + j) + channel]),
  );
  let rank = 0;
  for (let j = 0; j < width && rank < height; j++) {
    let pivot = rank;
    for (let i = rank; i < height; i++) if (Math.abs(A[i][j]) > Math.abs(A[pivot][j])) pivot = i;
    if (Math.abs(A[pivot][j]) < 1e-6) continue;
    [A[rank], A[pivot]] = [A[pivot], A[rank]];
    for (let i = rank + 1; i < height; i++) {
      const factor = A[i][j] / A[rank][j];
      for (let l = j; l < width; l++) A[i][l] -= factor * A[rank][l];
    }
    rank++;
  }
  return rank;
}

/** Fills to the end, and says how well. */
function fill(picture: Raster, known: Uint8Array, choices: Partial<Choices> = {}) {
  const filling = new Filling(als);
  filling.change({ revision: 1, picture, known, choices: { ...CHOICES, ...choices } });
  for (const _ of filling.steps());
  const pictures = filling.pictures();
  return { filling, ...pictures, ...filling.quality(pictures.product) };
}

describe('tartans', () => {
  for (const weave of ['woven', 'blended'] as const) {
    test(`a ${weave} one has rank ${CLOTH_RANK[weave]} in each channel, exactly, and is opaque`, () => {
      for (let seed = 1; seed <= 5; seed++) {
        const picture = cloth(96 + 32 * (seed % 3), seed, weave);
        for (const channel of [0, 1, 2]) assert.equal(rankOf(picture, channel), CLOTH_RANK[weave]);
        assert.ok(picture.rgba.every((value, at) => at % 4 !== 3 || value === 255));
      }
    });
  }

  test('a seed repeats it, another is another, and there are a few colours at most', () => {
    assert.deepEqual(tartan(64, 3, 'woven'), tartan(64, 3, 'woven'));
    assert.notDeepEqual(tartan(64, 3, 'woven'), tartan(64, 7, 'woven'));
    const pixels = new Set(new Uint32Array(tartan(192, 1, 'woven').buffer));
    assert.ok(pixels.size <= 5, `${pixels.size}`);
  });
});

describe('filling', () => {
  test('60 % of a tartan, missing at random, come back with 45 dB and more', () => {
    for (let seed = 1; seed <= 4; seed++) {
      for (const [weave, k] of [
        ['woven', 6],
        ['blended', 2],
      ] as const) {
        const picture = cloth(192, seed, weave);
        const { holes, missing } = fill(picture, knownPixels('random-60', picture, seed), { k });
        assert.ok(holes !== undefined && holes >= 45, `${weave}, seed ${seed}: ${holes} dB`);
        assert.ok(Math.abs(missing / 192 ** 2 - 0.6) < 0.02);
      }
    }
  });

  test('side by side, and in grey, the cloth has other ranks but is filled too', () => {
    const picture = cloth(192, 1, 'blended');
    const known = knownPixels('random-60', picture, 1);
    // The four are the constant and the stripes of each of three channels.
    assert.ok((fill(picture, known, { k: 4, channels: 'shared' }).holes ?? 0) >= 45);
    const gray = fill(grayed(picture), known, { k: 2, channels: 'gray' });
    assert.ok((gray.holes ?? 0) >= 45, `${gray.holes}`);
    assert.ok(
      gray.product.rgba.every((value, at) => at % 4 === 3 || value === gray.product.rgba[at - (at % 4)]),
    );
  });

  test('known pixels stay as they are, and holes are filled with PQ', () => {
    const picture = cloth(64, 2, 'woven');
    const known = knownPixels('words', picture, 1);
    const { filled, product } = fill(picture, known, { k: 3 });
    for (let i = 0; i < known.length; i++) {
      const from = known[i] ? picture : product;
      assert.deepEqual(filled.rgba.subarray(4 * i, 4 * i + 4), from.rgba.subarray(4 * i, 4 * i + 4));
    }
  });

  test('what has no known pixel gets the mean; so does the crossing of known rows with nothing else', () => {
    const picture = cloth(48, 1, 'woven');
    const known = knownPixels('bands', picture, 1);
    const { rows, columns } = unknowable(known, picture);
    assert.deepEqual([rows, columns], [[16], [24]]);
    const { product } = fill(picture, known);
    const mean = [0, 1, 2].map((channel) => {
      const values = [...known.keys()].filter((i) => known[i]).map((i) => picture.rgba[4 * i + channel]);
      return Math.round(values.reduce((a, b) => a + b, 0) / values.length);
    });
    for (let j = 0; j < 48; j++) {
      const at = 4 * (rows[0] * 48 + j);
      for (const channel of [0, 1, 2]) assert.ok(Math.abs(product.rgba[at + channel] - mean[channel]) <= 1);
    }
  });

  test('no holes, nothing but holes, and a picture smaller than the rank are no errors', () => {
    const picture = cloth(32, 1, 'woven');
    const whole = fill(picture, knownPixels('none', picture, 1));
    assert.equal(whole.holes, undefined);
    assert.equal(whole.missing, 0);
    const nothing = fill(picture, new Uint8Array(32 * 32));
    assert.deepEqual(
      [nothing.known, nothing.missing, nothing.filling.standing.settled],
      [undefined, 1024, true],
    );
    const dot: Raster = { width: 2, height: 1, rgba: Uint8ClampedArray.of(9, 9, 9, 255, 200, 9, 9, 255) };
    const small = fill(dot, Uint8Array.of(1, 0), { k: 20 });
    assert.ok(Number.isFinite(small.holes));
  });

  test('a mask painted on goes on from where the factors are, other choices begin anew', () => {
    const picture = cloth(192, 1, 'woven');
    const known = knownPixels('random-30', picture, 1);
    const { filling } = fill(picture, known);
    const before = filling.quality(filling.pictures().product).holes ?? 0;
    stroke(known, picture, { x: 10, y: 10 }, { x: 150, y: 90 }, 12, 0);
    filling.change({ revision: 2, known, warm: true });
    filling.sweep();
    const after = filling.quality(filling.pictures().product).holes ?? 0;
    assert.ok(after > 40, `${before} dB, then ${after} dB after one sweep`);
    filling.change({ revision: 3, choices: { ...CHOICES, k: 5 }, warm: true });
    filling.sweep();
    const other = filling.quality(filling.pictures().product).holes ?? 0;
    assert.ok(other < 30, `${other} dB at rank 5`);
  });

  test('a change in the middle of a run is taken up by it', () => {
    const filling = new Filling(als);
    const picture = cloth(96, 1, 'woven');
    const known = knownPixels('random-60', picture, 1);
    filling.change({ revision: 1, picture, known, choices: CHOICES });
    const steps = filling.steps();
    for (let n = 0; n < 5; n++) steps.next();
    filling.change({ revision: 2, known: knownPixels('random-30', picture, 2), warm: true });
    for (const _ of steps);
    assert.deepEqual([filling.standing.revision, filling.standing.settled], [2, true]);
    assert.ok(filling.standing.sweeps > 1);
  });

  test('the rank curve peaks at the rank of the cloth, and more factors over-fit', () => {
    const picture = cloth(192, 1, 'woven');
    let points: readonly { k: number; holes: number; known: number }[] = [];
    for (const reached of rankCurve(als, picture, knownPixels('random-60', picture, 1), CHOICES)) {
      points = reached;
      if (points.length === 12) break;
    }
    const best = points.reduce((a, b) => (b.holes > a.holes ? b : a));
    assert.equal(best.k, 6);
    assert.ok(points[11].holes < best.holes - 6);
    assert.ok(points[11].known > points[4].known);
  });
});

describe('the start and the factors', () => {
  const random = seeded(5);
  const [m, n, k] = [30, 40, 3];
  const low = {
    P: Float64Array.from({ length: m * k }, () => gaussian(random)),
    Q: Float64Array.from({ length: k * n }, () => gaussian(random)),
  };

  test('of a matrix of rank k without holes, the spectral start is the matrix already', () => {
    const D = product(low, m, n, k);
    const ratings = {
      rows: m,
      columns: n,
      row: Uint32Array.from(D, (_, cell) => Math.floor(cell / n)),
      column: Uint32Array.from(D, (_, cell) => cell % n),
      value: D,
    };
    const X = product(spectralStart(ratings, k, seeded(1)), m, n, k);
    assert.ok(X.every((x, cell) => Math.abs(x - D[cell]) < 1e-9));
    // Columns beyond the rank are 0, not noise or NaN.
    const more = product(spectralStart(ratings, 6, seeded(1)), m, n, 6);
    assert.ok(more.every((x, cell) => Math.abs(x - D[cell]) < 1e-6));
  });

  test('turning leaves the product, puts factors at right angles and orders them', () => {
    const { P, Q, strengths } = turned(low, m, n, k);
    const [before, after] = [product(low, m, n, k), product({ P, Q }, m, n, k)];
    assert.ok(after.every((x, cell) => Math.abs(x - before[cell]) < 1e-9));
    for (let f = 0; f < k; f++) {
      assert.ok(f === 0 || strengths[f] <= strengths[f - 1]);
      for (let g = 0; g <= f; g++) {
        let [inP, inQ] = [0, 0];
        for (let i = 0; i < m; i++) inP += P[i * k + f] * P[i * k + g];
        for (let j = 0; j < n; j++) inQ += Q[f * n + j] * Q[g * n + j];
        const expected = f === g ? strengths[f] : 0; // each side has the root of the singular value
        assert.ok(Math.abs(inP - expected) < 1e-9 && Math.abs(inQ - expected) < 1e-9);
      }
    }
    const none = turned({ P: new Float64Array(m * k), Q: new Float64Array(k * n) }, m, n, k);
    assert.ok([...none.P, ...none.Q].every((x) => x === 0));
  });

  test('stripes and CSV hold the factors, of which the product is the filling', () => {
    const picture = cloth(64, 1, 'woven');
    const { filling, product: pq } = fill(picture, knownPixels('random-30', picture, 1), { k: 4 });
    const factors = filling.factors();
    const painted = stripes(factors, 'rgb', picture, 4);
    assert.deepEqual([painted.P.width, painted.P.height, painted.Q.width, painted.Q.height], [4, 64, 64, 4]);
    assert.ok(Math.abs(painted.shares.reduce((a, b) => a + b, 0) - 1) < 1e-9);
    const { P, Q } = factorsCsv(factors, false);
    const rows = P.trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const columns = Q.trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    assert.deepEqual([rows.length, columns.length], [3 * 64, 3 * 64]);
    const [i, j] = [17, 40];
    for (const [channel, name] of ['red', 'green', 'blue'].entries()) {
      const p =
        rows
          .find(([c, r]) => c === name && r === String(i + 1))
          ?.slice(2)
          .map(Number) ?? [];
      const [, , mean, ...q] = columns.find(([c, r]) => c === name && r === String(j + 1)) ?? [];
      const value = 255 * (Number(mean) + p.reduce((sum, x, f) => sum + x * Number(q[f]), 0));
      const shown = pq.rgba[4 * (i * 64 + j) + channel];
      assert.ok(Math.abs(Math.min(255, Math.max(0, value)) - shown) <= 0.51, `${value}, ${shown}`);
    }
  });

  test('parts are centred, in order, and side by side where channels share', () => {
    const picture = cloth(16, 1, 'woven');
    const known = knownPixels('random-30', picture, 1);
    const count = known.reduce((sum, bit) => sum + bit, 0);
    const [all] = partsOf(picture, known, 'shared');
    assert.deepEqual([all.ratings.columns, all.ratings.value.length], [48, 3 * count]);
    const cells = Array.from(all.ratings.row, (row, at) => row * 48 + all.ratings.column[at]);
    assert.deepEqual(
      cells,
      [...cells].sort((a, b) => a - b),
    );
    for (const { ratings } of partsOf(picture, known, 'rgb')) {
      assert.ok(Math.abs(ratings.value.reduce((a, b) => a + b, 0)) < 1e-9);
    }
  });
});

describe('holes', () => {
  const size = { width: 40, height: 30 };
  const fresh = () => new Uint8Array(size.width * size.height).fill(1);
  const cut = (mask: Uint8Array) => mask.length - mask.reduce((sum, bit) => sum + bit, 0);

  test('a stroke covers what is within half its width of its way', () => {
    const mask = fresh();
    const [from, to] = [
      { x: 8, y: 6 },
      { x: 30, y: 20 },
    ];
    assert.ok(stroke(mask, size, from, to, 6, 0));
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++) {
        // Nearest of many places on the way.
        let least = Number.POSITIVE_INFINITY;
        for (let t = 0; t <= 1; t += 1 / 4096) {
          least = Math.min(least, Math.hypot(8 + 22 * t - x - 0.5, 6 + 14 * t - y - 0.5));
        }
        if (Math.abs(least - 3) > 1e-3) assert.equal(mask[y * size.width + x] === 0, least < 3, `${x}, ${y}`);
      }
    }
    assert.equal(stroke(mask, size, from, to, 6, 0), false, 'the second time changes nothing');
    assert.ok(stroke(mask, size, from, to, 6, 1));
    assert.equal(cut(mask), 0, 'the eraser gives all back');
  });

  test('the thinnest brush paints the pixel it is on, and the edge is an edge', () => {
    const mask = fresh();
    stroke(mask, size, { x: 3.9, y: 4.1 }, { x: 3.9, y: 4.1 }, 1, 0);
    assert.equal(mask[4 * size.width + 3], 0);
    assert.equal(cut(mask), 1);
    for (const at of [
      { x: -50, y: 10 },
      { x: 900, y: 900 },
      { x: 40, y: 5 },
    ]) {
      stroke(mask, size, at, at, 1, 0);
    }
    assert.equal(cut(mask), 1, 'what is beside the picture paints nothing');
    stroke(mask, size, { x: -20, y: 15 }, { x: 60, y: 15 }, 2, 0);
    assert.equal(cut(mask), 1 + 2 * size.width);
  });

  test('rectangles are cut as far as they lie in the picture', () => {
    const mask = fresh();
    assert.ok(fillRectangle(mask, size, { left: 35, top: 25, width: 100, height: 100 }, 0));
    assert.equal(cut(mask), 25);
    assert.equal(fillRectangle(mask, size, { left: 35, top: 25, width: 5, height: 5 }, 0), false);
    assert.deepEqual(pointIn({ width: 400, height: 300 }, size, 200, 150), { x: 20, y: 15 });
  });

  test('every preset fits every size, is repeated by its seed, and cuts what it says', () => {
    for (const size of [
      { width: 192, height: 192 },
      { width: 256, height: 40 },
      { width: 3, height: 200 },
      { width: 1, height: 1 },
    ]) {
      for (const { value } of HOLES) {
        const mask = knownPixels(value, size, 4);
        assert.equal(mask.length, size.width * size.height);
        assert.deepEqual(mask, knownPixels(value, size, 4));
        assert.ok(mask.every((bit) => bit === 0 || bit === 1));
      }
    }
    const size = { width: 192, height: 192 };
    const share = (holes: (typeof HOLES)[number]['value']) => cut(knownPixels(holes, size, 1)) / 192 ** 2;
    assert.equal(share('none'), 0);
    assert.ok(Math.abs(share('random-80') - 0.8) < 0.01);
    assert.ok(Math.abs(share('block') - 0.12) < 0.01);
    assert.ok(share('words') > 0.03 && share('words') < 0.3);
    assert.ok(share('scratches') > 0.03 && share('scratches') < 0.3);
  });

  test('rows and columns without a known pixel are found, told and hatched', () => {
    const mask = fresh();
    fillRectangle(mask, size, { left: 0, top: 7, width: 40, height: 2 }, 0);
    fillRectangle(mask, size, { left: 12, top: 0, width: 1, height: 30 }, 0);
    const found = unknowable(mask, size);
    assert.deepEqual(found, { rows: [7, 8], columns: [12] });
    assert.match(unknowableSentence(found, true), /^No pixel is known in rows 8 to 9 and column 13: /);
    assert.equal(unknowableSentence(unknowable(fresh(), size), true), '');
    const picture: Raster = { ...size, rgba: new Uint8ClampedArray(4 * 1200).fill(255) };
    assert.equal(hatching(picture, unknowable(fresh(), size)), undefined);
    const marks = hatching(picture, found);
    assert.ok(marks);
    for (let i = 0; i < 1200; i++) {
      const lost = [7, 8].includes(Math.floor(i / 40)) || i % 40 === 12;
      if (!lost) assert.equal(marks.rgba[4 * i + 3], 0);
    }
    const shown = withHoles(picture, mask);
    assert.equal(shown.rgba[3], 255);
    assert.ok(shown.rgba.some((value, at) => at % 4 === 3 && value === 0));
  });
});

describe('what is said', () => {
  test('a rectangle by numbers is read, or refused with what is wrong', () => {
    const size = { width: 192, height: 100 };
    assert.deepEqual(readRectangle(' 10, 20 30×40 ', size), { left: 10, top: 20, width: 30, height: 40 });
    for (const [text, sentence] of [
      ['', /There are nothing|nothing/],
      ['1, 2, 3', /There are 3 parts/],
      ['a, 2, 3, 4', /“a” for left is not a whole number/],
      ['1, -2, 3, 4', /“-2” for top/],
      ['1, 2, 0, 4', /has no pixels/],
      ['500, 2, 3, 4', /outside the picture, which has 192 × 100 pixels/],
    ] as const) {
      assert.throws(
        () => readRectangle(text, size),
        (error: Error) => error.name === 'InvalidInputError' && sentence.test(error.message),
        text,
      );
    }
  });

  test('the sentences are of what there is', () => {
    const picture = { ...cloth(8, 1, 'woven'), name: 'Cloth', notes: [] };
    const say = (result: { holes?: number; known?: number; missing: number }) =>
      statusSentence(
        picture,
        { holes: undefined, known: undefined, k: 6, sweeps: 3, settled: true, ...result },
        false,
      );
    assert.match(say({ missing: 0 }), /no holes/);
    assert.match(say({ missing: 64 }), /no pixel is left/);
    assert.match(
      say({ missing: 16, holes: 30.25, known: 40 }),
      /^Cloth: 25% of 64 pixels missing\. Rank 6 fills them with PSNR 30\.3\u202fdB after 3 sweeps\.$/,
    );
    assert.match(say({ missing: 16, holes: Number.POSITIVE_INFINITY, known: 40 }), /without any error/);
    const judge = (holes: number, known: number) =>
      verdict({ k: 4, holes, known, missing: 9, sweeps: 1, settled: true }, picture, false);
    assert.match(judge(50, 60), /No eye/);
    assert.match(judge(20, 40), /over-fitting/);
    assert.match(judge(20, Number.POSITIVE_INFINITY), /exactly/);
    assert.match(judge(20, 22), /plain to see/);
    const curve = (...holes: number[]) =>
      curveSentence(holes.map((value, i) => ({ k: i + 1, holes: value, known: 90 })));
    assert.match(curve(20, 57, 49), /^Rank 2 does best: 57\u202fdB .* at rank 3 the holes are down to 49/);
    assert.match(curve(20, 75.9, 76), /^Rank 2 does best: [^:]*$/, 'a tenth of a decibel is none');
    assert.equal(curve(Number.NaN, Number.NaN), '', 'without holes it says nothing');
  });
});
