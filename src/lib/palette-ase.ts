import { InvalidInputError } from '../engine/errors.ts';
import { cmykBytes, labBytes, rgbBytes } from './color-models.ts';
import { type Palette, PaletteBuilder, type ReadPalette, type Rgba } from './palette.ts';
import { excerpt } from './text-place.ts';

const HEADER_BYTES = 12;
const COLOR_BLOCK = 0x0001;

/** How the colour models of the format become sRGB, and how many numbers each takes. */
const MODELS: Record<string, { parts: number; bytes: (parts: readonly number[]) => Rgba } | undefined> = {
  'RGB ': { parts: 3, bytes: ([red, green, blue]) => rgbBytes(red, green, blue) },
  CMYK: { parts: 4, bytes: ([c, m, y, k]) => cmykBytes(c, m, y, k) },
  'LAB ': { parts: 3, bytes: ([lightness, a, b]) => labBytes(lightness * 100, a, b) },
  Gray: { parts: 1, bytes: ([gray]) => rgbBytes(gray, gray, gray) },
};

/** Whether bytes are an Adobe Swatch Exchange file, by their first four. */
export function isAse(bytes: Uint8Array): boolean {
  return letters(bytes, 0) === 'ASEF';
}

/**
 * An Adobe Swatch Exchange file (.ase): blocks of big-endian numbers, of which the colours are read, groups and unknown
 * kinds passed over. CMYK, LAB and grey swatches are converted as `color-models.ts` says. Throws an `InvalidInputError`
 * where the file ends early or a swatch cannot be understood, with its number.
 */
export function readAse(bytes: Uint8Array): ReadPalette {
  const palette = new PaletteBuilder();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let swatches = 0;
  const cut = () =>
    new InvalidInputError(
      `This swatch file ends in the middle, after ${swatches} ${swatches === 1 ? 'colour' : 'colours'}. Save or copy it again.`,
    );
  if (bytes.length < HEADER_BYTES) throw cut();
  const blocks = view.getUint32(8);
  let at = HEADER_BYTES;
  for (let block = 0; block < blocks; block++) {
    if (at + 6 > bytes.length) throw cut();
    const kind = view.getUint16(at);
    const start = at + 6;
    at = start + view.getUint32(at + 2);
    if (at > bytes.length) throw cut();
    if (kind !== COLOR_BLOCK) continue;
    swatches++;
    const { name, color } = readSwatch(bytes.subarray(start, at), swatches);
    palette.add(color, name);
  }
  return palette.end('an Adobe swatch file');
}

/** The same format, for Adobe's programs, Affinity and others; RGB. It holds no alpha: colours are written as if opaque. */
export function writeAse({ colors, names }: Palette): Uint8Array<ArrayBuffer> {
  const labels = Array.from({ length: colors.length / 4 }, (_, i) => names?.[i] || `Colour ${i + 1}`);
  const size = labels.reduce((sum, label) => sum + 6 + blockBytes(label), HEADER_BYTES);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  writeLetters(bytes, 0, 'ASEF');
  view.setUint16(4, 1); // version 1.0
  view.setUint32(8, labels.length);
  let at = HEADER_BYTES;
  labels.forEach((label, i) => {
    view.setUint16(at, COLOR_BLOCK);
    view.setUint32(at + 2, blockBytes(label));
    view.setUint16(at + 6, label.length + 1);
    at += 8;
    for (let unit = 0; unit < label.length; unit++) view.setUint16(at + unit * 2, label.charCodeAt(unit));
    at += (label.length + 1) * 2;
    writeLetters(bytes, at, 'RGB ');
    for (let channel = 0; channel < 3; channel++) {
      view.setFloat32(at + 4 + channel * 4, colors[i * 4 + channel] / 255);
    }
    view.setUint16(at + 16, 2); // neither global nor a spot colour
    at += 18;
  });
  return bytes;
}

function readSwatch(block: Uint8Array, number: number): { name: string; color: Rgba } {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const nameEnd = block.length < 2 ? Number.POSITIVE_INFINITY : 2 + view.getUint16(0) * 2;
  const broken = new InvalidInputError(
    `Colour ${number} of this swatch file is damaged. Save or copy it again.`,
  );
  if (nameEnd + 4 > block.length) throw broken;
  const name = new TextDecoder('utf-16be').decode(block.subarray(2, nameEnd)).split('\0', 1)[0];
  const kind = letters(block, nameEnd);
  const model = MODELS[kind];
  if (!model) {
    throw new InvalidInputError(
      `Colour ${number} of this swatch file is of the model ${excerpt(kind)}; RGB, CMYK, LAB and Gray can be read.`,
    );
  }
  if (nameEnd + 4 + model.parts * 4 > block.length) throw broken;
  const parts = Array.from({ length: model.parts }, (_, i) => view.getFloat32(nameEnd + 4 + i * 4));
  if (!parts.every(Number.isFinite)) throw broken;
  return { name, color: model.bytes(parts) };
}

/** Length of a name's block after its head: name with its end, model, three numbers, type. */
const blockBytes = (name: string) => 2 + (name.length + 1) * 2 + 4 + 12 + 2;

const letters = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

function writeLetters(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
