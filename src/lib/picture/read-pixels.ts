import { InvalidInputError } from '../../engine/errors.ts';
import { readBackSentence, testReadBack } from './canvas-noise.ts';
import { type ReadBack, readCanvas, readFrame } from './read-back.ts';
import { createSurface } from './surface.ts';

/** Pixels drawn and read at a time: 4 MB of canvas, however large the picture. */
const BAND = 1_000_000;

/**
 * The pixels of a decoded picture: RGBA in rows, 8 bits, sRGB, not premultiplied. They are read band by band, so that
 * beside the picture and its pixels there is no third copy. `InvalidInputError` where the browser gives none or wrong
 * ones. In a page it lets others run between bands.
 */
export async function readPixels(
  bitmap: ImageBitmap,
  signal?: AbortSignal,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const { width, height } = bitmap;
  const read = await findReadBack();
  const rgba = allocate(width, height);
  const rows = Math.min(height, Math.max(1, Math.floor(BAND / width)));
  const surface = createSurface(width, rows);
  surface.globalCompositeOperation = 'copy'; // nothing of the band before shows through
  for (let y = 0; y < height; y += rows) {
    if (y > 0) await pause();
    signal?.throwIfAborted();
    const band = Math.min(rows, height - y);
    surface.drawImage(bitmap, 0, y, width, band, 0, 0, width, band);
    rgba.set(await read(surface, width, band), 4 * y * width);
  }
  return rgba;
}

/** A way to read that was just seen to be exact. */
async function findReadBack(): Promise<ReadBack> {
  const fidelity = await testReadBack(readCanvas);
  if (fidelity === 'exact') return readCanvas;
  if ((await testReadBack(readFrame)) === 'exact') return readFrame;
  throw new InvalidInputError(readBackSentence(fidelity));
}

function allocate(width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  try {
    return new Uint8ClampedArray(width * height * 4);
  } catch {
    throw new InvalidInputError(
      'The browser has no memory left for a picture of this size. Close other pages, or scale it down, and try again.',
    );
  }
}

/** A worker has nobody to let pass. */
async function pause(): Promise<void> {
  if (typeof document !== 'undefined') await new Promise((resolve) => setTimeout(resolve));
}
