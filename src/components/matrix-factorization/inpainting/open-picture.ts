import type { Remote } from 'comlink';
import { putOnWhite } from '../../../lib/picture/on-white.ts';
import { openOnPage } from '../../../lib/picture/open-on-page.ts';
import type { InpaintingApi } from './inpainting.worker.ts';
import { MOST_PIXELS, type Picture } from './views.ts';

/** Opens a picture in the worker where that can be, scaled down where it is too large; what is transparent becomes white. */
export async function openPicture(blob: Blob, name: string, api: Remote<InpaintingApi>): Promise<Picture> {
  const options = { name, maxPixels: MOST_PIXELS, scale: 'down' as const };
  const opened = await openOnPage(blob, options, undefined, (source, given) => api.open(source, given));
  const { width, height, rgba } = opened;
  const notes = [...opened.notes];
  if (putOnWhite(rgba)) notes.push('What was transparent is white here.');
  if (Math.min(width, height) < 2) notes.push('The picture is a single line, which has rank 1.');
  return { name, width, height, rgba, notes };
}
