import { asciiAt } from '../file-bytes.ts';
import type { PictureHeader } from '../header.ts';

type Profile = Pick<PictureHeader, 'profile' | 'wideGamut'>;

/** Area of sRGB's triangle of primaries in CIE xy, adapted to D50 as ICC profiles are; "wide" is a twentieth more. */
const SRGB_AREA = 0.1091;

/** The name and gamut of an ICC profile; what is damaged or missing in it is left out. The first few hundred bytes of its tags do. */
export function readIccProfile(icc: DataView): Profile {
  const name = tag(icc, 'desc');
  const profile = name && describe(name);
  return { ...(profile && { profile }), wideGamut: gamutArea(icc) > 1.05 * SRGB_AREA };
}

/** The same of the numbers by which PNG (cICP) and AVIF (nclx) name colours: ITU-T H.273, primaries and transfer. */
export function readCicp(primaries: number, transfer: number): Profile {
  if (transfer === 16) return { profile: 'HDR (PQ)', wideGamut: true };
  if (transfer === 18) return { profile: 'HDR (HLG)', wideGamut: true };
  const profile = { 9: 'Rec. 2020', 11: 'DCI-P3', 12: 'Display P3' }[primaries];
  return profile ? { profile, wideGamut: true } : { wideGamut: false };
}

/** The data of one tag, as much of it as is there. */
function tag(icc: DataView, signature: string): DataView | undefined {
  if (icc.byteLength < 132) return undefined;
  const count = Math.min(icc.getUint32(128), 200);
  for (let entry = 132; entry < 132 + 12 * count && entry + 12 <= icc.byteLength; entry += 12) {
    if (asciiAt(icc, entry, 4) !== signature) continue;
    const offset = icc.getUint32(entry + 4);
    if (offset >= icc.byteLength) return undefined;
    const length = Math.min(icc.getUint32(entry + 8), icc.byteLength - offset);
    return new DataView(icc.buffer, icc.byteOffset + offset, length);
  }
  return undefined;
}

/** The text of a `desc` tag: ASCII in version 2, in version 4 UTF-16 by language, of which the first is taken. */
function describe(data: DataView): string | undefined {
  if (data.byteLength < 28) return undefined;
  if (asciiAt(data, 0, 4) === 'desc') return clean(asciiAt(data, 12, Math.min(data.getUint32(8), 100)));
  if (asciiAt(data, 0, 4) !== 'mluc') return undefined;
  const [length, offset] = [Math.min(data.getUint32(20), 200), data.getUint32(24)];
  let text = '';
  for (let at = offset; at + 2 <= offset + length && at + 2 <= data.byteLength; at += 2) {
    text += String.fromCharCode(data.getUint16(at));
  }
  return clean(text);
}

/** Without the zero at its end, and only where nothing in it could upset a sentence. */
function clean(text: string): string | undefined {
  const name = text.split('\0', 1)[0].trim();
  return /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(name) ? name : undefined;
}

/** Area of the triangle of a profile's primaries; 0 for profiles that are tables, as those of print are. */
function gamutArea(icc: DataView): number {
  const corners = ['rXYZ', 'gXYZ', 'bXYZ'].map((signature) => {
    const data = tag(icc, signature);
    if (!data || data.byteLength < 20) return undefined;
    const [x, y, z] = [8, 12, 16].map((at) => data.getInt32(at) / 65_536);
    return { x: x / (x + y + z), y: y / (x + y + z) };
  });
  const [r, g, b] = corners;
  if (!r || !g || !b) return 0;
  return Math.abs((g.x - r.x) * (b.y - r.y) - (b.x - r.x) * (g.y - r.y)) / 2;
}
