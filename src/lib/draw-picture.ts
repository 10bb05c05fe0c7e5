import { type Size, type View, visibleCrop } from './view-box.ts';

/** A picture that a canvas can draw at once. */
export type Drawable = HTMLImageElement | HTMLCanvasElement | OffscreenCanvas | ImageBitmap;

/** From here on a picture's pixels are squares, unless they are wanted smooth; below they are blended. */
const SHARP_FROM = 2;

/** A picture's own size; 0 by 0 for one not loaded, or closed by its owner. */
export function sizeOf(source: Drawable): Size {
  if (source instanceof HTMLImageElement) return { width: source.naturalWidth, height: source.naturalHeight };
  return source;
}

/**
 * Draws what `view` shows of `source`, stretched over the whole of `picture`, on a canvas as large as `box` on the screen. The canvas is
 * never larger than its box, however large the picture. Leaves it as it is, and returns false, when the source holds nothing.
 */
export function drawPicture(
  canvas: HTMLCanvasElement,
  source: Drawable,
  picture: Size,
  view: View,
  box: Size,
  pixelRatio: number,
  smooth = false,
): boolean {
  const size = sizeOf(source);
  const context = canvas.getContext('2d');
  if (!context || size.width === 0 || size.height === 0 || box.width === 0 || box.height === 0) return false;
  const [width, height] = [Math.round(box.width * pixelRatio), Math.round(box.height * pixelRatio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width; // clears it
    canvas.height = height;
  } else context.clearRect(0, 0, width, height);
  const crop = visibleCrop(view, box, picture, pixelRatio, size);
  if (!crop) return true;
  context.imageSmoothingEnabled = smooth || crop.to[2] < SHARP_FROM * crop.from[2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, ...crop.from, ...crop.to);
  return true;
}
