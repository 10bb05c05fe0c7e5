import type { Scaling } from '../../../engine/factorization-machines/index.ts';
import type { FeatureName } from './props.ts';

/**
 * The scaling by which a model is told: numbers in standard deviations from their mean, categories as they are, targets in their unit.
 * Sums and ranks of terms by it are of ordinary sizes, and two categories of one column, which never meet, make no pair. `scaling`
 * is the standardization of the rows that were learned from; the model itself may have been trained with any.
 */
export function tellingScaling(scaling: Scaling, features: readonly FeatureName[]): Scaling {
  const isNumber = (j: number) => features[j].category === undefined;
  return {
    mean: scaling.mean.map((mean, j) => (isNumber(j) ? mean : 0)),
    scale: scaling.scale.map((scale, j) => (isNumber(j) ? scale : 1)),
    yMean: 0,
    yScale: 1,
  };
}
