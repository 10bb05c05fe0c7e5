import { InvalidInputError } from '../../engine/errors.ts';

/** How much is read at a time: the whole header of most files. */
const WINDOW = 65_536;

/** Looks into one file, above which its header is taken for an endless loop. A picture's own takes a few dozen. */
const MAX_LOOKS = 200_000;

/** Looks into a file here and there without reading the whole, and words what is wrong with it. */
export class FileBytes {
  /** What sentences call the file. */
  readonly title: string;
  readonly size: number;
  readonly #blob: Blob;
  #window = new DataView(new ArrayBuffer(0));
  #start = 0;
  #looks = 0;

  constructor(blob: Blob, name = blob instanceof File ? blob.name : '') {
    this.#blob = blob;
    this.size = blob.size;
    this.title = titleOf(name);
  }

  /** Exactly `length` bytes from `offset` on; `InvalidInputError` where the file ends before. */
  async view(offset: number, length: number): Promise<DataView<ArrayBuffer>> {
    if (offset + length > this.size) throw this.cutShort();
    return this.upTo(offset, length);
  }

  /** As `view`, or as many bytes as the file has. */
  async upTo(offset: number, length: number): Promise<DataView<ArrayBuffer>> {
    if (++this.#looks > MAX_LOOKS) throw this.damaged('its header does not come to an end');
    const from = Math.min(offset, this.size);
    const to = Math.min(offset + length, this.size);
    if (from < this.#start || to > this.#start + this.#window.byteLength) {
      // Where looks follow each other the next are read with this one; a leap is likely to be followed by a leap.
      const ahead = from <= this.#start + this.#window.byteLength ? WINDOW : 0;
      this.#window = new DataView(await this.#read(from, Math.max(to, from + ahead)));
      this.#start = from;
    }
    return new DataView(this.#window.buffer, from - this.#start, to - from);
  }

  async #read(from: number, to: number): Promise<ArrayBuffer> {
    try {
      return await this.#blob.slice(from, to).arrayBuffer();
    } catch (error) {
      if ((error as Error).name !== 'NotReadableError') throw error;
      throw unreadable(this.title);
    }
  }

  /** The error for a file that ends too early. */
  cutShort(): InvalidInputError {
    return cutShort(this.title);
  }

  /** The error for a file that contradicts itself. */
  damaged(how: string): InvalidInputError {
    return new InvalidInputError(`${this.title} is damaged: ${how}. Save the picture anew and try again.`);
  }
}

/** What sentences call a picture, at their beginning: its file's name in quotes, else "The picture". */
export function titleOf(name: string | undefined): string {
  return name ? `“${name}”` : 'The picture';
}

/** The error for a picture whose file ends too early. */
export function cutShort(title: string): InvalidInputError {
  return new InvalidInputError(
    `${title} is cut short: the file ends before its picture does. Get the whole file and try again.`,
  );
}

/** The error for a file that was changed, moved or deleted since it was chosen. */
export function unreadable(title: string): InvalidInputError {
  return new InvalidInputError(`${title} can no longer be read; it may have changed. Choose it again.`);
}

/** Bytes as the characters of ASCII, for names and magic words. */
export function asciiAt(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let i = offset; i < Math.min(offset + length, view.byteLength); i++) {
    text += String.fromCharCode(view.getUint8(i));
  }
  return text;
}
