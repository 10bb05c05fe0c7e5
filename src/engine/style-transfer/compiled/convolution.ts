import type { Core } from '../core.ts';
import type { Work } from '../executor.ts';
import { bytesOf, PIECE, perPiece } from './sizes.ts';

/** A convolution in one of its directions, with channels in fours: packed weights, and what it reads and writes. */
export interface Kernel {
  size: number;
  inputs: number;
  outputs: number;
  packed: number;
}

/** What is added to a result and done with it before it is stored; pointers, 0 for none. */
export interface End {
  bias?: number;
  plus?: number;
  gate?: number;
  relu?: boolean;
}

interface Size {
  width: number;
  height: number;
}

/** Kernels are not worth being transformed for fewer pixels than these. */
const LEAST_PIXELS = 40;

const inTiles = ({ size }: Kernel, { width, height }: Size) => size === 3 && width * height >= LEAST_PIXELS;

const tilesOf = ({ width, height }: Size) => Math.ceil(width / 4) * Math.ceil(height / 4);

const rowsPerPiece = ({ size, inputs, outputs }: Kernel, { width, height }: Size) =>
  Math.min(height, perPiece(width * size * size * inputs * outputs));

/** Bytes of kernels spread for tiles: four times as large as packed, so they are spread anew each time, which takes little. */
const bytesOfSpread = (core: Core, { inputs, outputs }: Kernel) =>
  bytesOf(core.style_transfer_kernels(inputs, outputs));

/** Bytes that `convolve` needs for what is between. */
export function scratchOf(core: Core, kernel: Kernel, picture: Size): number {
  const { size, inputs, outputs } = kernel;
  if (inTiles(kernel, picture))
    return bytesOfSpread(core, kernel) + bytesOf(core.style_transfer_tiles(inputs, outputs));
  const rows = rowsPerPiece(kernel, picture);
  return size === 1 ? 0 : bytesOf((rows + size - 1) * (picture.width + size - 1) * inputs);
}

/** A convolution of a picture of this size at x, to y. */
export function* convolve(
  core: Core,
  kernel: Kernel,
  picture: Size,
  x: number,
  { bias = 0, plus = 0, gate = 0, relu = false }: End,
  y: number,
  scratch: number,
): Work<void> {
  const { size, inputs, outputs, packed } = kernel;
  const { width, height } = picture;
  if (!inTiles(kernel, picture)) {
    const rows = rowsPerPiece(kernel, picture);
    for (let row = 0; row < height; row += rows) {
      const last = Math.min(height, row + rows);
      core.style_transfer_convolve(
        ...([x, height, width, inputs, packed, size, outputs, bias, plus, gate, Number(relu), y] as const),
        ...([scratch, row, last] as const),
      );
      yield;
    }
    return;
  }

  yield* spreadKernels(core, kernel, scratch);
  const between = scratch + bytesOfSpread(core, kernel);
  const doTiles = (first: number, count: number, firstPlane: number, lastPlane: number) =>
    core.style_transfer_convolve_tiles(
      ...([x, height, width, inputs, scratch, outputs, bias, plus, gate, Number(relu), y, between] as const),
      ...([first, count, firstPlane, lastPlane] as const),
    );
  const tiles = tilesOf(picture);
  const block = core.style_transfer_block();
  const products = block * inputs * outputs;
  if (36 * products <= PIECE) {
    const count = block * perPiece(36 * products);
    for (let tile = 0; tile < tiles; tile += count) {
      doTiles(tile, Math.min(count, tiles - tile), 0, 36);
      yield;
    }
    return;
  }
  const planes = perPiece(products);
  for (let tile = 0; tile < tiles; tile += block)
    for (let plane = 0; plane < 36; plane += planes) {
      doTiles(tile, Math.min(block, tiles - tile), plane, Math.min(36, plane + planes));
      yield;
    }
}

function* spreadKernels(core: Core, { packed, inputs, outputs }: Kernel, spread: number): Work<void> {
  const panels = Math.ceil(outputs / 8);
  const some = perPiece(64 * 8 * inputs);
  for (let panel = 0; panel < panels; panel += some) {
    const last = Math.min(panels, panel + some);
    core.style_transfer_spread_kernels(packed, inputs, outputs, panel, last, spread);
    yield;
  }
}
