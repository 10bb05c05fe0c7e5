import { zipSync } from 'fflate';
import { InvalidInputError } from '../engine/errors.ts';
import { type NumpyArray, npy } from './npy.ts';
import { readNpy } from './read-npy.ts';
import { unzip } from './unzip.ts';

export type { NumpyArray };

/** Named arrays as one .npz file, as `numpy.savez` writes it: `numpy.load(file)['D']` gives D. Stored without compression. */
export function npz(arrays: Record<string, NumpyArray>): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0 }) as Uint8Array<ArrayBuffer>;
}

/**
 * The arrays of a .npz file by name, as `numpy.savez` or `savez_compressed` wrote it, or `npz`. What is no such file, is damaged, holds
 * something other than numbers, or would have more than 128 MB unpacked, is an `InvalidInputError`.
 */
export function readNpz(file: Uint8Array): Record<string, NumpyArray> {
  if (file.length === 0)
    throw new InvalidInputError('The file is empty. Give a .npz file, as numpy.savez writes it.');
  if (file[0] === 0x93 && file[1] === 0x4e)
    throw new InvalidInputError(
      'The file is a single array (.npy). Give a .npz file with all arrays by their names, as numpy.savez writes it.',
    );
  if (file[0] !== 0x50 || file[1] !== 0x4b)
    throw new InvalidInputError(
      'The file is no .npz: it is not a zip. Give one that numpy.savez has written.',
    );
  const files = Object.entries(unzip(file, { wanted: isArray }));
  if (files.length === 0)
    throw new InvalidInputError(
      'The zip holds no arrays (.npy files). Give one that numpy.savez has written.',
    );
  return Object.fromEntries(
    files.map(([name, bytes]) => {
      const short = name.slice(0, -4);
      return [short, readNpy(bytes, short)];
    }),
  );
}

const isArray = (name: string) => name.endsWith('.npy');
