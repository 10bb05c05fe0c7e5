const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

/** A chunk of a PNG file: four letters, and its bytes, in pieces that follow each other. */
export interface PngChunk {
  type: string;
  data: readonly Uint8Array[];
}

/** A PNG file of these chunks: signature, lengths and checksums are added here, and the IEND chunk at the end. */
export function pngFile(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const all = [...chunks, { type: 'IEND', data: [] }];
  const sizes = all.map(({ data }) => data.reduce((size, piece) => size + piece.length, 0));
  const file = new Uint8Array(SIGNATURE.length + sizes.reduce((size, chunk) => size + chunk + 12, 0));
  const view = new DataView(file.buffer);
  file.set(SIGNATURE);
  let at = SIGNATURE.length;
  all.forEach(({ type, data }, i) => {
    view.setUint32(at, sizes[i]);
    const start = at + 4;
    at = start;
    for (let letter = 0; letter < 4; letter++) file[at++] = type.charCodeAt(letter);
    for (const piece of data) {
      file.set(piece, at);
      at += piece.length;
    }
    view.setUint32(at, crc32(file, start, at));
    at += 4;
  });
  return file;
}

/** The header chunk; PNG's third edition, section 11.2.1. `colorType`: 2 RGB, 3 palette, 6 RGBA. */
export function headerChunk(width: number, height: number, bitDepth: number, colorType: 2 | 3 | 6): PngChunk {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  view.setUint8(8, bitDepth);
  view.setUint8(9, colorType);
  return { type: 'IHDR', data: [data] };
}

/** Says that the colours are sRGB, so that no viewer guesses; rendering intent: perceptual. */
export const SRGB_CHUNK: PngChunk = { type: 'sRGB', data: [Uint8Array.of(0)] };

function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let i = from; i < to; i++) crc = CRC_TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
