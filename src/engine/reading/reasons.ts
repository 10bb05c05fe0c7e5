import { readNumber } from './numbers.ts';

/** A line that could not be read, from 1. */
export interface BadLine {
  line: number;
  reason: string;
}

/** The bytes as a reason quotes them. */
export function quoted(bytes: Uint8Array, from: number, to: number): string {
  const text = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 80)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is made visible
  const visible = [...text.replace(/[\u0000-\u001f\u007f]/g, '\ufffd')];
  return `“${visible.length > 24 ? `${visible.slice(0, 24).join('')}…` : visible.join('')}”`;
}

/** Why a line with `count` fields cannot be read where `width` are expected. */
export const widthReason = (count: number, width: number) =>
  `it has ${count === 1 ? '1 column' : `${count} columns`} where ${width} are expected`;

/** Why a cell is no number. */
export function numberReason(bytes: Uint8Array, from: number, to: number): string {
  const infinite = readNumber(bytes, from, to) === Number.POSITIVE_INFINITY;
  return `${quoted(bytes, from, to)} is ${infinite ? 'too large a number' : 'not a number'}`;
}
