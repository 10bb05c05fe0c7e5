import { seeded } from '../../../src/engine/random.ts';

/** The kinds of `picture`, in the order of wasm/color-quantization/pictures.test.cpp. */
export const FAMILIES = [
  'noise',
  'blobs',
  'few colours',
  'gray',
  'one channel',
  'near colours',
  'alpha',
  'soft edges',
] as const;

/** Pixels of random colours: the very pictures of the C++ tests, for the same seed. */
export function picture(family: number, pixels: number, seed: number): Uint8Array {
  const random = seeded(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const centers = Array.from({ length: 12 }, () => [below(256), below(256), below(256)]);
  const near = (v: number, reach: number) =>
    Math.min(255, Math.max(0, v + below(reach) - Math.floor(reach / 2)));
  const pixel = (): [number, number, number, number?] => {
    const [r, g, b] = centers[below(12)];
    switch (family) {
      case 0:
        return [below(256), below(256), below(256)];
      case 1:
        return [near(r, 40), near(g, 40), near(b, 40)];
      case 2:
        return [r, g, b];
      case 3: {
        const v = near(r, 30);
        return [v, v, v];
      }
      case 4:
        return [near(r, 60), 7, 200];
      case 5:
        return [100 + below(4), 100 + below(3), 98 + below(6)];
      case 6:
        return [near(r, 20), near(g, 20), near(b, 20), below(4) * 85];
      default:
        return [r, g, b, below(3) === 0 ? below(256) : 255];
    }
  };
  const rgba = new Uint8Array(4 * pixels);
  for (let i = 0; i < pixels; i++) {
    const [r, g, b, a = 255] = pixel();
    rgba.set([r, g, b, a], 4 * i);
  }
  return rgba;
}
