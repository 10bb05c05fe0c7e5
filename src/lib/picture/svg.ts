import { InvalidInputError } from '../../engine/errors.ts';
import { formatBytes } from '../format.ts';
import { titleOf } from './file-bytes.ts';
import { decodeSvg } from './formats/svg.ts';
import { findSvgRoot, resizeSvg } from './formats/svg-root.ts';
import type { PictureHeader } from './header.ts';
import { sizeToOpen } from './limits.ts';
import type { DrawnSvg, OpenPictureOptions } from './open.ts';
import { createSurface } from './surface.ts';

/** Above this the text of a drawing would hold the page up for too long. */
const MAX_BYTES = 20_000_000;

/**
 * Draws an SVG at the size it asks for, or at the limit where it may be scaled down. In a page only: an image element,
 * which is never part of the document, does it, and in one no script runs and nothing is loaded from elsewhere.
 */
export async function drawSvg(
  blob: Blob,
  header: PictureHeader,
  options: OpenPictureOptions,
  signal?: AbortSignal,
): Promise<DrawnSvg> {
  const title = titleOf(options.name ?? (blob instanceof File ? blob.name : undefined));
  const { width, height } = sizeToOpen(header, options);
  if (blob.size > MAX_BYTES) {
    throw new InvalidInputError(
      `${title} has ${formatBytes(blob.size)} of drawing; at most ${formatBytes(MAX_BYTES)} can be drawn here. Save it as PNG and try again.`,
    );
  }
  const text = decodeSvg(new DataView(await blob.arrayBuffer()));
  const root = findSvgRoot(text);
  if (!root) throw new InvalidInputError(`${title} has changed while it was read. Choose it again.`);
  const drawing = new Blob([resizeSvg(text, root, width, height)], { type: 'image/svg+xml' });
  signal?.throwIfAborted();
  const image = await load(drawing, title);
  signal?.throwIfAborted();
  const surface = createSurface(width, height);
  surface.drawImage(image, 0, 0, width, height);
  // Safari counts a drawing with HTML in it as foreign, whatever the HTML: pixels of such a canvas are not for pages.
  try {
    surface.getImageData(0, 0, 1, 1);
  } catch {
    throw new InvalidInputError(
      `${title} has HTML in it (foreignObject), and this browser does not let pages read such a drawing. Save it as PNG and try again.`,
    );
  }
  return { bitmap: await createImageBitmap(surface.canvas), header };
}

/** The drawing in an image element of its own. As a data: address, as Chromium counts those with HTML in them as foreign from blob: ones. */
async function load(drawing: Blob, title: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = await dataUrl(drawing);
  try {
    await image.decode();
  } catch {
    throw new InvalidInputError(
      `${title} cannot be drawn: its text is no well-formed SVG. Open and save it in a drawing program, or save it as PNG, and try again.`,
    );
  }
  return image;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
