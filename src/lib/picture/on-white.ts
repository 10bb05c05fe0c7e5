/** Puts white behind what is transparent, in place; returns whether anything was. */
export function putOnWhite(rgba: Uint8ClampedArray): boolean {
  let any = false;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3];
    if (alpha === 255) continue;
    any = true;
    for (let channel = at; channel < at + 3; channel++) {
      rgba[channel] = (rgba[channel] * alpha + 255 * (255 - alpha)) / 255;
    }
    rgba[at + 3] = 255;
  }
  return any;
}
