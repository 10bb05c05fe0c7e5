import { InvalidInputError } from '../errors.ts';
import type { Weights } from './weights.ts';

/** An array with its shape, as a file holds it. */
export interface SavedArray {
  shape: readonly number[];
  data: ArrayLike<number>;
}

/** The arrays of a file of pyfms, as `numpy.savez` gets them: w0 of shape (1,), w1 of (d,), v of (k, d), all float64. */
export function arraysOf({ d, k, w0, w1, V }: Weights) {
  return {
    w0: { shape: [1], data: Float64Array.of(w0) },
    w1: { shape: [d], data: w1 },
    v: { shape: [k, d], data: V },
  };
}

/** Weights from such arrays. `InvalidInputError` where one is missing, of another shape, or holds what is no finite number. */
export function weightsOf(arrays: Readonly<Record<string, SavedArray | undefined>>): Weights {
  const { w0, w1, v } = arrays;
  if (!w0 || !w1 || !v) {
    const found = Object.keys(arrays);
    throw new InvalidInputError(
      `Weights are three arrays, w0, w1 and v; the file has ${found.length > 0 ? found.slice(0, 5).join(', ') : 'none'}. Give one that pyfms or this page has saved.`,
    );
  }
  const [k, d] = v.shape.length === 2 ? (v.shape as [number, number]) : [Number.NaN, Number.NaN];
  const fits =
    w0.data.length === 1 && w1.shape.length === 1 && w1.data.length === d && v.data.length === k * d;
  if (!fits || d < 1)
    throw new InvalidInputError(
      `The arrays do not fit together: w0 has shape (${w0.shape}), w1 (${w1.shape}), v (${v.shape}); they should have (1), (d) and (k, d).`,
    );
  for (const [name, { data }] of Object.entries({ w0, w1, v }))
    for (let i = 0; i < data.length; i++)
      if (!Number.isFinite(data[i]))
        throw new InvalidInputError(
          `Number ${i + 1} of ${name} is not finite: the run that saved it had diverged.`,
        );
  return { d, k, w0: w0.data[0], w1: Float64Array.from(w1.data), V: Float64Array.from(v.data) };
}

/** The weights as JSON: { "w0": number, "w1": [d numbers], "v": [k lists of d numbers] }, each exactly as it is. */
export function weightsJson({ d, k, w0, w1, V }: Weights): string {
  const v = Array.from({ length: k }, (_, f) => Array.from(V.subarray(f * d, (f + 1) * d)));
  return `${JSON.stringify({ w0, w1: Array.from(w1), v })}\n`;
}

/** The way back. `InvalidInputError` for anything else. */
export function weightsOfJson(text: string): Weights {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new InvalidInputError('The file is no JSON. Give one that this page has saved.');
  }
  const { w0, w1, v } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<
    string,
    unknown
  >;
  const isList = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'number');
  if (typeof w0 !== 'number' || !isList(w1) || !Array.isArray(v) || !v.every(isList))
    throw new InvalidInputError(
      'The file has not the form { "w0": a number, "w1": a list of numbers, "v": a list of such lists }. Give one that this page has saved.',
    );
  const odd = v.findIndex((row) => row.length !== w1.length);
  if (odd >= 0)
    throw new InvalidInputError(
      `List ${odd + 1} of v has ${v[odd]?.length} numbers, and w1 has ${w1.length}; they should have the same.`,
    );
  return weightsOf({
    w0: { shape: [1], data: [w0] },
    w1: { shape: [w1.length], data: w1 },
    v: { shape: [v.length, w1.length], data: v.flat() },
  });
}
