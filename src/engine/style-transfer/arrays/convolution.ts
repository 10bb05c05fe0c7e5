import type { Shape } from '../graph.ts';
import type { Convolution } from '../network.ts';

// Kernels are small and pictures padded by zeros: of each kernel only the rows and columns that fall on the picture are used.

/** One row of a convolution's output, bias included, before anything is added to it and before ReLU. */
export function convolveRow(
  { size, inputs, outputs, weights, bias }: Convolution,
  { width, height }: Shape,
  input: Float64Array,
  output: Float64Array,
  y: number,
): void {
  const reach = size >> 1;
  for (let x = 0; x < width; x++) {
    const to = (y * width + x) * outputs;
    for (let o = 0; o < outputs; o++) output[to + o] = bias[o];
    for (let ky = Math.max(0, reach - y); ky < Math.min(size, height + reach - y); ky++) {
      for (let kx = Math.max(0, reach - x); kx < Math.min(size, width + reach - x); kx++) {
        const from = ((y + ky - reach) * width + x + kx - reach) * inputs;
        let w = (ky * size + kx) * inputs * outputs;
        for (let i = 0; i < inputs; i++, w += outputs) {
          const value = input[from + i];
          if (value === 0) continue; // half of what ReLU leaves
          for (let o = 0; o < outputs; o++) output[to + o] += value * weights[w + o];
        }
      }
    }
  }
}

/** Adds to one row of the gradient at a convolution's input what comes from the gradient at its output, taken before ReLU. */
export function convolveRowBack(
  { size, inputs, outputs, weights }: Convolution,
  { width, height }: Shape,
  slopeOut: Float64Array,
  slopeIn: Float64Array,
  y: number,
): void {
  const reach = size >> 1;
  for (let x = 0; x < width; x++) {
    const to = (y * width + x) * inputs;
    // The output pixel that sees this one through (ky, kx) lies the other way.
    for (let ky = Math.max(0, y + reach + 1 - height); ky < Math.min(size, y + reach + 1); ky++) {
      for (let kx = Math.max(0, x + reach + 1 - width); kx < Math.min(size, x + reach + 1); kx++) {
        const from = ((y + reach - ky) * width + x + reach - kx) * outputs;
        let w = (ky * size + kx) * inputs * outputs;
        for (let i = 0; i < inputs; i++, w += outputs) {
          let sum = 0;
          for (let o = 0; o < outputs; o++) sum += slopeOut[from + o] * weights[w + o];
          slopeIn[to + i] += sum;
        }
      }
    }
  }
}
