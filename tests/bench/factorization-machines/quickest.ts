import type { Titled } from '../words.ts';
import type { Results } from './results.ts';

/** Which of the labs' ways to train, tfjs being one, is the quickest in most comparisons. */
export function quickestOf(
  steps: Results['steps'],
  { epoch, titanic }: Pick<Results, 'epoch' | 'titanic'>,
): string {
  const isOurs = ({ name }: Titled) => /^(This site|tfjs)/.test(name);
  const orders = [...steps.map(({ rows }) => rows), epoch.contenders, titanic.contenders].map(
    (rows) => rows.filter(isOurs).toSorted((a, b) => a.ratio - b.ratio)[0].name,
  );
  const wins = (name: string) => orders.filter((each) => each === name).length;
  return orders.reduce((best, name) => (wins(name) > wins(best) ? name : best));
}
