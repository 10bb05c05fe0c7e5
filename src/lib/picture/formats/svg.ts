import { textEncoding } from '../../files.ts';
import type { FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';
import { refusal } from './other.ts';
import { findSvgRoot, type SvgRoot, svgSize } from './svg-root.ts';

/** How far into a text its root is looked for; drawing programs write long declarations before it. */
const HEAD = 1_000_000;

/** SVG: the size that the root element asks for. Anything else that is XML is refused by its name. */
export async function readSvg(bytes: FileBytes): Promise<HeaderFields> {
  const head = await bytes.upTo(0, HEAD);
  const root = findSvgRoot(decodeSvg(head, bytes.size > HEAD));
  if (!root) throw await refusal(bytes);
  return { ...wholeSize(root), hasAlpha: true };
}

/** The text of an SVG file, or of its beginning (`more`: it goes on). */
export function decodeSvg(head: DataView<ArrayBuffer>, more = false): string {
  const bytes = new Uint8Array(head.buffer, head.byteOffset, head.byteLength);
  return new TextDecoder(textEncoding(bytes, more) ?? 'utf-8').decode(bytes);
}

/** The size in whole pixels; a drawing that asks for a fraction of one gets one, and one that asks for none has no picture. */
function wholeSize(root: SvgRoot): { width: number; height: number } {
  const { width, height } = svgSize(root);
  const whole = (side: number) => (side > 0 ? Math.max(1, Math.round(side)) : 0);
  return { width: whole(width), height: whole(height) };
}
