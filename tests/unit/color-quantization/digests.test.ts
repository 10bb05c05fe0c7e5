import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadColorQuantizer } from './load.ts';
import { FAMILIES, picture } from './pictures.ts';

/** As in wasm/color-quantization/digests.test.cpp, where plain code and SIMD are held to them natively. */
const EXPECTED = { srgb: 0x11efc43f, oklab: 0xec27898c, linear: 0x591937b9 };

for (const space of ['srgb', 'oklab', 'linear'] as const) {
  test(`palettes and dithered pictures in ${space} are, bit for bit, those of the native build`, async () => {
    const quantizer = await loadColorQuantizer();
    let hash = 2166136261;
    const digest = (bytes: Uint8Array | Uint8ClampedArray) => {
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
    };
    for (let family = 0; family < FAMILIES.length; family++) {
      const rgba = picture(family, 900, 100 + family);
      const histogram = quantizer.histogram(rgba, 900, 1);
      for (const mode of ['instant', 'fast', 'best'] as const)
        for (const k of [3, 16, 90]) {
          if (mode === 'best' && k > 3) continue; // as there
          const { palette } = quantizer.quantize(histogram, { k, space, mode });
          digest(palette);
          for (const dither of ['floyd-steinberg', 'atkinson', 'blue-noise', 'ordered'] as const)
            digest(
              quantizer.remap(rgba, palette, { dither, strength: 0.75, width: 100, space, histogram }).rgba,
            );
        }
      histogram.free();
    }
    assert.equal(hash.toString(16), EXPECTED[space].toString(16));
  });
}
