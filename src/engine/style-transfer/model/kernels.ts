/** How kernels lie: rows, columns, in, out (TensorFlow), or out, in, rows, columns (PyTorch). */
export type Order = 'hwio' | 'oihw';

/** Kernels of any size as HWIO, in an array of their own. */
export function hwioOf(
  kernels: Float32Array,
  order: Order,
  inputs: number,
  outputs: number,
): Float32Array<ArrayBuffer> {
  if (order === 'hwio') return new Float32Array(kernels);
  const result = new Float32Array(kernels.length);
  const pixels = kernels.length / (inputs * outputs);
  for (let out = 0, at = 0; out < outputs; out++)
    for (let channel = 0; channel < inputs; channel++)
      for (let pixel = 0; pixel < pixels; pixel++, at++)
        result[(pixel * inputs + channel) * outputs + out] = kernels[at];
  return result;
}

/** For a first layer that took blue, green and red: exchanges blue and red. */
export function fromCaffe(weights: Float32Array, outputs: number): void {
  for (let pixel = 0; pixel < 9; pixel++) {
    const blue = pixel * 3 * outputs;
    const red = blue + 2 * outputs;
    const kept = weights.slice(blue, blue + outputs);
    weights.copyWithin(blue, red, red + outputs);
    weights.set(kept, red);
  }
}

/** torchvision's mean and deviation of red, green and blue in 0..1: [0.485, 0.456, 0.406] goes with its network's `mean`. */
const DEVIATION = [0.229, 0.224, 0.225];

/** For a first layer that took red, green and blue in units of their deviation: scales it to take 0..255. */
export function fromTorchvision(weights: Float32Array, outputs: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] /= 255 * DEVIATION[Math.floor(i / outputs) % 3];
}
