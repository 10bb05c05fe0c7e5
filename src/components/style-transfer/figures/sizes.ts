/** What the weights of a network take at each depth, in bytes. */
export interface SizesShown {
  title: string;
  weights: number;
  /** At 32 bits. */
  raw: number;
  /** 8 to 1 bits: packed codes, and an ideal entropy coder of order 0; codebooks included. */
  packed: number[];
  entropy: number[] | undefined;
}

/** By how much a codebook derived from that of 8 bits errs more than the best: the worst layer's excess inertia as a share, for 7 to 1 bits. */
export interface DerivedShown {
  bits: number;
  excess: number;
}

/** Kernels of VGG-19, input and output channels of all sixteen 3x3 convolutions. */
export const VGG19_KERNELS: readonly (readonly [number, number])[] = [
  [3, 64],
  [64, 64],
  [64, 128],
  [128, 128],
  [128, 256],
  [256, 256],
  [256, 256],
  [256, 256],
  [256, 512],
  ...Array.from({ length: 7 }, () => [512, 512] as const),
];

/** Bytes of packed codes and codebooks of layers with so many weights. */
export function packedBytesOf(layers: readonly number[], bits: number): number {
  return layers.reduce((sum, weights) => sum + Math.ceil((weights * bits) / 8) + 4 * 2 ** bits, 0);
}
