import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { type Random, seeded } from '../../src/engine/random.ts';
import { encodeIndexedPng, encodeRgbaPng } from '../../src/lib/png.ts';

const whole = (random: Random, below: number) => Math.floor(random() * below);
const bytes = (random: Random, count: number) => Uint8Array.from({ length: count }, () => whole(random, 256));

/** What an independent decoder (libspng, in sharp) makes of a PNG. */
async function decoded(png: Uint8Array) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: Uint8Array.from(data) };
}

/** The chunks of a PNG, each with its checksum held to zlib's. */
function chunksOf(png: Uint8Array): { type: string; data: Uint8Array }[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const end = at + 8 + view.getUint32(at);
    assert.equal(view.getUint32(end), crc32(png.subarray(at + 4, end)));
    chunks.push({
      type: String.fromCharCode(...png.subarray(at + 4, at + 8)),
      data: png.subarray(at + 8, end),
    });
    at = end + 4;
  }
  return chunks;
}

const chunk = (png: Uint8Array, type: string) => chunksOf(png).find((each) => each.type === type)?.data;

function colored(indices: Uint8Array, palette: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: indices.length * 4 }, (_, i) => palette[indices[i >> 2] * 4 + (i & 3)]);
}

for (const [from, to, depth] of [
  [1, 2, 1],
  [3, 4, 2],
  [5, 16, 4],
  [17, 256, 8],
]) {
  test(`pictures of ${from} to ${to} colours decode to what they were, at ${depth} bits a pixel`, async () => {
    const random = seeded(depth);
    for (let round = 0; round < 24; round++) {
      const [width, height] = round === 0 ? [1, 1] : [1 + whole(random, 40), 1 + whole(random, 12)];
      const colors = [from, to, from + whole(random, to - from + 1)][round % 3];
      const palette = bytes(random, colors * 4);
      if (round % 4 === 0) for (let i = 3; i < palette.length; i += 4) palette[i] = 255;
      const indices = Uint8Array.from({ length: width * height }, () => whole(random, colors));
      const png = await encodeIndexedPng({ width, height, indices, palette });
      assert.deepEqual(await decoded(png), { width, height, rgba: colored(indices, palette) });
      assert.equal(chunk(png, 'IHDR')?.[8], depth);
      assert.equal(chunk(png, 'PLTE')?.length, colors * 3);
    }
  });
}

test('a large picture of a palette decodes to what it was', async () => {
  const random = seeded(7);
  const [width, height] = [2003, 601];
  const palette = bytes(random, 13 * 4);
  const indices = Uint8Array.from({ length: width * height }, () => whole(random, 13));
  const png = await encodeIndexedPng({ width, height, indices, palette });
  assert.deepEqual(await decoded(png), { width, height, rgba: colored(indices, palette) });
});

test('alpha is written up to the last colour that is not opaque, and not at all where all are', async () => {
  const alphas = async (...values: number[]) => {
    const palette = Uint8Array.from(values.flatMap((alpha) => [1, 2, 3, alpha]));
    const png = await encodeIndexedPng({ width: 1, height: 1, indices: Uint8Array.of(0), palette });
    return chunk(png, 'tRNS') && [...(chunk(png, 'tRNS') ?? [])];
  };
  assert.equal(await alphas(255, 255, 255), undefined);
  assert.deepEqual(await alphas(0, 255, 255), [0]);
  assert.deepEqual(await alphas(255, 128, 255), [255, 128]);
  assert.deepEqual(await alphas(255, 0, 7), [255, 0, 7]);
});

test('a file says that its colours are sRGB, before them', async () => {
  const types = (png: Uint8Array) => chunksOf(png).map(({ type }) => type);
  const palette = Uint8Array.of(9, 9, 9, 0);
  const indexed = await encodeIndexedPng({ width: 1, height: 1, indices: Uint8Array.of(0), palette });
  assert.deepEqual(types(indexed), ['IHDR', 'sRGB', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
  const rgba = await encodeRgbaPng({ width: 1, height: 1, rgba: palette });
  assert.deepEqual(types(rgba), ['IHDR', 'sRGB', 'IDAT', 'IEND']);
});

test('pictures of free colours decode to what they were, with alpha and without', async () => {
  const random = seeded(8);
  for (let round = 0; round < 40; round++) {
    const [width, height] = round === 0 ? [1, 1] : [1 + whole(random, 50), 1 + whole(random, 200)];
    const rgba = round % 2 ? slopes(random, width, height) : bytes(random, width * height * 4);
    if (round % 4 > 1) for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
    const png = await encodeRgbaPng({ width, height, rgba: new Uint8ClampedArray(rgba) });
    assert.deepEqual(await decoded(png), { width, height, rgba });
    const opaque = rgba.every((value, i) => i % 4 < 3 || value === 255);
    assert.equal(chunk(png, 'IHDR')?.[9], opaque ? 2 : 6);
  }
});

test('each filter is used where it is best, and undone by the decoder', async () => {
  const [width, height] = [200, 100];
  const random = seeded(11);
  const noise = bytes(random, width * height);
  const pictures: ((x: number, y: number, i: number) => number)[] = [
    (_x, _y, i) => (noise[i] & 1) * 200, // none
    (x, y) => x * y, // sub
    (x, y) => noise[x] + (y % 3), // up
    (x, y) => 40 * Math.sin(x / 9) * Math.cos(y / 9) + noise[x * 7 + y] / 4, // average
    (x, y) => noise[x] + noise[y], // Paeth
  ];
  const used = new Set<number>();
  for (const value of pictures) {
    const rgba = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
      (i & 3) === 3 ? 255 : value((i >> 2) % width, Math.floor((i >> 2) / width), i >> 2),
    );
    const png = await encodeRgbaPng({ width, height, rgba });
    assert.deepEqual(await decoded(png), { width, height, rgba });
    const rows = inflateSync(chunk(png, 'IDAT')!);
    for (let at = 0; at < rows.length; at += width * 3 + 1) used.add(rows[at]);
  }
  assert.deepEqual([...used].sort(), [0, 1, 2, 3, 4]);
});

test('smooth pictures are filtered: less than half of what no filter gives', async () => {
  const [width, height] = [300, 300];
  const rgba = slopes(seeded(9), width, height);
  const { length } = await encodeRgbaPng({ width, height, rgba });
  const unfiltered = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ adaptiveFiltering: false })
    .toBuffer();
  assert.ok(length < unfiltered.length / 2, `${length} bytes, ${unfiltered.length} without filters`);
});

test('pictures of few colours are not', async () => {
  const random = seeded(10);
  const [width, height] = [300, 300];
  const palette = bytes(random, 4 * 4);
  const rgba = colored(
    Uint8Array.from({ length: width * height }, () => whole(random, 4)),
    palette,
  );
  const { length } = await encodeRgbaPng({ width, height, rgba });
  const filtered = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .png({ adaptiveFiltering: true })
    .toBuffer();
  assert.ok(length < filtered.length, `${length} bytes, ${filtered.length} with filters`);
});

test('sizes that do not agree are refused', async () => {
  const one = Uint8Array.of(0);
  const black = Uint8Array.of(0, 0, 0, 255);
  const refused = (width: number, height: number, indices: Uint8Array, palette: Uint8Array) =>
    assert.rejects(encodeIndexedPng({ width, height, indices, palette }), { name: 'Error' });
  await refused(2, 1, one, black);
  await refused(0, 0, new Uint8Array(0), black);
  await refused(0.5, 2, one, black);
  await refused(1, 1, one, new Uint8Array(0));
  await refused(1, 1, one, new Uint8Array(7));
  await refused(1, 1, one, new Uint8Array(257 * 4));
  await refused(1, 1, Uint8Array.of(1), black);
  await assert.rejects(encodeRgbaPng({ width: 1, height: 2, rgba: black }), { name: 'Error' });
});

/** Smooth slopes with a little noise, as photographs have. */
function slopes(random: Random, width: number, height: number): Uint8Array<ArrayBuffer> {
  const [a, b] = [1 + random(), 1 + random()];
  return Uint8Array.from({ length: width * height * 4 }, (_, i) => {
    const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
    return Math.round(100 + 60 * Math.sin((a * x) / 30 + (i & 3)) + 60 * Math.cos((b * y) / 40) + random());
  });
}
