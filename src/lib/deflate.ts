/**
 * The zlib stream (RFC 1950) of pieces that follow each other, in pieces again, by the platform's own compressor.
 * The next piece is asked for only when the last has been taken, so the whole need never be held. A piece must not be
 * changed after it was given.
 */
export async function deflate(
  pieces: Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const { writable, readable } = new CompressionStream('deflate');
  const [, compressed] = await Promise.all([feed(writable, pieces), collect(readable)]);
  return compressed;
}

async function feed(
  to: WritableStream<BufferSource>,
  pieces: Iterable<BufferSource> | AsyncIterable<BufferSource>,
): Promise<void> {
  const writer = to.getWriter();
  try {
    for await (const piece of pieces) {
      await writer.ready;
      await writer.write(piece);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {}); // ends the reading side too
    throw error;
  }
}

async function collect(from: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>[]> {
  const reader = from.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.push(next.value);
  return pieces;
}
