import type { EntrywiseFunction, Name } from './expression.ts';

/** The names of the language. */
export const NAMES: readonly Name[] = ['D', 'P', 'Q', 'W', 'X', 'k', 'm', 'n', 'alpha', 'beta'];

/** The functions of one number, entry by entry, that can be typed. `negate` is the minus sign. */
export const ENTRYWISE: readonly EntrywiseFunction[] = [
  'abs',
  'sqrt',
  'exp',
  'log',
  'log1p',
  'sigmoid',
  'softplus',
  'tanh',
  'relu',
  'sign',
  'step',
];

/** Every function that can be typed, with what it takes. */
export const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  sum: ['x'],
  mean: ['x'],
  square: ['x'],
  transpose: ['M'],
  huber: ['x', 'd'],
  max: ['a', 'b'],
  min: ['a', 'b'],
  ...Object.fromEntries(ENTRYWISE.map((name) => [name, ['x']])),
};

/** What others call it. */
const KNOWN_ELSEWHERE: Record<string, string> = {
  lambda: 'beta',
  lr: 'alpha',
  eta: 'alpha',
  ln: 'log',
  t: 'transpose',
  r: 'D',
  y: 'D',
  mask: 'W',
  maximum: 'max',
  minimum: 'min',
  pow: '^',
  dot: '@',
  matmul: '@',
  logistic: 'sigmoid',
  norm: 'sqrt(sum(square(x)))',
  u: 'P',
  v: 'Q',
  pq: 'X',
};

/** The word that was meant, where one is near enough. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const same = words.find((each) => each.toLowerCase() === lower);
  if (same) return same;
  if (Object.hasOwn(KNOWN_ELSEWHERE, lower)) return KNOWN_ELSEWHERE[lower];
  const [best] = words
    .map((each) => ({ each, distance: edits(lower, each) }))
    .filter(({ each, distance }) => each.length > 2 && distance <= (each.length > 4 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance);
  return best?.each;
}

/** How many letters have to be put in, taken out or changed: Levenshtein's distance, row by row. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
