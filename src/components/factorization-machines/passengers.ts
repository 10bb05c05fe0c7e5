import type { TitanicCell } from '../../engine/factorization-machines/index.ts';
import type { Group, Passengers } from './views.ts';

/** The data as the page needs them, from the engine's table of groups. */
export function passengersOf(
  cells: readonly TitanicCell[],
  names: readonly string[],
  floor: number,
): Passengers {
  const place = (name: string) => names.indexOf(name);
  const aboard: Group[] = cells.map((cell) => ({
    features: [place(cell.class), place(cell.sex), place(cell.age)],
    people: cell.died + cell.survived,
    survived: cell.survived,
  }));
  const values = [0, 1, 2].map((variable) => [...new Set(aboard.map(({ features }) => features[variable]))]);
  const nobody: Group[] = [];
  for (const a of values[0])
    for (const b of values[1])
      for (const c of values[2])
        if (!aboard.some(({ features: [x, y, z] }) => x === a && y === b && z === c))
          nobody.push({ features: [a, b, c], people: 0, survived: 0 });
  const variables = names.map((_, i) => values.findIndex((of) => of.includes(i)));
  return { names, variables, groups: [...aboard, ...nobody], floor };
}

/** "3rd, Female, Child" */
export const groupName = ({ names }: Pick<Passengers, 'names'>, { features }: Group): string =>
  features.map((i) => names[i]).join(', ');

/** How many people are of each feature, and of each two of them: d x d, with the former on the diagonal. */
export function peopleOf({ names, groups }: Pick<Passengers, 'names' | 'groups'>): Float64Array {
  const d = names.length;
  const together = new Float64Array(d * d);
  for (const { features, people } of groups)
    for (const i of features) for (const j of features) together[i * d + j] += people;
  return together;
}
