import type { textEncoding } from './files.ts';

/** An encoding of texts, as `textEncoding` tells it. */
export type Encoding = NonNullable<ReturnType<typeof textEncoding>>;

/** Milliseconds of reading between looks at a worker's messages. */
const TURN = 40;

/** Whether a file that begins with these bytes is a zip, as spreadsheets' own files are, or a gzip. */
export const isPacked = ([a, b]: Uint8Array): boolean =>
  (a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b);

/** Turns pieces of a text, one after the other, into UTF-8. */
export function transcoder(encoding: Encoding): (piece: Uint8Array) => Uint8Array {
  if (encoding === 'utf-8') return (piece) => piece;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (piece) => encoder.encode(decoder.decode(piece, { stream: true }));
}

/**
 * Gives a text to `push` piece by piece, as UTF-8, with a turn for the messages of a worker every so often; rejects with the signal's
 * reason once it is aborted. `onprogress` is told after each piece how many bytes are read.
 */
export async function pushPieces(
  blob: Blob,
  encoding: Encoding,
  push: (piece: Uint8Array) => void,
  { signal, onprogress }: { signal: AbortSignal; onprogress: (done: number) => void },
): Promise<void> {
  const toUtf8 = transcoder(encoding);
  const stream = blob.stream().getReader();
  let done = 0;
  let turn = performance.now() + TURN;
  try {
    for (;;) {
      signal.throwIfAborted();
      const piece = await stream.read();
      if (piece.done) break;
      push(toUtf8(piece.value));
      done += piece.value.length;
      onprogress(done);
      if (performance.now() < turn) continue;
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now() + TURN;
    }
  } finally {
    await stream.cancel().catch(() => {});
  }
}
