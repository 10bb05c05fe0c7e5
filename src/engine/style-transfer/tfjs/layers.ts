import {
  AvgPoolGrad,
  add,
  avgPool,
  div,
  engine,
  fused,
  MaxPoolGrad,
  maxPool,
  mul,
  relu,
  step,
  type Tensor1D,
  type Tensor4D,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Convolution, Pool } from '../network.ts';

/** Weights of a convolution on the device. */
export interface Kernels {
  /** size x size x inputs x outputs */
  forward: Tensor4D;
  /** Turned by 180 degrees, inputs and outputs exchanged: with it a convolution brings gradients back. */
  backward: Tensor4D;
  bias: Tensor1D;
}

/** 1 x height x width x outputs. */
export function convolve(
  { relu: rectified }: Convolution,
  { forward, bias }: Kernels,
  x: Tensor4D,
  plus: Tensor4D | undefined,
): Tensor4D {
  const common = { x, filter: forward, strides: 1, pad: 'same', bias } as const;
  if (!plus) return fused.conv2d({ ...common, activation: rectified ? 'relu' : 'linear' });
  return tidy(() => {
    const y = add(fused.conv2d(common), plus) as Tensor4D;
    return rectified ? relu(y) : y;
  });
}

/** The gradient before ReLU, of that after it. */
export const throughRelu = (slope: Tensor4D, output: Tensor4D): Tensor4D =>
  tidy(() => mul(slope, step(output)));

/**
 * The gradient at a convolution's input, of that at its output: the convolution with turned kernels. The gradient that tfjs has itself would be another
 * kernel, which runs several times slower on all its backends.
 */
export const convolveBack = ({ backward }: Kernels, slope: Tensor4D): Tensor4D =>
  fused.conv2d({ x: slope, filter: backward, strides: 1, pad: 'same' });

/** Window 2 goes with stride 2, window 3 with stride 1 and the same size. */
const strideAndPad = (window: 2 | 3) =>
  window === 2 ? ({ strides: 2, pad: 'valid' } as const) : ({ strides: 1, pad: 'same' } as const);

/** 1 x height x width x channels. */
export function pooled({ kind, window }: Pool, x: Tensor4D): Tensor4D {
  const { strides, pad } = strideAndPad(window);
  return kind === 'max' ? maxPool(x, window, strides, pad) : avgPool(x, window, strides, pad);
}

/** The gradient at a pool's input, of that at its output. */
export function pooledBack(
  { kind, window }: Pool,
  input: Tensor4D,
  output: Tensor4D,
  slope: Tensor4D,
): Tensor4D {
  const attributes = { filterSize: window, ...strideAndPad(window) };
  if (kind === 'max')
    return engine().runKernel(MaxPoolGrad, { dy: slope, input, output }, attributes) as Tensor4D;
  if (window === 2) return engine().runKernel(AvgPoolGrad, { dy: slope, input }, attributes) as Tensor4D;
  // tfjs divides by 9 at the border too. The transposed of sum / count is the sum of quotients, and that is mean * count.
  return tidy(() => {
    const [, height, width] = input.shape;
    const counts = countsOf(height, width);
    return mul(avgPool(div(slope, counts) as Tensor4D, 3, 1, 'same'), counts) as Tensor4D;
  });
}

/** How many pixels of the picture lie in the window of 3 around each. */
function countsOf(height: number, width: number): Tensor4D {
  const along = (i: number, n: number) => 1 + Number(i > 0) + Number(i < n - 1);
  const counts = Float32Array.from(
    { length: height * width },
    (_, i) => along(Math.floor(i / width), height) * along(i % width, width),
  );
  return tensor4d(counts, [1, height, width, 1]);
}
