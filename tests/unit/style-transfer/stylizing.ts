import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { type Executor, finish } from '../../../src/engine/style-transfer/executor.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import { type Settings, Stylization } from '../../../src/engine/style-transfer/stylize/index.ts';
import { smallVgg } from './networks.ts';

export const network = smallVgg([4, 6, 8]);
export const photo = waves(23, 17, [0.9, 0.3], [120, 90, 60]);
export const painting = waves(19, 26, [0.2, 1.9], [60, 100, 160]);
export const style = [{ picture: painting, weight: 1 }];
export const small: Partial<Settings> = { size: 22, steps: [6, 5] };

/** A stylization of the photo with the painting, on two small levels, not run yet. */
export async function begun(settings: Partial<Settings> = {}, executor?: Executor): Promise<Stylization> {
  return new Stylization(executor ?? (await createArrays(network)), network, photo, style, {
    ...small,
    ...settings,
  });
}

/** The same, run to its end. */
export async function ended(settings: Partial<Settings> = {}): Promise<Stylization> {
  const stylization = await begun(settings);
  await finish(stylization.run());
  return stylization;
}

/** Stripes of a colour on white, of whole grey levels. */
export function waves(width: number, height: number, [u, v]: number[], colour: number[]): Picture {
  const data = Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return Math.round(colour[i % 3] + 60 * Math.sin(u * x + v * y) + 25 * Math.sin(i * 12.9));
  });
  return { width, height, data };
}
