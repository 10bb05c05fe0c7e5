/** A picture's size in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A place in a picture, in pixels from its top left corner: the middle of the first pixel is at 0.5, 0.5. */
export interface Point {
  x: number;
  y: number;
}

/**
 * Draws a straight stroke of a round brush into a mask: sets to `value` every pixel whose middle is within half of `width` of the way from
 * `from` to `to`, and always the pixel under `to`. Returns whether anything changed.
 */
export function stroke(
  mask: Uint8Array,
  { width, height }: Size,
  from: Point,
  to: Point,
  brush: number,
  value: 0 | 1,
): boolean {
  const radius = brush / 2;
  const [left, right] = range(Math.min(from.x, to.x) - radius, Math.max(from.x, to.x) + radius, width);
  const [top, bottom] = range(Math.min(from.y, to.y) - radius, Math.max(from.y, to.y) + radius, height);
  const end = inside({ width, height }, to) ? Math.floor(to.y) * width + Math.floor(to.x) : -1;
  let changed = false;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      if (mask[at] === value || (at !== end && distance(from, to, x + 0.5, y + 0.5) > radius)) continue;
      mask[at] = value;
      changed = true;
    }
  }
  return changed;
}

/** A rectangle of pixels. */
export interface Rectangle extends Size {
  left: number;
  top: number;
}

/** Sets the pixels of a rectangle, as far as it lies in the picture. Returns whether anything changed. */
export function fillRectangle(mask: Uint8Array, size: Size, cut: Rectangle, value: 0 | 1): boolean {
  let changed = false;
  for (let y = Math.max(0, cut.top); y < Math.min(size.height, cut.top + cut.height); y++) {
    for (let x = Math.max(0, cut.left); x < Math.min(size.width, cut.left + cut.width); x++) {
      changed ||= mask[y * size.width + x] !== value;
      mask[y * size.width + x] = value;
    }
  }
  return changed;
}

/** Where in a picture a place of the box lies that it fills. */
export const pointIn = (box: Size, { width, height }: Size, x: number, y: number): Point => ({
  x: (x / (box.width || 1)) * width,
  y: (y / (box.height || 1)) * height,
});

/** Whether a place is on the picture. */
export const inside = ({ width, height }: Size, { x, y }: Point): boolean =>
  x >= 0 && y >= 0 && x < width && y < height;

/** Pixels that have any part between two places, as far as there are `count`. */
const range = (from: number, to: number, count: number): [number, number] => [
  Math.max(0, Math.floor(from)),
  Math.min(count, Math.ceil(to) + 1),
];

function distance(from: Point, to: Point, x: number, y: number): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / square));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}
