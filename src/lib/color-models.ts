import type { Rgba } from './palette.ts';

/** sRGB, each part from 0 to 1, as bytes; opaque. */
export function rgbBytes(red: number, green: number, blue: number): Rgba {
  const byte = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 255);
  return [byte(red), byte(green), byte(blue), 255];
}

/**
 * Ink, each from 0 to 1, as bytes of sRGB by the plain rule (1 - C)(1 - K): what inks really look like depends on a
 * press profile, which palettes do not carry.
 */
export function cmykBytes(cyan: number, magenta: number, yellow: number, black: number): Rgba {
  return rgbBytes(
    ...([cyan, magenta, yellow].map((ink) => (1 - ink) * (1 - black)) as [number, number, number]),
  );
}

/**
 * CIELAB for D50, as Adobe's files have it (L from 0 to 100), as bytes of sRGB: to XYZ, adapted to D65 by Bradford's
 * method (the matrix of the CSS Color 4 sample code), clipped to what sRGB can show.
 */
export function labBytes(lightness: number, a: number, b: number): Rgba {
  const y = (lightness + 16) / 116;
  const [X, Y, Z] = [0.9642956764 * cubed(y + a / 500), cubed(y), 0.8251046025 * cubed(y - b / 200)];
  const x65 = 0.9554734527 * X - 0.0230985368 * Y + 0.0632593087 * Z;
  const y65 = -0.0283697069 * X + 1.0099954581 * Y + 0.0210413989 * Z;
  const z65 = 0.0123140016 * X - 0.0205076964 * Y + 1.3303659366 * Z;
  return rgbBytes(
    encoded(3.2409699419 * x65 - 1.5373831776 * y65 - 0.4986107603 * z65),
    encoded(-0.9692436363 * x65 + 1.8759675015 * y65 + 0.0415550574 * z65),
    encoded(0.0556300797 * x65 - 0.2039769589 * y65 + 1.0569715142 * z65),
  );
}

/** CIELAB's inverse of its cube root with a straight foot. */
function cubed(f: number): number {
  return f > 6 / 29 ? f ** 3 : (116 * f - 16) / (24389 / 27);
}

/** sRGB's curve: from an amount of light to what is stored. */
function encoded(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}
