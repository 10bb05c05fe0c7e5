import { InvalidInputError } from '../../engine/errors.ts';
import { decodePicture } from './decode.ts';
import { titleOf } from './file-bytes.ts';
import { type PictureHeader, readPictureHeader } from './header.ts';
import { checkFileSize, defaultMaxPixels, sizeText, sizeToOpen } from './limits.ts';
import { openingNotes } from './notes.ts';
import { readPixels } from './read-pixels.ts';

export interface OpenPictureOptions {
  /** Pixels above which a picture is refused, or scaled down; `defaultMaxPixels()` unless given. */
  maxPixels?: number;
  /** Scale what is too large down to the limit instead of refusing it. */
  scale?: 'down';
  /** What sentences call the picture; a file's own name unless given. */
  name?: string;
}

/** A picture, ready to be worked on. */
export interface OpenedPicture {
  /** Rows of RGBA, 8 bits each, sRGB, not premultiplied; wholly transparent pixels are four zeros. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
  header: PictureHeader;
  /** Sentences for the reader on what was done: first frame, turned, converted, scaled down. */
  notes: string[];
}

/** An SVG that the page has drawn, which a worker cannot; see `svg.ts`. It can be sent to a worker as it is. */
export interface DrawnSvg {
  bitmap: ImageBitmap;
  header: PictureHeader;
}

/**
 * Opens a picture by its bytes: size first, from the header, then decoding, then pixels. `InvalidInputError` for all that
 * is wrong with the file or in the way. Meant for a worker, and the same in a page. Throws `NoCanvasError` in a worker
 * without canvases; `open-on-page.ts` knows what to do then, and how to draw an SVG.
 */
export async function openPicture(
  source: Blob | DrawnSvg,
  options: OpenPictureOptions = {},
  signal?: AbortSignal,
): Promise<OpenedPicture> {
  const name = options.name ?? (source instanceof File ? source.name : undefined);
  const { bitmap, header } =
    source instanceof Blob ? await decode(source, { ...options, ...(name && { name }) }, signal) : source;
  try {
    signal?.throwIfAborted();
    const { width, height } = bitmap;
    if (width * height > (options.maxPixels ?? defaultMaxPixels())) {
      throw new InvalidInputError(
        `${titleOf(name)} turned out to have ${sizeText(width, height)}, more than can be opened here. Scale it down in another program and try again.`,
      );
    }
    const rgba = await readPixels(bitmap, signal);
    return { rgba, width, height, header, notes: openingNotes(header, { width, height }) };
  } finally {
    bitmap.close();
  }
}

async function decode(blob: Blob, options: OpenPictureOptions, signal?: AbortSignal): Promise<DrawnSvg> {
  const { name } = options;
  checkFileSize(blob, name);
  const header = await readPictureHeader(blob, name);
  signal?.throwIfAborted();
  const size = sizeToOpen(header, options);
  return { bitmap: await decodePicture(blob, header, size, name), header };
}
