import type { Shape } from '../graph.ts';
import type { Pool } from '../network.ts';

/** One row of a pool's output. `input` has the shape `from`, `output` the shape `to`. */
export function poolRow(
  pool: Pool,
  from: Shape,
  to: Shape,
  input: Float64Array,
  output: Float64Array,
  y: number,
): void {
  const { channels } = from;
  for (let x = 0; x < to.width; x++) {
    const at = (y * to.width + x) * channels;
    const [top, bottom] = span(pool, y, from.height);
    const [left, right] = span(pool, x, from.width);
    const count = (bottom - top) * (right - left);
    for (let c = 0; c < channels; c++) {
      let value = pool.kind === 'max' ? Number.NEGATIVE_INFINITY : 0;
      for (let v = top; v < bottom; v++) {
        for (let u = left; u < right; u++) {
          const one = input[(v * from.width + u) * channels + c];
          value = pool.kind === 'max' ? Math.max(value, one) : value + one;
        }
      }
      output[at + c] = pool.kind === 'max' ? value : value / count;
    }
  }
}

/** Adds to the gradient at a pool's input what comes from one row of its output. Of equal maxima the first, row after row, takes it all. */
export function poolRowBack(
  pool: Pool,
  from: Shape,
  to: Shape,
  input: Float64Array,
  slopeOut: Float64Array,
  slopeIn: Float64Array,
  y: number,
): void {
  const { channels } = from;
  for (let x = 0; x < to.width; x++) {
    const at = (y * to.width + x) * channels;
    const [top, bottom] = span(pool, y, from.height);
    const [left, right] = span(pool, x, from.width);
    const count = (bottom - top) * (right - left);
    for (let c = 0; c < channels; c++) {
      const slope = slopeOut[at + c];
      let best = -1;
      for (let v = top; v < bottom; v++) {
        for (let u = left; u < right; u++) {
          const i = (v * from.width + u) * channels + c;
          if (pool.kind === 'average') slopeIn[i] += slope / count;
          else if (best < 0 || input[i] > input[best]) best = i;
        }
      }
      if (best >= 0) slopeIn[best] += slope;
    }
  }
}

/** Where a window begins and ends along one side of the input. */
function span({ window }: Pool, at: number, length: number): [from: number, to: number] {
  return window === 2 ? [2 * at, 2 * at + 2] : [Math.max(0, at - 1), Math.min(length, at + 2)];
}
