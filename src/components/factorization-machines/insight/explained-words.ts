import { formatCount, formatNumber } from '../../../lib/format.ts';
import type { ExplainedRow, Target } from './props.ts';
import { chance, counted, eventOf, probability } from './words.ts';

/** What is predicted of a row, and what is true. */
export function explainedSentence(target: Target, { row, held, truth, score }: ExplainedRow): string {
  const of = `Row ${formatCount(row + 1)}, ${held ? 'held out' : 'learned from'}`;
  if (target.task === 'regression') {
    const off = score - truth;
    const way =
      off === 0 ? 'exactly so' : `${formatNumber(Math.abs(off), 3)} too ${off > 0 ? 'high' : 'low'}`;
    return `${of}: ${target.name} is predicted to be ${formatNumber(score, 4)} and is ${formatNumber(truth, 4)}: ${way}.`;
  }
  const p = probability(score);
  const right = p > 0.5 === (truth === 1);
  const is = target.classes?.[truth] ?? truth;
  return `${of}: the probability of ${eventOf(target)} is predicted as ${chance(p)}. It is ${is}, so the guess is ${right ? 'right' : 'wrong'}.`;
}

/** What the terms sum to. */
export function sumSentence(target: Target, { score, otherPairs, pairs, origin }: ExplainedRow): string {
  const begin =
    origin === 'mean' ? 'a row whose numbers are all at their mean' : 'a row whose features are all 0';
  const told = `Told from ${begin}; ${counted(pairs.length + otherPairs.count, 'pair')} take part.`;
  if (target.task === 'regression') return `${told} The sum is the prediction, ${formatNumber(score, 6)}.`;
  return `${told} The sum, ${formatNumber(score, 4)}, is the logarithm of the odds: a probability of 1 / (1 + exp(${formatNumber(-score, 4)})) = ${formatNumber(probability(score), 4)}.`;
}

/** The row that a text names, from 0; a sentence where it names none. */
export function rowOf(text: string, rows: number): number | string {
  const typed = text.trim().replaceAll(',', '');
  const number = Number(typed);
  if (typed === '' || !Number.isInteger(number))
    return `“${text.trim().slice(0, 20)}” is not a row. Give a whole number from 1 to ${formatCount(rows)}.`;
  if (number < 1 || number > rows)
    return `There are rows 1 to ${formatCount(rows)}, and no row ${formatCount(number)}.`;
  return number - 1;
}
