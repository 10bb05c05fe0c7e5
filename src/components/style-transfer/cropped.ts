import { middle } from './middle.ts';
import { sampleUrl } from './sample-files.ts';
import type { Opened, Source } from './views.ts';

/** The middle of a painting, as large as fits, cut to width / height = `aspect`. Close it when it is done with. */
export async function paintingFor(
  source: Source,
  opened: Opened | undefined,
  aspect: number,
): Promise<ImageBitmap> {
  const whole = opened
    ? new ImageData(opened.rgba, opened.width, opened.height)
    : await createImageBitmap(source.kind === 'file' ? source.file : await sample(source.id));
  const { left, top, width, height } = middle(whole, aspect);
  const cut = await createImageBitmap(whole, left, top, width, height);
  if (whole instanceof ImageBitmap) whole.close();
  return cut;
}

async function sample(id: string): Promise<Blob> {
  const response = await fetch(sampleUrl(id));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.blob();
}
