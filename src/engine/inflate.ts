import { Inflate } from 'fflate';
import { damaged, isInvalidInput } from './errors.ts';

/**
 * Deflated data that unpack to `size` bytes, and are called `name` where they do not. Piece by piece, to stop as soon as there is more than was
 * said: a small file may unpack to a thousand times its length.
 */
export function inflated(packed: Uint8Array, size: number, name: string): Uint8Array<ArrayBuffer> {
  if (size > 1100 * packed.length + 64) throw damaged(`${name} cannot unpack to ${size} bytes`);
  const whole = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length > size) throw damaged(`${name} has more than its ${size} bytes`);
    whole.set(piece, length);
    length += piece.length;
  });
  const PIECE = 16_384;
  try {
    for (let from = 0; from < packed.length || from === 0; from += PIECE)
      inflate.push(packed.subarray(from, from + PIECE), from + PIECE >= packed.length);
  } catch (error) {
    if (isInvalidInput(error)) throw error;
    throw damaged(`${name} cannot be unpacked`);
  }
  if (length !== size) throw damaged(`${name} has ${length} bytes, not ${size}`);
  return whole;
}
