import { asciiAt, type FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';
import { readIccProfile } from './color-profile.ts';

/**
 * WebP (RFC 9649): one lossy or lossless picture, or the extended form with all that can go with it. Browsers do not turn
 * WebP by its EXIF data, so these are not looked at.
 */
export async function readWebp(bytes: FileBytes): Promise<HeaderFields> {
  const cutShort = (await bytes.view(4, 4)).getUint32(0, true) + 8 > bytes.size;
  const first = await bytes.view(12, 8);
  const type = asciiAt(first, 0, 4);
  if (type === 'VP8 ') return { ...(await readLossy(bytes, 20)), cutShort };
  if (type === 'VP8L') return { ...(await readLossless(bytes, 20)), cutShort };
  if (type !== 'VP8X') throw bytes.damaged('its header is not that of a WebP');
  return { ...(await readExtended(bytes)), cutShort };
}

async function readLossy(bytes: FileBytes, at: number): Promise<HeaderFields> {
  const frame = await bytes.view(at, 10);
  if (frame.getUint16(3) !== 0x9d01 || frame.getUint8(5) !== 0x2a)
    throw bytes.damaged('its picture does not begin as it should');
  return { width: frame.getUint16(6, true) & 0x3fff, height: frame.getUint16(8, true) & 0x3fff };
}

async function readLossless(bytes: FileBytes, at: number): Promise<HeaderFields> {
  const frame = await bytes.view(at, 5);
  if (frame.getUint8(0) !== 0x2f) throw bytes.damaged('its picture does not begin as it should');
  const bits = frame.getUint32(1, true);
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: (bits & 0x10000000) !== 0,
  };
}

/** The chunks one by one: a profile, and the frames. */
async function readExtended(bytes: FileBytes): Promise<HeaderFields> {
  const head = await bytes.view(20, 10);
  const flags = head.getUint8(0);
  const fields: HeaderFields = {
    width: 1 + head.getUint16(4, true) + (head.getUint8(6) << 16),
    height: 1 + head.getUint16(7, true) + (head.getUint8(9) << 16),
    hasAlpha: (flags & 0x10) !== 0,
  };
  let frames = 0;
  for (let at = 12; at + 8 <= bytes.size; ) {
    const chunk = await bytes.view(at, 8);
    const type = asciiAt(chunk, 0, 4);
    const length = chunk.getUint32(4, true);
    if (type === 'ANMF') frames++;
    if (type === 'ICCP')
      Object.assign(fields, readIccProfile(await bytes.upTo(at + 8, Math.min(length, 65_536))));
    at += 8 + length + (length & 1);
  }
  if ((flags & 0x02) === 0 || frames < 2) return fields;
  return { ...fields, animated: true, frames };
}
