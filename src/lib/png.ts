import { deflate } from './deflate.ts';
import { headerChunk, pngFile, SRGB_CHUNK } from './png-chunks.ts';
import { filterAdaptive, filterNone, type RowFilter } from './png-filter.ts';

/** Bytes of rows given to the compressor at a time. */
const PIECE = 1 << 17;
/** To choose between filters, every so many-th of the picture's bands of rows is compressed both ways. */
const BAND_ROWS = 16;
const BANDS_TRIED = 8;

/** A picture of colours out of a palette. */
export interface IndexedPicture {
  width: number;
  height: number;
  /** For each pixel, row by row, the number of its colour in the palette. */
  indices: Uint8Array;
  /** RGBA, 4 bytes each, 1 to 256 colours. */
  palette: Uint8Array;
}

/** A picture of free colours: RGBA, not premultiplied, row by row. */
export interface RgbaPicture {
  width: number;
  height: number;
  rgba: Uint8Array | Uint8ClampedArray;
}

/**
 * A PNG with a palette, of as few bits a pixel as the palette needs: 1, 2, 4 or 8. Colours keep their order and their
 * alpha; rows are not filtered, which is best for palettes. Rows are packed piece by piece: beside the picture, only
 * the compressed file is held. Throws an `Error` where sizes do not agree or an index has no colour. `between` is awaited
 * after every piece, as some platforms compress without ever giving other work a turn; what it throws ends the work.
 */
export async function encodeIndexedPng(
  picture: IndexedPicture,
  between?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, indices, palette } = picture;
  checkPixels(width, height, indices.length, 1);
  const colors = palette.length / 4;
  if (!Number.isInteger(colors) || colors < 1 || colors > 256) {
    throw new Error(`A palette of ${palette.length} bytes is not 1 to 256 colours of 4 bytes.`);
  }
  for (let i = 0; colors < 256 && i < indices.length; i++) {
    if (indices[i] >= colors)
      throw new Error(`Pixel ${i} has colour ${indices[i]} of a palette of ${colors}.`);
  }
  const depth = colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8;
  const chunks = [
    headerChunk(width, height, depth, 3),
    SRGB_CHUNK,
    { type: 'PLTE', data: [channels(palette, [0, 1, 2])] },
  ];
  const alpha = channels(palette, [3]);
  const opaqueFrom = alpha.findLastIndex((value) => value < 255) + 1;
  if (opaqueFrom > 0) chunks.push({ type: 'tRNS', data: [alpha.subarray(0, opaqueFrom)] });
  const rows = packedRows(picture, depth);
  return pngFile([...chunks, { type: 'IDAT', data: await deflate(between ? paced(rows, between) : rows) }]);
}

async function* paced<T>(pieces: Iterable<T>, between: () => Promise<void>): AsyncGenerator<T> {
  for (const piece of pieces) {
    yield piece;
    await between();
  }
}

/**
 * A PNG of 8 bits a channel: RGB when every pixel is opaque, else RGBA. Whether rows are filtered is decided by trying
 * both on some bands of the picture, because photographs gain by it and pictures of few colours lose. Throws an
 * `Error` where sizes do not agree.
 */
export async function encodeRgbaPng(picture: RgbaPicture): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, rgba } = picture;
  checkPixels(width, height, rgba.length, 4);
  const channelCount = isOpaque(rgba) ? 3 : 4;
  const bands = sampleBands(height);
  const size = async (filter: RowFilter) => {
    const pieces = await deflate(filteredRows(picture, channelCount, filter, bands));
    return pieces.reduce((sum, piece) => sum + piece.length, 0);
  };
  const filter = (await size(filterAdaptive)) < (await size(filterNone)) ? filterAdaptive : filterNone;
  const data = await deflate(filteredRows(picture, channelCount, filter, [[0, height]]));
  return pngFile([
    headerChunk(width, height, 8, channelCount === 3 ? 2 : 6),
    SRGB_CHUNK,
    { type: 'IDAT', data },
  ]);
}

function checkPixels(width: number, height: number, length: number, bytesPerPixel: number): void {
  const sized = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
  if (!sized || length !== width * height * bytesPerPixel) {
    throw new Error(`${length} bytes are not a picture of ${width} × ${height} pixels.`);
  }
}

/** Of RGBA colours, some channels. */
function channels(rgba: Uint8Array, which: readonly number[]): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * which.length);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    for (const channel of which) out[to++] = rgba[from + channel];
  }
  return out;
}

function isOpaque(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false;
  return true;
}

/** The rows of a picture as PNG packs them, `depth` bits a pixel from the highest, each after a 0 for "no filter". */
function* packedRows(
  { width, height, indices }: IndexedPicture,
  depth: number,
): Generator<Uint8Array<ArrayBuffer>> {
  const rowBytes = 1 + Math.ceil((width * depth) / 8);
  const rowsPerPiece = Math.max(1, Math.floor(PIECE / rowBytes));
  for (let y = 0; y < height; y += rowsPerPiece) {
    const rows = Math.min(rowsPerPiece, height - y);
    const piece = new Uint8Array(rows * rowBytes);
    for (let row = 0; row < rows; row++) {
      const from = (y + row) * width;
      const to = row * rowBytes + 1;
      if (depth === 8) piece.set(indices.subarray(from, from + width), to);
      else pack(indices, from, width, depth, piece, to);
    }
    yield piece;
  }
}

function pack(
  indices: Uint8Array,
  from: number,
  count: number,
  depth: number,
  out: Uint8Array,
  to: number,
): void {
  let shift = 8;
  for (let i = 0; i < count; i++) {
    shift -= depth;
    out[to] |= indices[from + i] << shift;
    if (shift === 0) {
      shift = 8;
      to++;
    }
  }
}

/** Bands of rows, from and to, spread over the height; all of a low picture. */
function sampleBands(height: number): [number, number][] {
  if (height <= BAND_ROWS * BANDS_TRIED) return [[0, height]];
  return Array.from({ length: BANDS_TRIED }, (_, band) => {
    const from = Math.floor((band * (height - BAND_ROWS)) / (BANDS_TRIED - 1));
    return [from, from + BAND_ROWS];
  });
}

/** Filtered rows of the bands, with 3 or 4 channels. */
function* filteredRows(
  { width, rgba }: RgbaPicture,
  channelCount: 3 | 4,
  filter: RowFilter,
  bands: readonly (readonly [number, number])[],
): Generator<Uint8Array<ArrayBuffer>> {
  const rowBytes = width * channelCount;
  const rowsPerPiece = Math.max(1, Math.floor(PIECE / (rowBytes + 1)));
  let above = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  for (const [top, bottom] of bands) {
    if (top > 0) readRow(rgba, top - 1, width, channelCount, above);
    for (let y = top; y < bottom; y += rowsPerPiece) {
      const end = Math.min(bottom, y + rowsPerPiece);
      const piece = new Uint8Array((end - y) * (rowBytes + 1));
      let at = 0;
      for (let line = y; line < end; line++) {
        readRow(rgba, line, width, channelCount, row);
        at = filter(row, above, channelCount, piece, at);
        [above, row] = [row, above];
      }
      yield piece;
    }
  }
}

function readRow(
  rgba: Uint8Array | Uint8ClampedArray,
  y: number,
  width: number,
  channelCount: 3 | 4,
  row: Uint8Array,
): void {
  const from = y * width * 4;
  if (channelCount === 4) {
    row.set(rgba.subarray(from, from + width * 4));
    return;
  }
  for (let pixel = 0, to = 0; pixel < width; pixel++) {
    const at = from + pixel * 4;
    row[to++] = rgba[at];
    row[to++] = rgba[at + 1];
    row[to++] = rgba[at + 2];
  }
}
