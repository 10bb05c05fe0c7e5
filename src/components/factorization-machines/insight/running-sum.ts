import type { ExplainedRow, Term } from './props.ts';
import { counted } from './words.ts';

/** A summand and what the sum is before and after it. */
export interface Summand {
  kind: 'bias' | 'single' | 'pair';
  label: string;
  value: number;
  from: number;
  to: number;
}

/** "age 34 × class = 3rd" */
const labelOf = ({ features, values }: Term) =>
  features.map(({ name }, i) => (values[i] ? `${name} ${values[i]}` : name)).join(' × ');

/** The summands of a score in the order in which they are told: the bias, single terms, pairs. */
export function runningSum({ bias, single, pairs, otherSingle, otherPairs }: ExplainedRow): Summand[] {
  const terms: Pick<Summand, 'kind' | 'label' | 'value'>[] = [
    { kind: 'bias', label: 'to begin with', value: bias },
    ...single.map((term) => ({ kind: 'single' as const, label: labelOf(term), value: term.value })),
  ];
  if (otherSingle.count > 0)
    terms.push({
      kind: 'single',
      label: counted(otherSingle.count, 'other feature'),
      value: otherSingle.value,
    });
  for (const term of pairs) terms.push({ kind: 'pair', label: labelOf(term), value: term.value });
  if (otherPairs.count > 0)
    terms.push({ kind: 'pair', label: counted(otherPairs.count, 'other pair'), value: otherPairs.value });
  let sum = 0;
  return terms.map((term) => {
    const from = sum;
    sum += term.value;
    return { ...term, from, to: sum };
  });
}
