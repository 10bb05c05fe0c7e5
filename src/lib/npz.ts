import { zipSync } from 'fflate';
import { type NumpyArray, npy } from './npy.ts';

export type { NumpyArray };

/** Named arrays as one .npz file, as `numpy.savez` writes it: `numpy.load(file)['D']` gives D. Stored without compression. */
export function npz(arrays: Record<string, NumpyArray>): Uint8Array<ArrayBuffer> {
  const files = Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npy(array)] as const);
  return zipSync(Object.fromEntries(files), { level: 0 }) as Uint8Array<ArrayBuffer>;
}
