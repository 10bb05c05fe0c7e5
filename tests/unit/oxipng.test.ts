import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { seeded } from '../../src/engine/random.ts';
import { OXIPNG_BYTES, squeezePng } from '../../src/lib/oxipng.ts';
import { encodeIndexedPng } from '../../src/lib/png.ts';

const folder = new URL('../../node_modules/@jsquash/oxipng/codec/pkg/', import.meta.url);
const wasm = readFileSync(new URL('squoosh_oxipng_bg.wasm', folder));

test('the download is as large as the page says', () => {
  const script = readFileSync(new URL('squoosh_oxipng.js', folder));
  const bytes = gzipSync(wasm, { level: 9 }).length + gzipSync(script, { level: 9 }).length;
  assert.ok(Math.abs(OXIPNG_BYTES / bytes - 1) < 0.01, `${bytes} bytes, said to be ${OXIPNG_BYTES}`);
});

test('a squeezed picture has fewer bytes and the same pixels, transparent ones too', async () => {
  const random = seeded(1);
  const [width, height] = [200, 150];
  const indices = Uint8Array.from(
    { length: width * height },
    (_, i) => ((i % width) / 10 + random() * 3) % 16,
  );
  const palette = Uint8Array.from({ length: 64 }, () => random() * 256);
  const png = await encodeIndexedPng({ width, height, indices, palette });
  const squeezed = await squeezePng(png, 2, wasm);
  assert.ok(squeezed.length < png.length, `${squeezed.length} of ${png.length}`);
  const pixels = (file: Uint8Array) => sharp(file).ensureAlpha().raw().toBuffer();
  assert.deepEqual(await pixels(squeezed), await pixels(png));
});

test('what is not a PNG is refused, and the next picture is not', async () => {
  await assert.rejects(squeezePng(Uint8Array.of(1, 2, 3), 2, wasm));
  const palette = Uint8Array.of(0, 0, 0, 255);
  const png = await encodeIndexedPng({ width: 1, height: 1, indices: Uint8Array.of(0), palette });
  assert.ok((await squeezePng(png, 2, wasm)).length <= png.length);
});
