import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import sharp from 'sharp';
import { colorsFromLink, colorsToLink } from '../../src/components/color-quantization/address.ts';
import { Agenda, type Next } from '../../src/components/color-quantization/agenda.ts';
import { bytesOf, channels, inkOn, sortColors } from '../../src/components/color-quantization/colors.ts';
import { errorBins, quantile } from '../../src/components/color-quantization/error-bins.ts';
import { veil } from '../../src/components/color-quantization/highlight.ts';
import { PALETTES } from '../../src/components/color-quantization/palettes.ts';
import { SAMPLES } from '../../src/components/color-quantization/samples.ts';
import { scaledDown } from '../../src/components/color-quantization/scaled.ts';
import { Session } from '../../src/components/color-quantization/session.ts';
import { inSlices, messages } from '../../src/components/color-quantization/slices.ts';
import { snippets } from '../../src/components/color-quantization/snippets.ts';
import { columnsFor, moveTo } from '../../src/components/color-quantization/swatch-grid.ts';
import type { Choices, Raster, Shown } from '../../src/components/color-quantization/views.ts';
import {
  pictureNotes,
  resultSentence,
  savingSentence,
  sizeHint,
} from '../../src/components/color-quantization/words.ts';
import { createColorQuantizer } from '../../src/engine/color-quantization/index.ts';
import { fileStem } from '../../src/lib/file-stem.ts';

const module = await WebAssembly.compile(
  await readFile('src/engine/color-quantization/color-quantization.wasm'),
);
const session = async () => new Session(await createColorQuantizer(module));

const CHOICES: Choices = {
  k: 16,
  space: 'srgb',
  mode: 'fast',
  seed: 0,
  dither: 'none',
  strength: 1,
  locked: [],
  own: [],
};

async function sample(id: string): Promise<Raster> {
  const picture = sharp(`src/components/color-quantization/pictures/${id}.webp`);
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8ClampedArray(data) };
}

/** Stripes of the given colours, one pixel wide. */
function stripes(width: number, height: number, colors: readonly string[]): Raster {
  const bytes = bytesOf(colors);
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const at = 4 * ((i % width) % colors.length);
    rgba.set(bytes.subarray(at, at + 4), 4 * i);
  }
  return { width, height, rgba };
}

/** Every pixel `times` times, each way. */
function scaledUp({ width, height, rgba }: Raster, times: number): Raster {
  const from = new Uint32Array(rgba.buffer);
  const to = new Uint32Array(from.length * times ** 2);
  for (let i = 0; i < to.length; i++) {
    const [x, y] = [i % (width * times), Math.floor(i / (width * times))];
    to[i] = from[Math.floor(y / times) * width + Math.floor(x / times)];
  }
  return { width: width * times, height: height * times, rgba: new Uint8ClampedArray(to.buffer) };
}

const colorsOf = ({ rgba }: Raster) => new Set(new Uint32Array(rgba.buffer));
const macaw = await sample('macaw');

test('a result in full is what its PNG holds, and its numbers are those of its pixels', async () => {
  const lab = await session();
  const { distinct } = lab.load(macaw);
  assert.ok(distinct > 10_000);
  const drawn = (await lab.full(CHOICES))!;
  const { result, raster } = drawn;
  assert.equal(result.colors.length, 16);
  assert.equal(colorsOf(raster).size, result.used);
  let error = 0;
  for (let i = 0; i < macaw.rgba.length; i++) error += (macaw.rgba[i] - raster.rgba[i]) ** 2;
  const mse = error / (3 * macaw.width * macaw.height);
  assert.ok(Math.abs(result.mse / mse - 1) < 1e-9, `${result.mse} is ${mse}`);
  const png = await sharp((await lab.png8())!)
    .ensureAlpha()
    .raw()
    .toBuffer();
  assert.deepEqual(new Uint8Array(png), new Uint8Array(raster.rgba.buffer));
  const png32 = await sharp(await lab.png32())
    .ensureAlpha()
    .raw()
    .toBuffer();
  assert.deepEqual(png32, png);
  assert.equal(
    result.counts.reduce((sum, count) => sum + count, 0),
    macaw.width * macaw.height,
  );
  assert.equal(result.preview, false);
});

test('the preview is small, quick to make, and not far from the result in full', async () => {
  const lab = await session();
  lab.load(macaw);
  const { result, raster } = lab.preview(CHOICES);
  assert.equal(result.preview, true);
  assert.ok(raster.width * raster.height <= 301_000);
  assert.ok(Math.abs(raster.width / raster.height - macaw.width / macaw.height) < 0.01);
  const full = (await lab.full(CHOICES))!;
  assert.ok(result.mse < 1.6 * full.result.mse, `${result.mse} against ${full.result.mse}`);
});

test('every way of dithering keeps to the palette, and its error is told', async () => {
  const lab = await session();
  lab.load(await sample('china'));
  const plain = (await lab.full(CHOICES))!.result;
  for (const dither of ['floyd-steinberg', 'atkinson', 'blue-noise', 'ordered'] as const) {
    const { result, raster } = (await lab.full({ ...CHOICES, dither }))!;
    assert.deepEqual(result.colors, plain.colors);
    assert.equal(colorsOf(raster).size, result.used, dither);
    assert.ok(result.mse > plain.mse, dither);
    const none = (await lab.full({ ...CHOICES, dither, strength: 0 }))!.result;
    assert.ok(Math.abs(none.mse / plain.mse - 1) < 0.01, dither);
  }
});

test('locked colours stay and come first; a palette of one’s own is all there is', async () => {
  const lab = await session();
  lab.load(macaw);
  const locked = ['#ff00ff', '#00ffff'];
  const { result } = (await lab.full({ ...CHOICES, locked }))!;
  assert.deepEqual(result.colors.slice(0, 2), locked);
  assert.equal(result.colors.length, 16);
  assert.equal(result.fixed, 2);
  const many = (await lab.full({ ...CHOICES, k: 1, locked }))!.result;
  assert.deepEqual(many.colors, locked, 'more locked than k');
  for (const { id, colors } of PALETTES) {
    const own = (await lab.full({ ...CHOICES, own: colors }))!.result;
    assert.deepEqual(own.colors, colors, id);
    assert.equal(own.fixed, colors.length);
    assert.equal(lab.preview({ ...CHOICES, own: colors }).result.colors.length, colors.length, id);
  }
});

test('a palette of one’s own leaves transparent pixels transparent', async () => {
  const lab = await session();
  lab.load(stripes(8, 8, ['#ff0000', '#00000000', '#00ff00', '#0000ff80']));
  const { raster } = (await lab.full({ ...CHOICES, own: ['#000000', '#ffffff'] }))!;
  assert.deepEqual([...raster.rgba.subarray(4, 8)], [0, 0, 0, 0]);
  assert.equal(raster.rgba[3], 255);
});

test('fewer colours than k are all kept, without error', async () => {
  const lab = await session();
  const eight = ['#000000', '#ffffff', '#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff'];
  for (const colors of [eight, eight.slice(0, 2), eight.slice(0, 1)]) {
    const picture = stripes(640, 640, colors);
    const loaded = lab.load(picture);
    assert.equal(loaded.distinct, colors.length);
    const { result, raster } = (await lab.full({ ...CHOICES, k: 12 }))!;
    assert.deepEqual([...result.colors].sort(), [...colors].sort());
    assert.equal(result.mse, 0);
    assert.equal(result.psnr, Number.POSITIVE_INFINITY);
    assert.deepEqual(raster.rgba, picture.rgba);
    assert.equal(lab.preview({ ...CHOICES, k: 12 }).result.colors.length, colors.length);
  }
});

test('transparent all over, and one pixel', async () => {
  const lab = await session();
  const clear = { width: 30, height: 20, rgba: new Uint8ClampedArray(2400) };
  assert.equal(lab.load(clear).transparent, 600);
  const { result, raster } = (await lab.full(CHOICES))!;
  assert.deepEqual(result.colors, ['#00000000']);
  assert.deepEqual(raster.rgba, clear.rgba);
  lab.load(stripes(1, 1, ['#123456']));
  assert.deepEqual((await lab.full(CHOICES))!.result.colors, ['#123456']);
  assert.equal((await sharp((await lab.png8())!).metadata()).width, 1);
});

test('work is stopped between steps, and can be taken up again', async () => {
  const lab = await session();
  lab.load(macaw);
  const stopped = lab.full({ ...CHOICES, k: 256, mode: 'best' });
  lab.cancel();
  assert.equal(await stopped, undefined);
  const again = lab.full({ ...CHOICES, k: 256, mode: 'best' });
  await new Promise((resolve) => setTimeout(resolve, 30));
  const begun = performance.now();
  lab.cancel();
  assert.equal(await again, undefined);
  assert.ok(performance.now() - begun < 50);
  // Error diffusion, which goes through the picture from end to end.
  lab.load(scaledUp(macaw, 4));
  const dithered = lab.full({ ...CHOICES, k: 4, dither: 'floyd-steinberg' });
  for (const wait of [150, 250]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const now = performance.now();
    await messages();
    assert.ok(performance.now() - now < 60, 'a message is heard within a slice or two');
  }
  lab.cancel();
  assert.equal(await dithered, undefined);
  lab.load(macaw);
  assert.equal((await lab.full(CHOICES))!.result.colors.length, 16);
  const png = lab.png8();
  lab.cancel();
  assert.equal(await png, undefined);
  assert.ok((await lab.png8())!.length > 1000);
});

test('the comparison’s lines are what the lab would show, and leave it as it is', async () => {
  const lab = await session();
  lab.load(macaw);
  const before = (await lab.full(CHOICES))!;
  const size = (await lab.png8())!.length;
  const line = (await lab.compare(CHOICES))!;
  assert.equal(line.compared.mse, before.result.mse);
  assert.equal(line.compared.pngBytes, size);
  assert.ok(line.miniature.width * line.miniature.height < 25_000);
  await lab.compare({ ...CHOICES, k: 4 });
  assert.equal(colorsOf(lab.pixels()).size, 16);
});

test('a batch makes PNGs of other pictures, and leaves the one held as it is', async () => {
  const lab = await session();
  lab.load(macaw);
  await lab.full(CHOICES);
  const made = (await lab.convert(await sample('paper'), { ...CHOICES, k: 4 }))!;
  assert.equal(made.colors, 4);
  assert.equal((await sharp(made.png).metadata()).width, SAMPLES.find(({ id }) => id === 'paper')!.width);
  assert.equal(colorsOf(lab.pixels()).size, 16);
});

test('a veil covers all pixels but those of one colour', async () => {
  const indices = Uint8Array.of(0, 1, 1, 2, 1, 0);
  const covered = veil(indices, 3, 2, 1);
  assert.deepEqual([covered.width, covered.height], [3, 2]);
  const alphas = Array.from({ length: 6 }, (_, i) => covered.rgba[4 * i + 3] > 0);
  assert.deepEqual(alphas, [true, false, false, true, false, true]);
  const large = new Uint8Array(5000 * 4000);
  large[12_345_678] = 7;
  const coarse = veil(large, 5000, 4000, 7);
  assert.ok(coarse.width * coarse.height <= 4_100_000);
  let clear = 0;
  for (let i = 3; i < coarse.rgba.length; i += 4) if (coarse.rgba[i] === 0) clear++;
  assert.equal(clear, 1, 'a single pixel shows');
});

test('scaling down averages photographs, weighs by alpha, and makes no new colours of few', () => {
  const few = stripes(1000, 1000, ['#ff0000', '#00ff00']);
  assert.equal(scaledDown(few, 1_000_000, 2), few);
  assert.deepEqual(colorsOf(scaledDown(few, 250_000, 2)).size <= 2, true);
  const half = scaledDown(few, 250_000, 5000);
  assert.deepEqual([...half.rgba.subarray(0, 4)], [128, 128, 0, 255]);
  const veiled = scaledDown(stripes(1000, 1000, ['#ff0000', '#00ff0000']), 250_000, 5000);
  assert.deepEqual([...veiled.rgba.subarray(0, 4)], [255, 0, 0, 128]);
  const odd = scaledDown(macaw, 1000, 50_000);
  assert.ok(odd.width * odd.height <= 1100 && odd.width > 30);
});

test('slices end with their generator, or with the signal', async () => {
  function* steps(n: number) {
    for (let i = 0; i < n; i++) yield i;
    return 'done';
  }
  assert.equal(await inSlices(steps(1e5), new AbortController().signal), 'done');
  const abort = new AbortController();
  const endless = inSlices(steps(Number.POSITIVE_INFINITY), abort.signal);
  setTimeout(() => abort.abort(), 5);
  await assert.rejects(endless, { name: 'AbortError' });
});

test('an agenda does the most urgent thing, waits no longer than it must, and tells how it ended', async () => {
  const done: string[] = [];
  const ended: unknown[] = [];
  const todo: Next[] = [];
  const agenda = new Agenda(
    () => todo.shift(),
    (error) => ended.push(error),
  );
  const thing = (name: string) => async () => void done.push(name);
  todo.push(thing('a'), 5000, thing('b'));
  agenda.go();
  assert.equal(agenda.busy, true);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(done, ['a']);
  const begun = performance.now();
  agenda.go();
  await agenda.settled();
  assert.ok(performance.now() - begun < 1000, 'a wait ends when something comes up');
  assert.deepEqual(done, ['a', 'b']);
  assert.equal(agenda.busy, false);
  const failure = new Error('no');
  todo.push(() => Promise.reject(failure), thing('c'));
  agenda.go();
  await agenda.settled();
  assert.deepEqual(ended, [undefined, failure]);
  assert.deepEqual(done, ['a', 'b']);
});

test('colours travel in links, and are sorted', () => {
  const colors = ['#1d2b53', '#ff004d80', '#ffffff'];
  assert.equal(colorsToLink(colors), '1d2b53-ff004d80-ffffff');
  assert.deepEqual(colorsFromLink(colorsToLink(colors)), { colors, bad: 0 });
  assert.deepEqual(colorsFromLink('ABCDEF-abcdefff-xyz-12'), { colors: ['#abcdef'], bad: 2 });
  assert.equal(colorsToLink(Array.from({ length: 65 }, () => '#000000')), '');
  const palette = ['#ffffff', '#ff0000', '#000000', '#0000ff', '#400000'];
  const order = (by: 'hue' | 'lightness' | 'share') =>
    sortColors(palette, [1, 2, 3, 4, 5], by).map((i) => palette[i]);
  assert.deepEqual(order('share'), [...palette].reverse());
  assert.deepEqual(order('lightness'), ['#000000', '#400000', '#0000ff', '#ff0000', '#ffffff']);
  assert.deepEqual(order('hue'), ['#000000', '#ffffff', '#400000', '#ff0000', '#0000ff']);
  assert.deepEqual(channels('#01020304'), [1, 2, 3, 4]);
  assert.deepEqual(['#000', '#fff'], [inkOn('#ffff00'), inkOn('#0000ff')]);
});

test('swatches fill their block, and keys lead through it', () => {
  for (let count = 1; count <= 256; count++) {
    for (const aspect of [1.3, 5.5]) {
      const columns = columnsFor(count, aspect);
      const rows = Math.ceil(count / columns);
      assert.ok(rows * columns - count <= 2 + count * 0.15, `${count} in ${columns} columns`);
      const shape = (aspect * rows) / columns;
      assert.ok(count < 6 || (shape > 0.5 && shape < 4), `${count} of shape ${shape}`);
    }
  }
  assert.equal(moveTo('ArrowDown', 3, 16, 8), 11);
  assert.equal(moveTo('ArrowDown', 11, 16, 8), 11);
  assert.equal(moveTo('End', 0, 16, 8), 15);
  assert.equal(moveTo('a', 0, 16, 8), undefined);
});

test('errors as a histogram', () => {
  const errors = Array.from({ length: 64 }, (_, i) => (i < 4 ? 100 : 0));
  const bins = errorBins(errors);
  assert.equal(bins.length, 8);
  assert.deepEqual(bins[1], { from: 0.25, to: 0.5, pixels: 100, share: 0.25, last: false });
  assert.equal(quantile(errors, 0.5), 0.5);
  const far = Array.from({ length: 64 }, () => 1);
  assert.equal(
    errorBins(far).reduce((sum, { pixels }) => sum + pixels, 0),
    64,
  );
});

const shown = async (changes: Partial<Choices> = {}): Promise<Shown> => {
  const lab = await session();
  const loaded = lab.load(macaw);
  const { width, height } = macaw;
  const { result } = (await lab.full({ ...CHOICES, ...changes }))!;
  return {
    source: { kind: 'sample', id: 'macaw' },
    picture: { name: 'Scarlet macaw', width, height, bytes: 32_312, notes: [], openMs: 1, ...loaded },
    result,
    pngBytes: 99_000,
  };
};

test('sentences', async () => {
  const state = await shown();
  assert.match(
    resultSentence(state),
    /^Scarlet macaw: 16 colours instead of [\d,]+, mean squared error [\d.]+ \([\d.]+\u202fdB\)\.$/,
  );
  assert.equal(sizeHint(state, CHOICES), '');
  assert.match(sizeHint(state, { ...CHOICES, k: 1, locked: ['#000000', '#ffffff'] }), /2 colours are locked/);
  assert.match(sizeHint(state, { ...CHOICES, own: ['#000000'] }), /your own, of 1 colour\./);
  assert.match(savingSentence(1000, 250), /75% smaller/);
  assert.match(savingSentence(1000, 2500), /larger than the file/);
  const clear = { ...state.picture, transparent: macaw.width * macaw.height };
  assert.match(pictureNotes(clear).join(), /transparent/);
  assert.equal(fileStem('Großer Ara (2).final.JPEG'), 'gro-er-ara-2-final');
  assert.equal(fileStem('…'), 'picture');
});

test('code says what is on screen', async () => {
  const plain = snippets(await shown());
  assert.match(plain[0].code, /quantize\(histogram, \{ k: 16, space: 'srgb', mode: 'fast' \}\)/);
  assert.equal(plain[1].code.match(/\b[\da-f]{6}\b/g)?.length, 16);
  assert.match(plain[2].code, /KMeans\(min\(16/);
  const locked = snippets(
    await shown({ locked: ['#ff00ff'], mode: 'best', seed: 3, dither: 'atkinson', strength: 0.5 }),
  );
  assert.match(locked[0].code, /\n {2}ff00ffff\n/);
  assert.match(locked[0].code, /mode: 'best', seed: 3, locked/);
  assert.match(locked[0].code, /dither: 'atkinson', strength: 0\.5/);
});
