/** A module whose memory can have no more than `pages` pages of 65,536 bytes: the bytes of a build with its maximum lowered. */
export function withMaximum(wasm: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  const patched = Uint8Array.from(wasm);
  let at = 8; // after magic number and version
  const readUnsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = patched[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  for (;;) {
    const section = patched[at++];
    const size = readUnsigned();
    if (section === 5) break; // memories
    at += size;
  }
  at += 2; // one memory, which has a maximum
  readUnsigned(); // its initial size
  const start = at;
  readUnsigned();
  for (let left = pages; start < at; at--) {
    // As many bytes as before: LEB128 may be written longer than needed, its last byte alone below 128.
    const place = 2 ** (7 * (at - 1 - start));
    patched[at - 1] = Math.floor(left / place) + (patched[at - 1] & 128);
    left %= place;
  }
  return patched;
}
