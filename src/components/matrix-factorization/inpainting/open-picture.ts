import type { Remote } from 'comlink';
import { openOnPage } from '../../../lib/picture/open-on-page.ts';
import type { InpaintingApi } from './inpainting.worker.ts';
import { MOST_PIXELS, type Picture } from './views.ts';

/** Opens a picture in the worker where that can be, scaled down where it is too large; what is transparent becomes white. */
export async function openPicture(blob: Blob, name: string, api: Remote<InpaintingApi>): Promise<Picture> {
  const options = { name, maxPixels: MOST_PIXELS, scale: 'down' as const };
  const opened = await openOnPage(blob, options, undefined, (source, given) => api.open(source, given));
  const { width, height, rgba } = opened;
  const notes = [...opened.notes];
  if (whiten(rgba)) notes.push('What was transparent is white here.');
  if (Math.min(width, height) < 2) notes.push('The picture is a single line, which has rank 1.');
  return { name, width, height, rgba, notes };
}

/** Puts white behind; returns whether anything was transparent. */
function whiten(rgba: Uint8ClampedArray): boolean {
  let any = false;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3];
    if (alpha === 255) continue;
    any = true;
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = (rgba[channel] * alpha + 255 * (255 - alpha)) / 255;
    }
    rgba[at + 3] = 255;
  }
  return any;
}
