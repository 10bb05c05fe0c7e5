import type { Passengers, Terms } from './views.ts';

/** A pair of features of different variables that some people have both of. */
export interface StrongPair {
  i: number;
  j: number;
  weight: number;
  people: number;
}

/**
 * The pairs that move the people's predictions most, strongest first: by the root mean square, over all people, of what the pair adds.
 * Pairs that nobody had are left out, as nothing determines their weights.
 */
export function strongPairs(
  G: Terms['G'],
  variables: readonly number[],
  together: ArrayLike<number>,
): StrongPair[] {
  const d = variables.length;
  const pairs: StrongPair[] = [];
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++) {
      const people = together[i * d + j];
      if (variables[i] !== variables[j] && people > 0) pairs.push({ i, j, weight: G[i * d + j], people });
    }
  const strength = ({ weight, people }: StrongPair) => Math.abs(weight) * Math.sqrt(people);
  return pairs.sort((a, b) => strength(b) - strength(a));
}

/** Pairs of which all lived, or none: the larger their weights, the better, without end, unless a regularizer holds them. */
export function unboundedPairs(passengers: Passengers): StrongPair[] {
  const { names, variables, groups } = passengers;
  const d = names.length;
  const [people, survived] = [new Float64Array(d * d), new Float64Array(d * d)];
  for (const group of groups)
    for (const i of group.features)
      for (const j of group.features) {
        people[i * d + j] += group.people;
        survived[i * d + j] += group.survived;
      }
  return strongPairs(people, variables, people).filter(({ i, j }) => {
    const lived = survived[i * d + j];
    return lived === 0 || lived === people[i * d + j];
  });
}
