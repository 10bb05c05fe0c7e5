import type { Summand } from './insight/running-sum.ts';
import type { Group, Terms } from './views.ts';

/** What the score of a group is the sum of, with what the sum is before and after each: the bias, its features, its pairs (where k > 0). */
export function summands(
  { w0, w1, G }: Terms,
  names: readonly string[],
  { features }: Group,
  k: number,
): Summand[] {
  const d = names.length;
  const terms: Pick<Summand, 'kind' | 'label' | 'value'>[] = [{ kind: 'bias', label: 'everyone', value: w0 }];
  for (const i of features) terms.push({ kind: 'single', label: names[i], value: w1[i] });
  if (k > 0)
    for (const [place, j] of features.entries())
      for (const i of features.slice(0, place))
        terms.push({ kind: 'pair', label: `${names[i]} & ${names[j]}`, value: G[i * d + j] });
  let sum = 0;
  return terms.map((term) => {
    const from = sum;
    sum += term.value;
    return { ...term, from, to: sum };
  });
}
