import type { NineNetwork } from './nine-results.ts';

/** What the same signal-to-noise ratio takes with an ideal entropy coder, in bytes: with equal steps, and with k-means. */
export interface RateShown {
  bits: number;
  sqnr: number;
  steps: number;
  kmeans: number;
}

/** For equal steps at so many bits; between two depths of k-means, bytes are told along a straight line. */
export function rateOf({ depths }: NineNetwork, bits: number): RateShown {
  const steps = depths.find((depth) => depth.method === 'uniform' && depth.bits === bits)!;
  const sqnr = steps.sqnr ?? 0;
  const kmeans = depths.filter(({ method }) => method === 'kmeans').toSorted((a, b) => a.bits - b.bits);
  const above = kmeans.findIndex((depth) => (depth.sqnr ?? 0) >= sqnr);
  const [less, more] = [kmeans[above - 1], kmeans[above]];
  const share = (sqnr - less.sqnr!) / (more.sqnr! - less.sqnr!);
  return {
    bits,
    sqnr: Number(sqnr.toFixed(1)),
    steps: steps.entropy,
    kmeans: Math.round(less.entropy + share * (more.entropy - less.entropy)),
  };
}
