import { InvalidInputError } from '../errors.ts';
import { ALPHA, DITHER, MODE, SPACE, TILE } from './core.ts';
import type { QuantizeOptions, RemapOptions } from './quantization.ts';

/** The most pixels a histogram can count. */
export const MAX_PIXELS = 2 ** 28;

const count = (n: number) => n.toLocaleString('en');

/** Throws an `InvalidInputError` unless these are the pixels of a picture of that size. */
export function checkPicture(rgba: ArrayLike<number>, width: number, height: number): void {
  const isSize = (side: number) => Number.isInteger(side) && side >= 1;
  if (!isSize(width) || !isSize(height))
    throw new InvalidInputError(
      `A picture of ${width} by ${height} pixels has none to count. Give one of at least 1 by 1.`,
    );
  if (width * height > MAX_PIXELS)
    throw new InvalidInputError(
      `The picture has ${count(width * height)} pixels, and at most ${count(MAX_PIXELS)} can be counted. Scale it down.`,
    );
  if (rgba.length !== 4 * width * height)
    throw new InvalidInputError(
      `A picture of ${width} by ${height} pixels has ${count(4 * width * height)} bytes (RGBA), not ${count(rgba.length)}.`,
    );
}

/** Throws an `InvalidInputError` unless a palette can be looked for with these options. */
export function checkOptions({
  k,
  space,
  mode,
  alpha,
  seed,
  locked,
  start,
  tolerance,
}: QuantizeOptions): void {
  if (!Number.isInteger(k) || k < 1 || k > 256)
    throw new InvalidInputError(`The number of colours must be a whole number from 1 to 256, not ${k}.`);
  oneOf('space', space, SPACE);
  oneOf('mode', mode, MODE);
  oneOf('alpha', alpha, ALPHA);
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32))
    throw new InvalidInputError(`The seed must be a whole number from 0 to 4,294,967,295, not ${seed}.`);
  if (tolerance !== undefined && !(tolerance >= 0 && tolerance < 1))
    throw new InvalidInputError(`The tolerance must be at least 0 and below 1, not ${tolerance}.`);
  for (const [name, colors] of [['locked', locked] as const, ['start', start] as const])
    if (colors && colors.length % 4 !== 0)
      throw new InvalidInputError(`The ${name} colours have 4 bytes each, and these are ${colors.length}.`);
  const lockedColors = (locked?.length ?? 0) / 4;
  if (lockedColors > k)
    throw new InvalidInputError(
      `${lockedColors} colours are locked, which is more than the ${k} wanted. Unlock some, or ask for more.`,
    );
  if (start && start.length > 0 && start.length / 4 !== k - lockedColors)
    throw new InvalidInputError(
      `There are ${start.length / 4} colours to start from, and ${k - lockedColors} are needed.`,
    );
}

/** Throws an `InvalidInputError` unless these bytes are a palette; gives the number of its colours. */
export function checkPalette(palette: Uint8Array): number {
  const size = palette.length / 4;
  if (!Number.isInteger(size) || size < 1 || size > 256)
    throw new InvalidInputError(
      `A palette has 1 to 256 colours of 4 bytes each, not ${palette.length} bytes.`,
    );
  return size;
}

/** Throws an `InvalidInputError` unless `pixels` pixels can be remapped with these options. */
export function checkRemap({ width, dither, strength, space, alpha }: RemapOptions, pixels: number): void {
  oneOf('space', space, SPACE);
  oneOf('alpha', alpha, ALPHA);
  oneOf('dither', dither, DITHER);
  if (strength !== undefined && !(strength >= 0 && strength <= 1))
    throw new InvalidInputError(`The strength of dithering must be from 0 to 1, not ${strength}.`);
  if ((dither ?? 'none') === 'none') return;
  if (width === undefined || !Number.isInteger(width) || width < 1 || pixels % width !== 0)
    throw new InvalidInputError(
      `Dithering must know how many pixels a row has, and ${count(pixels)} make no rows of ${width}.`,
    );
  if (width > TILE)
    throw new InvalidInputError(
      `Rows of ${count(width)} pixels cannot be dithered; at most ${count(TILE)} can. Scale the picture down.`,
    );
}

function oneOf(name: string, value: string | undefined, choices: object): void {
  if (value !== undefined && !Object.hasOwn(choices, value))
    throw new InvalidInputError(
      `There is no ${name} “${value}”; there are ${Object.keys(choices).join(', ')}.`,
    );
}

/** For when the module's memory is used up. */
export function noMemory(): InvalidInputError {
  return new InvalidInputError(
    'There is not enough memory for this picture here. Scale it down, or close other pages.',
  );
}
