import { encodeIndexedPng, encodeRgbaPng } from '../../../lib/png.ts';
import { seen } from './gram.build.ts';
import { GRAM } from './settings.ts';

/** The names of all pictures that are computed for the figures. */
export const STILLS: readonly string[] = ['gram', 'scrambled'].flatMap((name) => [
  `${name}-patch`,
  ...Array.from({ length: GRAM.channels }, (_, i) => `${name}-${i}`),
]);

/** One of them, as a PNG. */
export async function still(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { patch, maps, scrambledPatch, scrambled } = await seen;
  const [kind, part] = name.split('-');
  const own = kind === 'gram';
  const size = { width: GRAM.side, height: GRAM.side };
  if (part === 'patch') return encodeRgbaPng({ ...size, rgba: opaque(own ? patch : scrambledPatch) });
  return encodeIndexedPng({ ...size, indices: (own ? maps : scrambled)[Number(part)], palette: grays() });
}

function grays(): Uint8Array {
  return Uint8Array.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
}

function opaque(rgb: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: (rgb.length / 3) * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : rgb[3 * (i >> 2) + (i % 4)],
  );
}
