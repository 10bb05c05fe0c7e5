import { uint8View } from '../wasm.ts';
import { checkPalette, checkRemap, noMemory } from './checks.ts';
import { ALPHA, DITHER, NO_MEMORY, SPACE, TILE } from './core.ts';
import type { Counted } from './counted.ts';
import type { RemapOptions, Remapped } from './quantization.ts';

/** `ColorQuantizer.remapSteps`, of the picture that `histogram` counted: gives way after each tile. */
export function* remap(
  histogram: Counted,
  rgba: Uint8Array | Uint8ClampedArray,
  palette: Uint8Array,
  options: RemapOptions,
): Generator<undefined, Remapped> {
  const size = checkPalette(palette);
  const pixels = rgba.length / 4;
  checkRemap(options, pixels);
  const { width = 1, dither = 'none', strength = 1, space = 'srgb', alpha = 'blend' } = options;
  const { core } = histogram;
  const pointer = histogram.live();
  uint8View(core, core.color_quantization_palette(pointer), palette.length).set(palette);
  const status = core.color_quantization_remap(
    pointer,
    size,
    SPACE[space],
    ALPHA[alpha],
    DITHER[dither],
    strength,
    width,
  );
  if (status === NO_MEMORY) throw noMemory();

  const indices = new Uint8Array(pixels);
  const out = new Uint8ClampedArray(4 * pixels);
  const most = dither === 'none' ? TILE : Math.floor(TILE / width) * width; // whole rows
  for (let done = 0; done < pixels; done += most) {
    const some = Math.min(most, pixels - done);
    const tile = uint8View(core, core.color_quantization_pixels(pointer), 4 * some);
    tile.set(rgba.subarray(4 * done, 4 * (done + some)));
    core.color_quantization_remap_tile(pointer, some); // takes no memory, so the view stays
    out.set(tile, 4 * done);
    indices.set(uint8View(core, core.color_quantization_indices(pointer), some), done);
    yield;
  }
  return { indices, rgba: out, mse: core.color_quantization_remap_error(pointer) / pixels / 3 };
}
