import { isMissingText, isPlainNumber } from '../../reading/numbers.ts';
import type { Kind, Role } from './layout.ts';

/** What the first lines tell of a column. */
export interface Seen {
  name: string;
  kind: Kind;
  /** Cells that say something, and how many of those are different. */
  said: number;
  distinct: number;
  missing: number;
  examples: string[];
  negative: boolean;
  /** Lengths of texts, on average. */
  length: number;
}

const EXAMPLES = 5;
/** Of the cells that say something, the share that must be numbers for the column to be one of numbers. */
const MOSTLY = 0.9;

/** Whether a cell spells a number. */
export const isNumber = (text: string, decimalComma: boolean): boolean =>
  isPlainNumber(decimalComma && !text.includes('.') ? text.replace(',', '.') : text);

/** Sums up the cells of a column. */
export function seen(name: string, cells: readonly string[], decimalComma: boolean): Seen {
  const said = cells.filter((text) => !isMissingText(text));
  const different = new Set(said);
  const numbers = said.filter((text) => isNumber(text, decimalComma));
  const whole = said.length > 0 && said.every((text) => /^[+-]?\d+$/.test(text));
  const first = Number(cells[0]);
  const counts = cells.length >= 3 && first <= 1 && cells.every((text, i) => text === String(first + i));
  const numeric = said.length > 0 && numbers.length >= MOSTLY * said.length;
  return {
    name,
    kind: counts ? 'counter' : whole ? 'integer' : numeric ? 'number' : 'text',
    said: said.length,
    distinct: different.size,
    missing: cells.length - said.length,
    examples: [...different].slice(0, EXAMPLES).map((text) => text.slice(0, 40)),
    negative: numbers.some((text) => text.startsWith('-')),
    length: said.reduce((sum, text) => sum + text.length, 0) / Math.max(1, said.length),
  };
}

/** Names that say what is to be predicted, the surest first; without blanks and marks, in small letters. */
const TARGETS =
  'target label labels y outcome survived response diagnosis class species output churn clicked click income quality price rating'.split(
    ' ',
  );
const WEIGHTS = /^(?:sampleweights?|instanceweights?|caseweights?|weights|freq|frequency|counts)$/;
const IDS = /(?:^|[_\s.-]|[a-z])id$|^(?:index|rowid|rownames?|unnamed:?\s*0|#|no|nr)$/i;

const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/** Guesses what each column is used as. */
export function guessRoles(columns: readonly Seen[], heads: readonly string[]): Role[] {
  const rows = Math.max(0, ...columns.map(({ said, missing }) => said + missing));
  if (rows === 0) return columns.map((_, at) => (at === columns.length - 1 ? 'target' : 'categorical'));
  const headed = heads.some((head) => head !== '');
  // As R writes them, the names of rows stand below a blank.
  const isId = (head: string) => IDS.test(head) || (headed && head === '');
  const roles = columns.map((column, at) => guessRole(column, isId(heads[at]), rows));
  const target = targetOf(columns, roles);
  const weight = columns.findIndex(
    ({ name, kind, negative }, at) =>
      at !== target && kind !== 'text' && !negative && WEIGHTS.test(plain(name)),
  );
  if (weight >= 0) roles[weight] = 'weight';
  if (target >= 0) roles[target] = 'target';
  // What counts the rows is still better than nothing to learn from.
  if (!roles.some((role) => role === 'numeric' || role === 'categorical')) {
    const spare = columns.findIndex(({ kind }, at) => roles[at] === 'ignore' && kind !== 'text');
    if (spare >= 0) roles[spare] = 'numeric';
  }
  return roles;
}

function guessRole({ kind, said, distinct, length }: Seen, id: boolean, rows: number): Role {
  if (said === 0 || (kind === 'counter' && (id || rows >= 5))) return 'ignore';
  if (kind === 'text') return distinct > Math.max(20, said / 2) || length > 60 ? 'ignore' : 'categorical';
  if (kind === 'integer' && id && rows >= 3) return distinct === rows ? 'ignore' : 'categorical';
  return 'numeric';
}

/** By its name, or else the last column that is not ignored; -1 where there is none. */
function targetOf(columns: readonly Seen[], roles: readonly Role[]): number {
  const may = columns.flatMap(({ said }, at) => (said > 0 ? [at] : []));
  for (const name of TARGETS) {
    const named = may.find((at) => plain((columns[at] as Seen).name) === name);
    if (named !== undefined) return named;
  }
  return may.findLast((at) => roles[at] !== 'ignore') ?? may.at(-1) ?? -1;
}
