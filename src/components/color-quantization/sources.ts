import { readPictureHeader } from '../../lib/picture/header.ts';
import { defaultMaxPixels, judgeSize } from '../../lib/picture/limits.ts';
import { openPicture } from '../../lib/picture/open.ts';
import { sourceForWorker } from '../../lib/picture/open-on-page.ts';
import type { Given } from './opening.ts';
import { pictureUrl } from './sample-files.ts';
import { SAMPLES } from './samples.ts';
import type { Source } from './views.ts';

/** What the page reads of a source. */
export async function readSource(source: Source): Promise<{ name: string; blob: Blob }> {
  if (source.kind === 'file') return { name: source.file.name, blob: source.file };
  const response = await fetch(pictureUrl(source.id));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const sample = SAMPLES.find(({ id }) => id === source.id);
  return { name: sample?.title ?? source.id, blob: await response.blob() };
}

/**
 * Gives a picture to the worker, which opens it; an SVG is drawn here first, and where workers have no canvas the page opens everything.
 * `work` is the call of the worker, `wanted` says whether it still is. Gives undefined when stopped. Throws an `InvalidInputError`.
 */
export async function giveToWorker<T>(
  { name, blob }: { name: string; blob: Blob },
  scale: boolean,
  work: (given: Given) => Promise<T>,
  wanted: () => boolean,
): Promise<T | undefined> {
  const options = { name, ...(scale && { scale: 'down' as const }) };
  const given = { name, bytes: blob.size, options };
  const picture = await sourceForWorker(blob, options);
  try {
    return wanted() ? await work({ ...given, picture }) : undefined;
  } catch (error) {
    if ((error as Error).name !== 'NoCanvasError') throw error;
  } finally {
    if ('bitmap' in picture) picture.bitmap.close(); // the worker had a copy
  }
  const opened = await openPicture(await sourceForWorker(blob, options), options);
  return wanted() ? work({ ...given, picture: opened }) : undefined;
}

/** The size at which a picture that is too large could be opened; undefined for all others. */
export async function smallerSize(source: Source): Promise<{ width: number; height: number } | undefined> {
  try {
    const { blob, name } = await readSource(source);
    return judgeSize(await readPictureHeader(blob, name), defaultMaxPixels()).scaled;
  } catch {
    return undefined; // it is no picture at all
  }
}
