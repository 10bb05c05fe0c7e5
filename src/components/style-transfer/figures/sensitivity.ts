/** One layer of a network quantized, all others as they were. */
export interface SensitivityShown {
  title: string;
  /** The layer whose Gram matrix is compared. */
  upTo: string;
  /** Depths, most bits first. */
  bits: number[];
  layers: {
    name: string;
    weights: number;
    /** Relative error of the Gram matrix at each depth. */
    errors: number[];
  }[];
}

/** Share of full shade for an error: logarithmic, from a hundredth to the largest. */
export function shadeOf(error: number, largest: number): number {
  const least = 0.01;
  if (error <= least) return 0;
  return Math.log(error / least) / Math.log(largest / least);
}
