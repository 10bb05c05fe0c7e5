/** Bytes that so many codes of `bits` bits each take when they follow each other without gaps. */
export const packedBytes = (count: number, bits: number) => Math.ceil((count * bits) / 8);

/**
 * Codes of 1 to 8 bits one behind the other, each from its lowest bit on: bit b of code n is bit n * bits + b of the result, of whose
 * bytes the lowest bit comes first. Bits left over in the last byte are 0.
 */
export function pack(codes: Uint8Array, bits: number): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(packedBytes(codes.length, bits));
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (let i = 0; i < codes.length; i++) {
    held |= codes[i] << heldBits;
    heldBits += bits;
    if (heldBits < 8) continue;
    packed[at++] = held;
    held >>>= 8;
    heldBits -= 8;
  }
  if (heldBits > 0) packed[at] = held;
  return packed;
}

/** The way back: the first `count` codes. `packed` has `packedBytes(count, bits)` bytes. */
export function unpack(packed: Uint8Array, count: number, bits: number): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array(count);
  const mask = 2 ** bits - 1;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (heldBits < bits) {
      held |= packed[at++] << heldBits;
      heldBits += 8;
    }
    codes[i] = held & mask;
    held >>>= bits;
    heldBits -= bits;
  }
  return codes;
}
