import type { Remote } from 'comlink';
import { putOnWhite } from '../../lib/picture/on-white.ts';
import { openOnPage } from '../../lib/picture/open-on-page.ts';
import { sampleUrl } from './sample-files.ts';
import { SAMPLES } from './samples.ts';
import type { StyleTransferApi } from './style-transfer.worker.ts';
import { MOST_PIXELS, type Opened, type Source } from './views.ts';

/** Opens a picture in the worker where that can be, scaled down where it is too large; what is transparent becomes white. */
export async function openSource(source: Source, api: Remote<StyleTransferApi>): Promise<Opened> {
  const { name, blob } = await read(source);
  const options = { name, maxPixels: MOST_PIXELS, scale: 'down' as const };
  const opened = await openOnPage(blob, options, undefined, (source, given) => api.open(source, given));
  const { width, height, rgba } = opened;
  const notes = [...opened.notes];
  if (putOnWhite(rgba)) notes.push('What was transparent is white here.');
  return { name, width, height, rgba, notes };
}

async function read(source: Source): Promise<{ name: string; blob: Blob }> {
  if (source.kind === 'file') return { name: source.file.name, blob: source.file };
  const response = await fetch(sampleUrl(source.id));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return { name: titleOf(source.id), blob: await response.blob() };
}

/** Title of a sample. */
export const titleOf = (id: string): string => SAMPLES.find((sample) => sample.id === id)?.title ?? id;
