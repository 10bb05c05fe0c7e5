import { formatNumber } from '../../../lib/format.ts';
import type { Response, Target } from './props.ts';
import { predictionText } from './words.ts';

/** A cell that says nothing, as a choice. */
export const NOT_KNOWN = '(not known)';

/** What the column does while the others stay. */
export function responseSentence(target: Target, { column, at, fm }: Response): string {
  const text = (i: number) => predictionText(target, fm[i]);
  const say = (value: number | string) =>
    typeof value === 'number' ? formatNumber(value, 4) : value || 'not known';
  if (at.length === 0) return '';
  let [least, most] = [0, 0];
  for (let i = 1; i < at.length; i++) {
    if (fm[i] < fm[least]) least = i;
    if (fm[i] > fm[most]) most = i;
  }
  if (text(least) === text(most))
    return `Whatever ${column} is, ${text(most)} is predicted, with the others as they are set.`;
  const lead = `With the others as they are set, ${text(least)} is predicted where ${column} is ${say(at[least])}, and ${text(most)} where it is ${say(at[most])}.`;
  if (typeof at[0] !== 'number') return lead;
  return target.task === 'regression'
    ? `${lead} In one column alone the model is a straight line; how steep it is depends on the others.`
    : `${lead} In one column alone the logarithm of the odds is a straight line; how steep it is depends on the others.`;
}
