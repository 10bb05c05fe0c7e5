/** RGBA, 4 bytes each, of colours as #rrggbb or #rrggbbaa. */
export function bytesOf(colors: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * colors.length);
  for (const [i, color] of colors.entries()) bytes.set(channels(color), 4 * i);
  return bytes;
}

/** Red, green, blue and alpha, 0 to 255. */
export function channels(color: string): [number, number, number, number] {
  const at = (i: number) => Number.parseInt(color.slice(i, i + 2), 16);
  return [at(1), at(3), at(5), color.length > 7 ? at(7) : 255];
}

/** Whether two colours are next to the same; none is near to what is not there. */
export function isNear(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const other = channels(b);
  return channels(a).every((value, i) => Math.abs(value - other[i]) <= 6);
}

/** Lightness (0 to 1), and hue in turns (undefined for greys), in OKLab (Björn Ottosson 2020). */
export function lightnessAndHue(color: string): { lightness: number; hue: number | undefined } {
  const [r, g, b] = channels(color).map((value) => light(value / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const turns = Math.atan2(bb, a) / (2 * Math.PI);
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    hue: Math.hypot(a, bb) < 0.02 ? undefined : (turns + 1) % 1,
  };
}

/** Black or white, whichever reads better on a colour (laid on white where it is not opaque). */
export function inkOn(color: string): '#000' | '#fff' {
  const [r, g, b, alpha] = channels(color);
  const [lr, lg, lb] = [r, g, b].map((value) => light((value * alpha + 255 * (255 - alpha)) / 255 ** 2));
  const luminance = 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
  return luminance > 0.179 ? '#000' : '#fff'; // where the contrasts by WCAG are equal
}

/** The order of a palette's colours on screen: indices into it. */
export function sortColors(
  colors: readonly string[],
  counts: readonly number[],
  by: 'hue' | 'lightness' | 'share',
): number[] {
  const order = [...colors.keys()];
  if (by === 'share') return order.sort((a, b) => counts[b] - counts[a]);
  const seen = colors.map(lightnessAndHue);
  const byLightness = (a: number, b: number) => seen[a].lightness - seen[b].lightness;
  if (by === 'lightness') return order.sort(byLightness);
  // Greys first, then round the circle in steps of a twelfth, each from dark to light.
  const sector = ({ hue }: { hue: number | undefined }) => (hue === undefined ? -1 : Math.floor(hue * 12));
  return order.sort((a, b) => sector(seen[a]) - sector(seen[b]) || byLightness(a, b));
}

const light = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
