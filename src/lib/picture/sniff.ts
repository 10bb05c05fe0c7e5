import { asciiAt } from './file-bytes.ts';
import type { PictureFormat } from './header.ts';

const AVIF = ['avif', 'avis'];
const HEIC = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs'];

/** The format of a picture that begins with these bytes (64 do), or undefined where it is none that browsers open. */
export function sniff(head: DataView): PictureFormat | undefined {
  const text = asciiAt(head, 0, 64);
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.slice(4, 8) === 'ftyp') return heifOf(text);
  if (text.startsWith('BM') && isBmp(head)) return 'bmp';
  // An SVG by its first letter only; the refusal of what is no SVG after all names what else it may be.
  if (/^(\xef\xbb\xbf)?\s*<(\?xml|!--|!doctype\s+(svg|\w+:svg)\b|(\w+:)?svg\b)/i.test(text)) return 'svg';
  if (text.startsWith('\xff\xfe<\0') || text.startsWith('\xfe\xff\0<')) return 'svg';
  return undefined;
}

/** By the brands that its first box lists; a general one, as "mif1", says nothing of what codec is inside. */
function heifOf(text: string): PictureFormat | undefined {
  const end = Math.min(text.length, ((text.charCodeAt(2) & 0xff) << 8) | text.charCodeAt(3));
  const brands = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text.slice(at, at + 4));
  if (brands.some((brand) => AVIF.includes(brand))) return 'avif';
  if (brands.some((brand) => HEIC.includes(brand))) return 'heic';
  return undefined;
}

/** "BM" may begin a text; a bitmap has one of five headers after it. */
function isBmp(head: DataView): boolean {
  return head.byteLength < 18 || [12, 16, 40, 52, 56, 64, 108, 124].includes(head.getUint32(14, true));
}
