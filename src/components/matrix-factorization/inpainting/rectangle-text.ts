import { InvalidInputError } from '../../../engine/errors.ts';
import { formatCount } from '../../../lib/format.ts';
import type { Rectangle, Size } from './strokes.ts';

const PARTS = ['left', 'top', 'width', 'height'] as const;

/** Reads "left, top, width, height" in pixels; an `InvalidInputError` says what is wrong and what to type. */
export function readRectangle(text: string, size: Size): Rectangle {
  const parts = text.trim().split(/[\s,;×x]+/);
  if (parts.length !== 4 || text.trim() === '') {
    const found = text.trim() === '' ? 'nothing' : `${parts.length} ${parts.length === 1 ? 'part' : 'parts'}`;
    throw new InvalidInputError(
      `A rectangle is four whole numbers: left, top, width, height, such as 40, 60, 30, 20. There ${parts.length === 1 ? 'is' : 'are'} ${found}.`,
    );
  }
  const [left, top, width, height] = parts.map((part, place) => {
    if (/^\d+$/.test(part)) return Number(part);
    throw new InvalidInputError(
      `“${part.slice(0, 20)}” for ${PARTS[place]} is not a whole number, 0 or more. Type pixels, such as 40, 60, 30, 20.`,
    );
  });
  if (width < 1 || height < 1) {
    throw new InvalidInputError('The rectangle has no pixels: its width and height must be 1 or more.');
  }
  if (left >= size.width || top >= size.height) {
    throw new InvalidInputError(
      `The rectangle lies outside the picture, which has ${formatCount(size.width)} × ${formatCount(size.height)} pixels; left and top count from 0.`,
    );
  }
  return { left, top, width, height };
}
