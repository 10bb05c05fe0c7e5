import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import {
  type Cells,
  type ColorQuantizer,
  createColorQuantizer,
} from '../../../engine/color-quantization/index.ts';

const FOLDER = 'src/components/color-quantization';

/** A picture, decoded. */
export interface Decoded {
  width: number;
  height: number;
  /** RGBA, row by row. */
  rgba: Uint8Array<ArrayBuffer>;
}

/** One engine for everything that is computed while the site is built. */
export const quantizer: Promise<ColorQuantizer> = readFile(
  'src/engine/color-quantization/color-quantization.wasm',
).then(async (wasm) => createColorQuantizer(await WebAssembly.compile(wasm)));

/** A sample picture, or `width` pixels of it across. */
export function openSample(id: string, width?: number): Promise<Decoded> {
  return decode(`${FOLDER}/pictures/${id}.webp`, width);
}

/** The same picture as figures show it: a file of its own, so that a browser decodes what the build decoded. */
export function openFigure(id: string): Promise<Decoded> {
  return decode(`${FOLDER}/figures/pictures/${id}.webp`);
}

async function decode(file: string, width?: number): Promise<Decoded> {
  const { data, info } = await sharp(file)
    .resize(width)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: Uint8Array.from(data) };
}

/** Cells as plain arrays, which is what a script can carry. */
export function plainCells({ colors, counts }: Cells): { colors: number[]; counts: number[] } {
  return { colors: [...colors], counts: [...counts] };
}
