/** Which part of a picture a box shows, apart from the box's and the picture's sizes, so that several boxes can share one. */
export interface View {
  /** Times the size at which the whole picture just fits; 1 shows it whole. */
  readonly zoom: number;
  /** The point of the picture in the middle of the box, as shares of its width and height. */
  readonly x: number;
  readonly y: number;
}

/** A width and a height, of a box in CSS pixels or of a picture in its own. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole picture. */
export const WHOLE: View = { zoom: 1, x: 0.5, y: 0.5 };

/** CSS pixels that a picture's pixel may take at most. */
const LARGEST_PIXEL = 48;

/** CSS pixels a picture's pixel takes when the whole picture just fits into the box. */
export function fitScale(box: Size, picture: Size): number {
  return Math.min(box.width / picture.width, box.height / picture.height) || 1;
}

/** The smallest and the largest zoom: the whole picture (or its pixels one by one, where that is smaller), and single pixels. */
export function zoomRange(box: Size, picture: Size, pixelRatio = 1): [least: number, most: number] {
  const fit = fitScale(box, picture);
  return [Math.min(1, 1 / pixelRatio / fit), Math.max(1, LARGEST_PIXEL / fit)];
}

/** Where the picture's top left corner lies in the box, and the CSS pixels that one of its pixels takes. */
export function placeIn(view: View, box: Size, picture: Size): { left: number; top: number; scale: number } {
  const scale = view.zoom * fitScale(box, picture);
  return {
    left: box.width / 2 - view.x * picture.width * scale,
    top: box.height / 2 - view.y * picture.height * scale,
    scale,
  };
}

/** The nearest view whose zoom is allowed and whose picture fills the box, or stands in its middle where it is smaller. */
export function keepInside(view: View, box: Size, picture: Size, pixelRatio = 1): View {
  const [least, most] = zoomRange(box, picture, pixelRatio);
  const zoom = clamp(view.zoom, least, most);
  const scale = zoom * fitScale(box, picture);
  return {
    zoom,
    x: middle(view.x, box.width / (picture.width * scale)),
    y: middle(view.y, box.height / (picture.height * scale)),
  };
}

/** `part`: the box's share of the picture. What exceeds 1 by rounding alone counts as 1. */
function middle(at: number, part: number): number {
  return part > 1 - 1e-9 ? 0.5 : clamp(at, part / 2, 1 - part / 2);
}

/** The view at another zoom with the same point of the picture at (`atX`, `atY`) of the box, in CSS pixels. */
export function zoomTo(
  view: View,
  zoom: number,
  box: Size,
  picture: Size,
  pixelRatio = 1,
  atX = box.width / 2,
  atY = box.height / 2,
): View {
  const [least, most] = zoomRange(box, picture, pixelRatio);
  const next = clamp(zoom, least, most);
  const shift = (1 / view.zoom - 1 / next) / fitScale(box, picture);
  const moved = {
    zoom: next,
    x: view.x + ((atX - box.width / 2) * shift) / picture.width,
    y: view.y + ((atY - box.height / 2) * shift) / picture.height,
  };
  return keepInside(moved, box, picture, pixelRatio);
}

/** The view after the picture was moved by so many CSS pixels. */
export function panBy(view: View, right: number, down: number, box: Size, picture: Size, ratio = 1): View {
  const scale = view.zoom * fitScale(box, picture);
  const moved = {
    zoom: view.zoom,
    x: view.x - right / (picture.width * scale),
    y: view.y - down / (picture.height * scale),
  };
  return keepInside(moved, box, picture, ratio);
}

/** Screen pixels that a picture's pixel takes: 1 at 100%. */
export function magnification(view: View, box: Size, picture: Size, pixelRatio: number): number {
  return view.zoom * fitScale(box, picture) * pixelRatio;
}

/** The zoom one press of a button further in (1) or out (-1): the next of … 50, 75, 100, 150, 200, 300 … per cent, and the whole picture. */
export function nextZoom(
  view: View,
  direction: 1 | -1,
  box: Size,
  picture: Size,
  pixelRatio: number,
): number {
  const one = 1 / fitScale(box, picture) / pixelRatio; // the zoom of 100%
  const [least, most] = zoomRange(box, picture, pixelRatio);
  const now = view.zoom / one;
  const power = 2 ** Math.floor(Math.log2(now));
  const stops = [0.5, 0.75, 1, 1.5, 2, 3].map((stop) => stop * power * one);
  const near = [...stops, 1, least, most].filter((stop) => stop >= least && stop <= most);
  const slack = 1 + 1e-6;
  return direction > 0
    ? Math.min(most, ...near.filter((stop) => stop > view.zoom * slack))
    : Math.max(least, ...near.filter((stop) => stop * slack < view.zoom));
}

/** What a canvas draws, and where: the pixels of a source that can be seen, in whole pixels, and their place on the canvas. */
export interface Crop {
  from: [x: number, y: number, width: number, height: number];
  to: [x: number, y: number, width: number, height: number];
}

/**
 * The part of `source` to draw on a canvas of `box` times `pixelRatio` pixels, where the source, whatever its own size, is
 * stretched over the picture. Undefined when none of it can be seen.
 */
export function visibleCrop(
  view: View,
  box: Size,
  picture: Size,
  pixelRatio: number,
  source: Size,
): Crop | undefined {
  const { left, top, scale } = placeIn(view, box, picture);
  const x = crop(left, picture.width * scale, box.width, source.width, pixelRatio);
  const y = crop(top, picture.height * scale, box.height, source.height, pixelRatio);
  if (!x || !y) return undefined;
  return { from: [x.from, y.from, x.size, y.size], to: [x.to, y.to, x.length, y.length] };
}

/** One dimension: a source of `pixels` that spans `extent` from `start`, seen through 0 to `window`. */
function crop(start: number, extent: number, window: number, pixels: number, ratio: number) {
  const origin = Math.round(start * ratio); // so that the picture's pixels begin at the screen's
  const step = (extent * ratio) / pixels;
  const from = Math.max(0, Math.floor(-origin / step));
  const end = Math.min(pixels, Math.ceil((window * ratio - origin) / step));
  if (end <= from) return undefined;
  return { from, size: end - from, to: origin + from * step, length: (end - from) * step };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
