import type { Mode, Space } from '../../../src/engine/color-quantization/quantization.ts';

/** The ways of our engine that are measured, by their names in the tables. */
export const WAYS = {
  'ours, sRGB, fast': { space: 'srgb', mode: 'fast' },
  'ours, sRGB, best': { space: 'srgb', mode: 'best' },
  'ours, sRGB, instant': { space: 'srgb', mode: 'instant' },
  'ours, OKLab, fast': { space: 'oklab', mode: 'fast' },
  'ours, OKLab, best': { space: 'oklab', mode: 'best' },
} satisfies Record<string, { space: Space; mode: Mode }>;

export type Way = keyof typeof WAYS;

/** Whether a row of a table is about our engine. */
export function isOurs(name: string): name is Way {
  return name in WAYS;
}
