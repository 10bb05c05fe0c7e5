import { InvalidInputError } from '../../engine/errors.ts';
import { formatBytes, formatCount, formatNumber } from '../format.ts';
import { titleOf } from './file-bytes.ts';
import { type PictureHeader, shownSize } from './header.ts';

/** Longest side in pixels. Safari's canvases end there; other browsers' go on to twice as much. */
export const MAX_SIDE = 16_384;

/**
 * Pixels above which no browser is asked to decode a picture even to scale it down: it needs 4 bytes for each in one
 * piece meanwhile, and 2 GB is where Chromium and Firefox end.
 */
const MAX_DECODED = 500_000_000;

/** Bytes of a file, as a picture of `defaultMaxPixels()` has at most: 16 bits a channel, hardly compressed. */
const MAX_BYTES = 500_000_000;

/** `InvalidInputError` for a file too large to be decoded. Reads nothing. */
export function checkFileSize(blob: Blob, name?: string): void {
  if (blob.size <= MAX_BYTES) return;
  throw new InvalidInputError(
    `${titleOf(name)} has ${formatBytes(blob.size)}; pictures of at most ${formatBytes(MAX_BYTES)} can be opened here. Nothing was read.`,
  );
}

/**
 * Pixels that a picture may have here. While it is opened one takes 8 bytes (the browser's and ours), while it is worked
 * on perhaps 20: so 50 million, more than nearly all cameras take, need 1 GB. Where the browser says that the machine has
 * little memory (Chromium alone does, in steps, 8 GB and more as 8) it is less.
 */
export function defaultMaxPixels(memory = deviceMemory()): number {
  if (memory <= 2) return 12_000_000;
  return memory <= 4 ? 25_000_000 : 50_000_000;
}

function deviceMemory(): number {
  return (globalThis.navigator as { deviceMemory?: number } | undefined)?.deviceMemory ?? 8;
}

/** Whether a picture may be opened as it is, and if not, what to say and the smaller size at which it may. */
export interface SizeVerdict {
  fits: boolean;
  /** Why not, and what the limit is. */
  sentence?: string;
  /** The size to offer, as seen; missing where the picture fits or is too large to be scaled down here. */
  scaled?: { width: number; height: number };
}

/** Holds the size of a picture that is not yet decoded against the limits. */
export function judgeSize(header: PictureHeader, maxPixels: number, name?: string): SizeVerdict {
  const { width, height } = shownSize(header);
  if (width * height <= maxPixels && Math.max(width, height) <= MAX_SIDE) return { fits: true };
  const sides = width * height > maxPixels ? '' : `, with no side above ${formatCount(MAX_SIDE)}`;
  const sentence =
    `${titleOf(name)} has ${sizeText(width, height)} (${inMillions(width * height)}); ` +
    `at most ${inMillions(maxPixels)} can be opened here${sides}.`;
  // Drawings are made at any size; the others are decoded whole first.
  if (header.format !== 'svg' && width * height > MAX_DECODED) {
    return { fits: false, sentence: `${sentence} Scale it down in another program and try again.` };
  }
  const factor = Math.min(Math.sqrt(maxPixels / (width * height)), MAX_SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.floor(length * factor));
  return { fits: false, sentence, scaled: { width: side(width), height: side(height) } };
}

/** The size at which to open a picture, as seen. `InvalidInputError` where it is too large and not to be scaled down. */
export function sizeToOpen(
  header: PictureHeader,
  { maxPixels = defaultMaxPixels(), scale, name }: { maxPixels?: number; scale?: 'down'; name?: string },
): { width: number; height: number } {
  const { fits, sentence, scaled } = judgeSize(header, maxPixels, name);
  if (fits) return shownSize(header);
  if (scaled && scale === 'down') return scaled;
  throw new InvalidInputError(sentence ?? '');
}

/** "4,000 × 3,000 pixels" */
export function sizeText(width: number, height: number): string {
  return `${formatCount(width)} × ${formatCount(height)} pixels`;
}

function inMillions(pixels: number): string {
  return pixels < 1_000_000 ? formatCount(pixels) : `${formatNumber(pixels / 1_000_000, 4)} million`;
}
