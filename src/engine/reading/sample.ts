import { DELIMITERS, type Delimiter } from './delimiters.ts';
import { Fields } from './fields.ts';
import { Lines } from './lines.ts';

/** Lines of the beginning of a file that are looked at to tell its layout. */
const LINES = 200;

/** Whether the bytes may be of a text. */
export const isText = (sample: Uint8Array): boolean => !sample.some(isControl);

/** The byte that ends a line: 10, or 13 alone. */
export const lineEndOf = (sample: Uint8Array): number =>
  sample.includes(10) || !sample.includes(13) ? 10 : 13;

/** The first lines of a file by its beginning, and the byte that ends a line. `whole`: the beginning is all of the file, so that the last line is whole too. */
export function firstLines(sample: Uint8Array, whole: boolean): { lines: Uint8Array[]; lineEnd: number } {
  const lineEnd = lineEndOf(sample);
  const lines: Uint8Array[] = [];
  let cut = false;
  const splitter = new Lines((bytes, from, to) => {
    if (lines.length < LINES) lines.push(bytes.slice(from, to));
    else cut = true;
  }, lineEnd);
  splitter.push(sample);
  const before = lines.length;
  splitter.end();
  if (!whole && !cut && lines.length > before && before > 0) lines.pop();
  return { lines, lineEnd };
}

/** A line's fields as texts; a quote that is not closed leaves it one field. */
export function fieldsOf(line: Uint8Array, delimiter: Delimiter): string[] {
  const fields = new Fields(delimiter);
  if (!fields.split(line, 0, line.length)) return [decoded(line)];
  const { bytes, start, end } = fields;
  return Array.from({ length: fields.count }, (_, i) => decoded(bytes.subarray(start[i], end[i])));
}

/** What parts the fields: of all that part nine lines in ten into equally many, the least common in texts. */
export function guessDelimiter(lines: readonly Uint8Array[]): Delimiter {
  let best: { delimiter: Delimiter; share: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const widths = lines.map((line) => fieldsOf(line, delimiter).length);
    const width = mode(widths);
    const share = widths.filter((each) => each === width).length / widths.length;
    if (width < 2) continue;
    if (share >= 0.9) return delimiter;
    if (!best || share > best.share) best = { delimiter, share };
  }
  return best && best.share >= 0.5 ? best.delimiter : ',';
}

/** The most frequent of some numbers; of equally frequent ones the first. */
export function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = numbers[0];
  for (const [number, count] of counts) if (count > counts.get(best)!) best = number;
  return best;
}

const decoded = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Bytes no text holds: all below the space but tab, line feed, form feed, return and escape. */
function isControl(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27;
}
