import { Unzlib } from 'fflate';
import { InvalidInputError } from '../../errors.ts';
import { damaged } from './damaged.ts';

/** Most steps on the way to the arrays of a file, and most bytes of its lists: those of VGG-19 take some thousand. */
const MOST = { steps: 50_000, strange: 1e6, list: 1e6, lists: 64e6 };

/** How the parts of a file begin that lists are made of. */
const SIGNATURES = new Set([
  'TREE',
  'SNOD',
  'HEAP',
  'OHDR',
  'OCHK',
  'FRHP',
  'FHDB',
  'FHIB',
  'BTHD',
  'BTLF',
  'BTIN',
  'GCOL',
]);

/**
 * Watches what jsfive reads of a file, since a made-up file could keep it busy for hours or fill the memory. jsfive takes every part of a
 * list by `slice`, the first four bytes of each by themselves: so it is here that signatures, counts and sizes are checked.
 */
export class H5Guard {
  readonly bytes: ArrayBuffer;
  /** Numbers that a chunk of the array being read has, and bytes that it may still unpack to; 0 while lists are read. */
  #chunk = 0;
  #room = 0;
  #steps = 0;
  #strange = 0;
  #listed = 0;

  constructor(file: Uint8Array) {
    const whole = file.length === file.buffer.byteLength && file.buffer instanceof ArrayBuffer;
    this.bytes = (whole ? file : new Uint8Array(file)).buffer as ArrayBuffer;
  }

  /** Watches while the file's lists are read. */
  listing<T>(read: () => T): T {
    return this.#watching(read);
  }

  /** Watches while an array of so many numbers is read, in chunks of so many. */
  reading<T>(count: number, chunk: number, read: () => T): T {
    if (chunk > 4 * count + 1e6) throw damaged('chunks of an array in it are larger than the array');
    if (chunk > 0 && chunk < 5 && count > 5)
      throw new InvalidInputError(
        'The HDF5 file has an array in chunks of a few numbers. Save it again without chunks.',
      );
    this.#chunk = chunk;
    this.#room = 64 * (count + chunk) + 1e6;
    try {
      return this.#watching(read);
    } finally {
      this.#chunk = 0;
    }
  }

  #watching<T>(read: () => T): T {
    const { bytes } = this;
    const view = new DataView(bytes);
    this.#steps = 0;
    bytes.slice = (start = 0, end = bytes.byteLength) => {
      if (!(start >= 0 && end >= start && end <= bytes.byteLength))
        throw damaged('parts of it lie outside of it');
      this.#look(view, start, end - start);
      return ArrayBuffer.prototype.slice.call(bytes, start, end);
    };
    try {
      return read();
    } finally {
      Reflect.deleteProperty(bytes, 'slice');
    }
  }

  #look(view: DataView, start: number, length: number): void {
    const steps = length === 4 ? this.#entries(view, start) : 1;
    this.#step(steps);
    if (this.#chunk > 0) return;
    this.#listed += length;
    if (length > MOST.list || this.#listed > MOST.lists) throw tooLong();
  }

  #step(count: number): void {
    this.#steps += count;
    if (this.#steps > MOST.steps) throw tooLong();
  }

  /** What follows a signature, in entries to be gone through. */
  #entries(view: DataView, at: number): number {
    const signature = String.fromCharCode(...new Uint8Array(this.bytes, at, 4));
    if (signature === 'OHDR') return messages(view, at);
    if (at + 8 > view.byteLength) return 1;
    const count = view.getUint16(at + 6, true);
    if (!SIGNATURES.has(signature)) {
      // A name of four letters, or what jsfive takes for a tree without looking at how it begins.
      this.#strange += count;
      if (this.#chunk > 0 || !/^[\w:.-]{4}$/.test(signature) || this.#strange > MOST.strange)
        throw damaged('a list in it is not where it should be');
      return 1;
    }
    if (signature === 'SNOD') return count;
    if (signature !== 'TREE') return 1;
    if (this.#chunk > 0 && view.getUint8(at + 5) === 0) {
      this.#room -= count * this.#chunk;
      if (this.#room < 0) throw damaged('an array in it has more chunks than numbers');
    }
    return count;
  }

  /** zlib data of a chunk, unpacked to no more than there is room for. */
  unpacked(packed: ArrayBuffer): ArrayBuffer {
    const pieces: Uint8Array[] = [];
    let length = 0;
    const unzlib = new Unzlib((piece) => {
      length += piece.length;
      this.#room -= piece.length;
      if (this.#room < 0) throw damaged('a chunk of it unpacks to more than its numbers take');
      pieces.push(piece);
    });
    const bytes = new Uint8Array(packed);
    const PIECE = 16_384;
    for (let from = 0; from < bytes.length || from === 0; from += PIECE)
      unzlib.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole.buffer;
  }
}

const tooLong = () =>
  new InvalidInputError(
    'The HDF5 file has longer lists than any network’s. Take the file as Keras wrote it.',
  );

/** Messages of an object header of version 2, as jsfive goes through them; those of version 1 it takes one by one. */
function messages(view: DataView, at: number): number {
  const flags = view.getUint8(at + 5);
  const order = flags & 4 ? 2 : 0;
  const sizes = at + 6 + (flags & 32 ? 16 : 0);
  const width = 1 << (flags & 3);
  const size =
    width === 1
      ? view.getUint8(sizes)
      : width === 2
        ? view.getUint16(sizes, true)
        : view.getUint32(sizes, true);
  const blocks = [[sizes + width, size]];
  const seen = new Set([sizes + width]);
  let count = 0;
  for (const [start, length] of blocks)
    for (let offset = 0; offset < length - 4; count++) {
      const place = start + offset;
      if (count > MOST.steps || place + 4 > view.byteLength) throw tooLong();
      offset += 4 + order + view.getUint16(place + 1, true);
      if (view.getUint8(place) !== 16 || place + 20 + order > view.byteLength) continue;
      const [next, bytes] = [8, 16].map((field) =>
        Number(view.getBigUint64(place + 4 + order + field - 8, true)),
      );
      if (seen.has(next + 4)) continue;
      seen.add(next + 4);
      blocks.push([next + 4, bytes - 4]);
    }
  return count;
}
