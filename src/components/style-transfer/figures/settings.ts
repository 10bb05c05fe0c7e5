import { href } from '../../../site.ts';

/** The patch of a painting whose Gram matrix is shown. */
export const GRAM = {
  model: 'public/models/half-vgg-8bit.safetensors',
  layer: 'conv1_1',
  channels: 5,
  painting: 'src/components/style-transfer/samples/starry-night.webp',
  /** In the painting's pixels. */
  patch: { left: 143, top: 90, across: 154 },
  side: 36,
  seed: 1,
} as const;

/** The address of a picture that was computed when the site was built; see stills.build.ts. */
export const stillUrl = (name: string): string => href(`posts/style-transfer/${name}.png`);
