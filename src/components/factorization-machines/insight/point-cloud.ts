import type { PointCloud } from './props.ts';

/** As many rows as are drawn and told, evenly from all of them. */
export function pointCloud(truth: ArrayLike<number>, predicted: ArrayLike<number>, most = 2000): PointCloud {
  const of = truth.length;
  const count = Math.min(of, most);
  const at = (i: number) => Math.floor((i * of) / count);
  return {
    truth: Float64Array.from({ length: count }, (_, i) => truth[at(i)]),
    predicted: Float64Array.from({ length: count }, (_, i) => predicted[at(i)]),
    of,
  };
}

/** From the least to the greatest of all values, with a little room; of nothing 0 to 1. */
export function rangeOf(...parts: ArrayLike<number>[]): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts)
    for (let i = 0; i < part.length; i++) {
      least = Math.min(least, part[i]);
      most = Math.max(most, part[i]);
    }
  if (!(least <= most)) return [0, 1];
  const room = (most - least || Math.abs(most) || 1) * 0.04;
  return [least - room, most + room];
}
