import { InvalidInputError } from '../engine/errors.ts';
import { formatBytes } from './format.ts';

export interface ReadOptions {
  /** Bytes above which a file is refused before any of it is read. */
  maxBytes: number;
  signal?: AbortSignal;
  /** Told after each piece, in bytes. */
  onprogress?: (done: number, total: number) => void;
}

/** How much of a file is looked at to tell what it is. */
const HEAD = 65_536;

/** Throws `InvalidInputError`, with the limit in it and `advice` behind it, for a file that is too large, or empty. Reads nothing. */
export function checkSize(file: File, maxBytes: number, advice = ''): void {
  if (file.size > maxBytes) {
    throw new InvalidInputError(
      `“${file.name}” has ${formatBytes(file.size)}; at most ${formatBytes(maxBytes)} can be read here. Nothing was read.${advice && ` ${advice}`}`,
    );
  }
  if (file.size === 0) throw new InvalidInputError(`“${file.name}” is empty.`);
}

/**
 * A text file piece by piece, so that a large one is never held whole and reading can be stopped between pieces.
 * UTF-8, UTF-16 with a byte order mark (as spreadsheets save "Unicode text") and Windows-1252 are understood; anything
 * that is not text is an `InvalidInputError`. Works in pages and workers.
 */
export async function* readTextPieces(file: File, options: ReadOptions): AsyncGenerator<string, void> {
  const { maxBytes, signal, onprogress } = options;
  checkSize(file, maxBytes);
  signal?.throwIfAborted();
  const encoding = textEncoding(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()), file.size > HEAD);
  if (!encoding) {
    throw new InvalidInputError(
      `“${file.name}” is not a text file. Save the numbers as plain text or CSV and try again.`,
    );
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = file.stream().getReader();
  let done = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const piece = await reader.read();
      if (piece.done) break;
      if (encoding === 'utf-8' && piece.value.includes(0)) throw new TypeError('a zero byte');
      const text = decoder.decode(piece.value, { stream: true });
      done += piece.value.length;
      onprogress?.(done, file.size);
      yield text;
    }
    const rest = decoder.decode();
    if (rest) yield rest;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // the decoder's way to say that the bytes are not text
    throw new InvalidInputError(
      `“${file.name}” stops being text after about ${formatBytes(done)}. Save it as UTF-8 and try again.`,
    );
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** A whole text file as one string; see `readTextPieces`. */
export async function readText(file: File, options: ReadOptions): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of readTextPieces(file, options)) pieces.push(piece);
  return pieces.join('');
}

/** The encoding of a text that begins with these bytes (`more`: and goes on), or undefined when it is no text. */
export function textEncoding(
  head: Uint8Array,
  more = false,
): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.some(isControl)) return undefined;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: more });
    return 'utf-8';
  } catch {
    return 'windows-1252'; // no control bytes: text of an older kind rather than binary
  }
}

/** Bytes no text holds: all below the space but tab, line feed, form feed, return; and escape is allowed to terminals. */
function isControl(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27;
}
