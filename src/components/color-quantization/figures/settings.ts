import { href } from '../../../site.ts';
import { SAMPLES } from '../samples.ts';
import type { StartChoice } from './starts.ts';

/** Pixels across the pictures in figures, so that two stand side by side and one fits a phone, unscaled. */
export const WIDTH = 320;

/** The picture beside its cloud of colours. */
export const CLOUD = { id: 'macaw', ks: [2, 4, 8, 16, 32, 64], k: 8, cells: 1600 } as const;

/** The picture on which Lloyd's algorithm is watched. */
export const LLOYD = { id: 'brushes', k: 8, cells: 1200, restarts: 200 } as const;

/** From where it is watched first. */
export const FIRST_START: StartChoice = { kind: 'random', seed: 17 };

/** The picture that is quantized in two spaces. */
export const SPACES = {
  id: 'chameleon',
  ks: [4, 8, 16, 32, 64],
  k: 8,
  spaces: ['srgb', 'oklab'],
  cells: 1200,
} as const;

/** The picture that is dithered. */
export const DITHER = {
  id: 'sunset',
  ks: [2, 4, 8, 16, 32],
  k: 8,
  kinds: [
    { kind: 'none', title: 'Nearest colour' },
    { kind: 'floyd-steinberg', title: 'Floyd–Steinberg' },
    { kind: 'atkinson', title: 'Atkinson' },
    { kind: 'blue-noise', title: 'Blue noise' },
  ],
} as const;

/** The pictures whose files are weighed, at their full size. */
export const SIZES = { ids: ['kingfisher', 'starry-night'], ks: [2, 4, 8, 16, 32, 64, 128, 256] } as const;

/** The pictures whose best palettes in shades of gray are known. */
export const GRAY = {
  ids: ['macaw', 'china', 'sunset', 'crab', 'starry-night'],
  ks: [4, 8, 16, 32, 64],
} as const;

/** A sample's title and shape as figures show it. */
export function pictureOf(id: string): { title: string; width: number; height: number } {
  const { title, width, height } = SAMPLES.find((sample) => sample.id === id)!;
  return { title, width: WIDTH, height: Math.round((WIDTH * height) / width) };
}

/** The address of a picture that was computed when the site was built; see stills.build.ts. */
export function stillUrl(name: string): string {
  return href(`posts/color-quantization/${name}.png`);
}
