import type { Method } from '../../../engine/style-transfer/quantize/tensor.ts';

/** How the weights of a network are told. */
export interface Depth {
  /** 32: as float32; 1 to 8: by codebooks of 2^bits levels. */
  bits: number;
  method: Method;
  /** Codebooks made of the float32 weights themselves, not of those of 8 bits. */
  exact: boolean;
}

/** The depths, from the original weights on. */
export const BITS: readonly number[] = [32, 8, 7, 6, 5, 4, 3, 2, 1];

/** The depth at first. */
export const FIRST_DEPTH: Depth = { bits: 8, method: 'kmeans', exact: false };

/** A convolution without its numbers. */
export interface LayerView {
  name: string;
  /** Width and height of its kernels. */
  size: number;
  inputs: number;
  outputs: number;
}

/** A network without its numbers. */
export interface ModelView {
  id: string;
  title: string;
  about: string;
  layers: readonly LayerView[];
  /** Names of the layers whose Gram matrices are compared, and of the one that is compared itself. */
  style: readonly string[];
  content: string;
  /** Most bits of codes that there are, or can be made: 8, or fewer where a file has no more. */
  most: number;
  /** Whether there are float32 weights, in the worker or in a file of this site. */
  floats: boolean;
  /** What reading it found worth saying. */
  notices: readonly string[];
}

/** What weights take, in bytes, and how far they are from the float32 ones. */
export interface Extent {
  packed: number;
  /** By an ideal entropy coder. */
  entropy: number;
  /** Sum of squared distances, and the ratio of signal to noise in dB; undefined where nothing was lost, or the weights are not known. */
  inertia?: number | undefined;
  sqnr?: number | undefined;
}

/** The extent of one layer. */
export interface LayerCost extends Extent {
  name: string;
}

/** The extent of all layers; biases, which stay float32, are counted in. */
export interface Cost extends Extent {
  bits: number;
  layers: readonly LayerCost[];
}

/** Numbers in a layer with kernels of this shape. */
export const weightsIn = ({ size, inputs, outputs }: LayerView) => size * size * inputs * outputs;

/** Bytes of a layer at a depth: codes without gaps and a codebook of float32, or float32 itself. */
export function layerBytes(layer: LayerView, bits: number): number {
  const count = weightsIn(layer);
  if (bits === 32) return 4 * count;
  return Math.ceil((count * bits) / 8) + 4 * Math.min(2 ** bits, count);
}

/** Bytes of the biases. */
export const biasBytes = (layers: readonly LayerView[]) =>
  layers.reduce((sum, { outputs }) => sum + 4 * outputs, 0);

/** Bytes of a network at a depth, packed: known without any of its weights, but that codebooks may turn out shorter. */
export const networkBytes = (layers: readonly LayerView[], bits: number) =>
  layers.reduce((sum, layer) => sum + layerBytes(layer, bits), biasBytes(layers));
