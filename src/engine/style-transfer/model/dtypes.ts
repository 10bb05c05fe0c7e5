/** Kinds of numbers as safetensors names them. */
export type Dtype = keyof typeof BYTES;

/** Bytes of one number of each kind. */
export const BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
} as const;

/** An array of the kind that JavaScript has for it; F16 and BF16 stay the 16 bits they are. */
export type Numbers =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

const ARRAYS = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U64: BigUint64Array,
  U32: Uint32Array,
  U16: Uint16Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const;

/** The numbers that little-endian bytes hold: a view of them where they are aligned for it, else a copy. */
export function numbersOf(dtype: Dtype, bytes: Uint8Array): Numbers {
  const aligned = bytes.byteOffset % BYTES[dtype] === 0 ? bytes : new Uint8Array(bytes);
  return new ARRAYS[dtype](
    aligned.buffer as ArrayBuffer,
    aligned.byteOffset,
    Math.floor(aligned.length / BYTES[dtype]),
  );
}

/** The same as float32: a view where they are that already and aligned, else a copy. */
export function floatsOf(dtype: Dtype, numbers: Numbers): Float32Array {
  if (numbers instanceof Float32Array) return numbers;
  if (dtype === 'F16') return Float32Array.from(numbers as Uint16Array, half);
  if (dtype === 'BF16') return upperHalves(numbers as Uint16Array);
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    return Float32Array.from({ length: numbers.length }, (_, i) => Number(numbers[i]));
  return Float32Array.from(numbers);
}

/** The number that 16 bits of IEEE 754 binary16 stand for. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** bfloat16 is the upper half of a float32. */
function upperHalves(bits: Uint16Array): Float32Array {
  const whole = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) whole[i] = bits[i] << 16;
  return new Float32Array(whole.buffer);
}
