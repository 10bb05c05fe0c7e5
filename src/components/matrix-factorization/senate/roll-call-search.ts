import type { RollCall } from './senate.ts';
import { callNumber } from './words.ts';

/** Roll calls of which every word that was typed begins some word, by column; all of them for no word. */
export function searchRollCalls(rollCalls: readonly RollCall[], typed: string): number[] {
  const words = plain(typed).split(' ').filter(Boolean);
  return rollCalls.flatMap((call, j) => {
    const text = ` ${plain(`${call.bill} ${call.bill.replaceAll(' ', '')} ${call.date} ${callNumber(call)} ${call.question} ${call.result} ${call.description}`)}`;
    return words.every((word) => text.includes(` ${word}`)) ? [j] : [];
  });
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('.', '')
    .replace(/[^a-z0-9]+/g, ' ');
