import { formatBytes, formatCount, formatNumber } from '../../../lib/format.ts';
import type { ShippedFile, Totals } from './shipped.ts';
import { type Depth, type ModelView, weightsIn } from './views.ts';

/** "8 bits", "1 bit". */
export const bitsText = (bits: number) => `${bits} ${bits === 1 ? 'bit' : 'bits'}`;

/** A ratio of signal to noise; of what lost nothing there is none, of what is not known neither. */
export const decibels = (sqnr: number | undefined) =>
  sqnr === undefined ? '–' : `${formatNumber(sqnr, 3)} dB`;

/** A share such as "an eighth", where it is close to one, or in per cent. */
export function shareText(share: number): string {
  const parts = 1 / share;
  const names = ['', '', 'half', 'a third', 'a quarter', 'a fifth', 'a sixth', 'a seventh', 'an eighth'];
  const name = names[Math.round(parts)];
  return name && Math.abs(parts - Math.round(parts)) < 0.02 * parts
    ? name
    : `${formatNumber(100 * share, 2)}%`;
}

/** What a depth costs and loses, in a sentence or two. `raw`: bytes as float32. */
export function costSentence(
  cost: Omit<Totals, 'entropy'> & Partial<Totals>,
  { method, exact }: Depth,
  raw: number,
  floats: boolean,
): string {
  const { bits, packed, entropy, sqnr } = cost;
  if (bits === 32) return `The weights as they were trained, in float32: ${formatBytes(packed)}.`;
  const share = `${bitsText(bits)}: ${formatBytes(packed)}, ${shareText(packed / raw)} of float32’s ${formatBytes(raw)}`;
  const coded = entropy === undefined ? '' : `, ${formatBytes(entropy)} entropy-coded`;
  const noise = sqnr === undefined ? '' : `; signal to noise ${decibels(sqnr)}`;
  const levels = `${2 ** bits} ${method === 'kmeans' ? 'levels a layer, placed by k-means' : 'equally spaced levels a layer'}`;
  const from = exact ? 'the float32 weights' : bits === 8 && floats ? '' : 'the weights of 8 bits';
  return `${share}${coded}${noise}. ${levels}${from && bits < 8 ? ` among ${from}` : ''}.`;
}

/** What a network consists of. */
export function aboutSentence({ title, layers, style, content }: ModelView): string {
  const weights = layers.reduce((sum, layer) => sum + weightsIn(layer), 0);
  return `${title}: ${layers.length} convolutions with ${formatCount(weights)} weights. Style is compared at ${listed(style)}, content at ${content}.`;
}

const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

/** What there is to download, and what of it the browser has already. */
export function filesSentence(file: ShippedFile, floats: ShippedFile | undefined, kept: number): string {
  const more = floats
    ? `, and another ${formatBytes(floats.bytes)} for 32 bits or exact levels`
    : '; the site has no float32 weights of it';
  const have = kept > 0 ? ` This browser keeps ${formatBytes(kept)} of it.` : '';
  return `${formatBytes(file.bytes)} to download${more}.${have}`;
}

/** The file that stands for all of them. */
export function fileNames(files: readonly { name: string }[]): string {
  const { name } = files.find((file) => file.name.endsWith('.json')) ?? files[0];
  return files.length === 1 ? name : `${name} and ${files.length - 1} more`;
}
