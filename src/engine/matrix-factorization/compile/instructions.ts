import { float64, signed, unsigned } from './module-bytes.ts';

// Instructions by what they do; WebAssembly Core Specification 2.0, section 5.4.
const simd = (opcode: number) => [0xfd, ...unsigned(opcode)];

export const localGet = (i: number) => [0x20, ...unsigned(i)];
export const localSet = (i: number) => [0x21, ...unsigned(i)];
export const localTee = (i: number) => [0x22, ...unsigned(i)];
export const call = (i: number) => [0x10, ...unsigned(i)];
export const i32Const = (value: number) => [0x41, ...signed(value)];
export const i32Add = [0x6a];
export const i32And = [0x71];
export const i32ShiftLeft = [0x74];
export const i32LessUnsigned = [0x49];
export const f64Const = (value: number) => [0x44, ...float64(value)];
export const f64Add = [0xa0];
export const f64Load = [0x2b, 0x03, 0x00];
/** Around what is repeated, and at its end: again while the number on top is not 0. */
export const loop = [0x03, 0x40];
export const again = [0x0d, 0x00];
export const ifTrue = [0x04, 0x40];
export const end = [0x0b];

/** Two doubles at once; aligned to eight bytes. */
export const load = [...simd(0), 0x03, 0x00];
export const store = [...simd(11), 0x03, 0x00];
export const loadBoth = [...simd(10), 0x03, 0x00]; // one double into both lanes
export const storeFirst = [...simd(91), 0x03, 0x00, 0x00]; // the first lane
export const splat = simd(20);
export const firstLane = [...simd(33), 0x00];
export const secondLane = [...simd(33), 0x01];
export const constant = (value: number) => [...simd(12), ...float64(value), ...float64(value)];

export const pair = {
  equal: simd(71),
  notEqual: simd(72),
  less: simd(73),
  greater: simd(74),
  atLeast: simd(76),
  and: simd(78),
  or: simd(80),
  /** Bits of the first where the third has 1, of the second where it has 0. */
  select: simd(82),
  abs: simd(236),
  negate: simd(237),
  sqrt: simd(239),
  add: simd(240),
  subtract: simd(241),
  multiply: simd(242),
  divide: simd(243),
  /** NaN when either is. */
  min: simd(244),
  max: simd(245),
};
