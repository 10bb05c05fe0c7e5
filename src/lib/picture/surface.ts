/** A canvas to draw on and read from, in a worker or a page. */
export type Surface = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** There is no canvas here: a worker of an older browser. A page then opens the picture itself. */
export class NoCanvasError extends Error {
  override name = 'NoCanvasError' as const;
}

/**
 * A transparent canvas, in sRGB, so that pictures in wider colours are converted as they are drawn on it. It keeps pixels
 * premultiplied by their alpha: what is read back of a semi-transparent one is a little off its true colour (by up to
 * 255 / alpha levels), and wholly transparent ones come as four zeros. In a page it is an element, though never part of
 * the document: for those alone do browsers ask the reader whether a page may read them.
 */
export function createSurface(width: number, height: number): Surface {
  const settings: CanvasRenderingContext2DSettings = { willReadFrequently: true, colorSpace: 'srgb' };
  const surface = createCanvas(width, height)?.getContext('2d', settings);
  if (!surface) throw new NoCanvasError('This browser has no canvas here.');
  return surface as Surface;
}

function createCanvas(width: number, height: number): HTMLCanvasElement | OffscreenCanvas | undefined {
  if (typeof document !== 'undefined')
    return Object.assign(document.createElement('canvas'), { width, height });
  return typeof OffscreenCanvas === 'undefined' ? undefined : new OffscreenCanvas(width, height);
}
