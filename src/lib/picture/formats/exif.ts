import type { Orientation } from '../header.ts';

const ORIENTATION = 0x0112;

/** The orientation that EXIF data (a TIFF structure, from its "II" or "MM" on) state; 1 where they are silent or damaged. */
export function readOrientation(exif: DataView): Orientation {
  if (exif.byteLength < 8) return 1;
  const order = exif.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const directory = exif.getUint32(4, little);
  if (directory + 2 > exif.byteLength) return 1;
  const count = exif.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i;
    if (entry + 12 > exif.byteLength) return 1;
    if (exif.getUint16(entry, little) !== ORIENTATION) continue;
    const value = exif.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}
