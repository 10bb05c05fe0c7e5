import { InvalidInputError } from '../engine/errors.ts';

/** The most colours a palette may have. */
export const PALETTE_LIMIT = 256;

/** Colours that are all different, in their order. */
export interface Palette {
  /** RGBA, 4 bytes each, 1 to 256 colours; what is wholly transparent is 0, 0, 0, 0. */
  colors: Uint8Array<ArrayBuffer>;
  /** A name for each colour, '' where it has none; left out where none has. */
  names?: string[];
}

/** A palette out of a text or file. */
export interface ReadPalette extends Palette {
  /** What it was read as: "a GIMP palette", "a list of colours". */
  kind: string;
  /** Colours that were left out because they had come before. */
  duplicates: number;
}

/** Red, green, blue and alpha, whole numbers from 0 to 255. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** Gathers a palette colour by colour: leaves out those it has, and throws an `InvalidInputError` at one too many. */
export class PaletteBuilder {
  readonly #bytes: number[] = [];
  readonly #names: string[] = [];
  readonly #seen = new Set<number>();
  #duplicates = 0;

  /** Adds a colour of bytes. */
  add([red, green, blue, alpha]: Rgba, name = ''): void {
    const color = alpha === 0 ? [0, 0, 0, 0] : [red, green, blue, alpha];
    const key = color.reduce((number, byte) => number * 256 + byte, 0);
    if (this.#seen.has(key)) {
      this.#duplicates++;
      return;
    }
    if (this.#seen.size === PALETTE_LIMIT) {
      throw new InvalidInputError(
        `There are more than ${PALETTE_LIMIT} different colours, the most a palette can have. Take some out and try again.`,
      );
    }
    this.#seen.add(key);
    this.#bytes.push(...color);
    this.#names.push(oneLine(name));
  }

  /** The palette, read as `kind`. Throws an `InvalidInputError` where no colour was added. */
  end(kind: string): ReadPalette {
    if (this.#seen.size === 0) throw new InvalidInputError(`This is ${kind} without a single colour.`);
    const colors = Uint8Array.from(this.#bytes);
    const named = this.#names.some((name) => name !== '');
    return { kind, colors, duplicates: this.#duplicates, ...(named && { names: this.#names }) };
  }
}

/** `#rrggbb`, or `#rrggbbaa` where it is not opaque, of the colour number `i`. */
export function hexOf(colors: Uint8Array, i: number): string {
  const bytes = colors.subarray(i * 4, i * 4 + (colors[i * 4 + 3] === 255 ? 3 : 4));
  return `#${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** A name as formats of lines can hold it: control characters and line ends become blanks, and blanks one. */
export function oneLine(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return name.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
