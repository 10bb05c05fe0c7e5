import type { Settings } from '../../engine/style-transfer/stylize/settings.ts';
import type { Choices, Raster } from './views.ts';

/** A level of the pyramid is about this large at its coarsest: large enough for a brush, small enough to be quick. */
const COARSEST = 64;

/**
 * Steps of each level, the coarsest first: level by level twice as large, and as many fewer as the level is late (3 : 2 : 1). Where all
 * is done at once there is one level. Every level has a step at least.
 */
export function stepsByLevel({
  size,
  steps,
  pyramid,
}: Pick<Choices, 'size' | 'steps' | 'pyramid'>): number[] {
  const levels = pyramid ? Math.min(steps, Math.max(1, Math.floor(Math.log2(size / COARSEST)) + 1)) : 1;
  const parts = (levels * (levels + 1)) / 2;
  const later = Array.from({ length: levels - 1 }, (_, i) =>
    Math.max(1, Math.round((steps * (levels - 1 - i)) / parts)),
  );
  return [steps - later.reduce((sum, count) => sum + count, 0), ...later];
}

/** Weight of the content for a strength of the style, relative to the usual one: 1 at 50, a tenth at 75. */
export const contentFactor = (strength: number): number => 10 ** ((50 - strength) / 25);

/** What the engine is asked for. `defaults` are its own; `styleLayers` those of the network, in its order. */
export function settingsOf(
  choices: Choices,
  defaults: Pick<Settings, 'contentWeight' | 'totalVariation'>,
  styleLayers: readonly string[],
): Partial<Settings> {
  const { size, strength, smoothness, without, brush, keepColors, start, optimizer, seed } = choices;
  const kept = styleLayers.filter((name) => !without.includes(name));
  return {
    ...{ size, keepColors, start, optimizer, seed },
    steps: stepsByLevel(choices),
    contentWeight: defaults.contentWeight * contentFactor(strength),
    totalVariation: (defaults.totalVariation * smoothness) / 100,
    styleScale: brush / 100,
    ...(kept.length > 0 &&
      kept.length < styleLayers.length && {
        styleWeights: Object.fromEntries(kept.map((name) => [name, 1])),
      }),
  };
}

/** Pixels of a picture of this shape once its longest side has `size`, at least 1 × 1. */
export function pixelsAt({ width, height }: Pick<Raster, 'width' | 'height'>, size: number): number {
  const factor = size / Math.max(width, height);
  return Math.max(1, Math.round(width * factor)) * Math.max(1, Math.round(height * factor));
}

/** Steps times megapixels of a whole run: what its time is proportional to. */
export function workOf(
  shape: Pick<Raster, 'width' | 'height'>,
  choices: Pick<Choices, 'size' | 'steps' | 'pyramid'>,
): number {
  const steps = stepsByLevel(choices);
  return steps.reduce(
    (sum, count, level) =>
      sum + (count * pixelsAt(shape, choices.size / 2 ** (steps.length - 1 - level))) / 1e6,
    0,
  );
}
