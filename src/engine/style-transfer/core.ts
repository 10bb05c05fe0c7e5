import type { CoreExports } from '../wasm.ts';

/** What the module exports: the functions of wasm/style-transfer/style-transfer.h, where they are described. Pointers are numbers; 0 is none. */
export interface Core extends CoreExports {
  style_transfer_spread_colors(
    rgb: number,
    pixels: number,
    red: number,
    green: number,
    blue: number,
    result: number,
  ): void;
  style_transfer_gather_colors(gradient: number, pixels: number, rgb: number): void;
  style_transfer_pack(
    weights: number,
    size: number,
    inputs: number,
    outputs: number,
    backward: number,
    packed: number,
  ): void;
  style_transfer_convolve(
    x: number,
    height: number,
    width: number,
    inputs: number,
    packed: number,
    size: number,
    outputs: number,
    bias: number,
    plus: number,
    gate: number,
    relu: number,
    y: number,
    scratch: number,
    first: number,
    last: number,
  ): void;
  style_transfer_kernels(inputs: number, outputs: number): number;
  style_transfer_spread_kernels(
    packed: number,
    inputs: number,
    outputs: number,
    first: number,
    last: number,
    kernels: number,
  ): void;
  style_transfer_block(): number;
  style_transfer_tiles(inputs: number, outputs: number): number;
  style_transfer_convolve_tiles(
    x: number,
    height: number,
    width: number,
    inputs: number,
    kernels: number,
    outputs: number,
    bias: number,
    plus: number,
    gate: number,
    relu: number,
    y: number,
    scratch: number,
    first: number,
    count: number,
    firstPlane: number,
    lastPlane: number,
  ): void;
  style_transfer_pool(
    x: number,
    height: number,
    width: number,
    channels: number,
    window: number,
    largest: number,
    y: number,
    first: number,
    last: number,
  ): void;
  style_transfer_unpool(
    x: number,
    height: number,
    width: number,
    channels: number,
    window: number,
    largest: number,
    y: number,
    slope: number,
    plus: number,
    gate: number,
    result: number,
    first: number,
    last: number,
  ): void;
  style_transfer_add(x: number, count: number, plus: number, gate: number, y: number): void;
  style_transfer_clear(y: number, count: number): void;
  style_transfer_gram_scratch(channels: number): number;
  style_transfer_gram(features: number, pixels: number, channels: number, scratch: number, G: number): void;
  style_transfer_gram_complete(G: number, channels: number, scale: number): void;
  style_transfer_gram_away(
    G: number,
    target: number,
    channels: number,
    scale: number,
    packed: number,
  ): number;
  style_transfer_features_away(
    features: number,
    target: number,
    count: number,
    scale: number,
    plus: number,
    gate: number,
    result: number,
  ): number;
}
