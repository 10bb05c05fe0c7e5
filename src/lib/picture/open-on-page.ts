import { isReadBackError } from './canvas-noise.ts';
import { readPictureHeader } from './header.ts';
import { type DrawnSvg, type OpenedPicture, type OpenPictureOptions, openPicture } from './open.ts';
import { drawSvg } from './svg.ts';

/**
 * What to send a worker for `openPicture`: the file itself, unless it is an SVG, which only a page can draw. Reads the
 * header alone, otherwise. `InvalidInputError` as from `openPicture`.
 */
export async function sourceForWorker(
  blob: Blob,
  options: OpenPictureOptions = {},
  signal?: AbortSignal,
): Promise<Blob | DrawnSvg> {
  const header = await readPictureHeader(blob, options.name);
  signal?.throwIfAborted();
  return header.format === 'svg' ? drawSvg(blob, header, options, signal) : blob;
}

/**
 * Opens a picture in a worker where that can be, else in the page, with the same result: where workers have no canvas, and
 * where the browser hides pixels from them, as only in a page can it ask the reader for leave. `inWorker` calls the
 * worker's `openPicture` with what it is given.
 */
export async function openOnPage(
  blob: Blob,
  options: OpenPictureOptions = {},
  signal?: AbortSignal,
  inWorker?: (source: Blob | DrawnSvg, options: OpenPictureOptions) => Promise<OpenedPicture>,
): Promise<OpenedPicture> {
  const source = await sourceForWorker(blob, options, signal);
  if (inWorker) {
    try {
      const opened = await inWorker(source, options);
      if (!(source instanceof Blob)) source.bitmap.close(); // the worker had a copy
      return opened;
    } catch (error) {
      if ((error as Error).name !== 'NoCanvasError' && !isReadBackError(error)) throw error;
    }
  }
  return openPicture(source, options, signal);
}
