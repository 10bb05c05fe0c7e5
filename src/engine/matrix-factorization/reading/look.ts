import { type Column, column, isNumberText } from '../../reading/columns.ts';
import { isMissingText } from '../../reading/numbers.ts';
import { fieldsOf, guessDelimiter, mode } from '../../reading/sample.ts';
import { type Choices, type Layout, layoutProblem, type Role } from './layout.ts';
import { roleByName } from './role-names.ts';
import { isMarket, sampleLines } from './sample.ts';

/** How much of a file's beginning is enough to look at, in bytes. */
export const SAMPLE = 65_536;

/** How a file is laid out, as far as its beginning tells, and that beginning for a reader to judge it by. */
export interface Look {
  layout: Layout;
  /** What the first line calls the columns; blank where it does not. */
  heads: string[];
  /** The first lines with data, by fields. */
  preview: string[][];
  /** Why it cannot be read so, in a sentence. */
  problem?: string;
}

const PREVIEW = 8;

/**
 * Guesses the layout of a file from its first bytes (`SAMPLE` of them, or all: `whole`), as far as `choices` leave it open. Throws an
 * `InvalidInputError` for what is no text, or holds no data.
 */
export function look(sample: Uint8Array, whole: boolean, choices: Choices = {}): Look {
  const { lines, lineEnd } = sampleLines(sample, whole);
  const { zeroMissing = false } = choices;
  if (isMarket(lines[0])) {
    const layout: Layout = {
      form: 'matrix-market',
      delimiter: ' ',
      header: true,
      roles: [],
      decimalComma: false,
      zeroMissing,
      lineEnd,
    };
    return { layout, heads: [], preview: lines.slice(0, PREVIEW).map((line) => fieldsOf(line, ' ')) };
  }
  const delimiter = choices.delimiter ?? guessDelimiter(lines);
  const table = lines.map((line) => fieldsOf(line, delimiter));
  const preview = table.slice(0, PREVIEW);
  const body = table.length > 1 ? table.slice(1) : table;
  const width = mode(body.map((fields) => fields.length));
  // A line of heads may be one short: where rows are named, R writes no head above their names.
  const first = table[0].length === width - 1 ? ['', ...table[0]] : table[0];
  const fitting = body.filter((fields) => fields.length === width);
  const columns = Array.from({ length: width }, (_, at) => column(fitting.map((fields) => fields[at])));

  const form = choices.form && choices.form !== 'matrix-market' ? choices.form : guessForm(first, columns);
  const roles =
    choices.roles?.length === width
      ? [...choices.roles]
      : form === 'triples'
        ? tripleRoles(first, columns)
        : denseRoles(first, columns);
  const header = choices.header ?? (table.length > 1 && hasHeader(first, columns, roles, form));
  const decimalComma = choices.decimalComma ?? (delimiter !== ',' && hasCommas(columns, roles));
  const layout: Layout = { form, delimiter, header, roles, decimalComma, zeroMissing, lineEnd };
  const problem = layoutProblem(layout);
  const heads = header && first.length === width ? first : Array<string>(width).fill('');
  return { layout, heads, preview, ...(problem && { problem }) };
}

/** Triples have three columns or, with a time, four; their heads tell, or that names repeat in the first two columns and never lack. */
function guessForm(first: string[], columns: readonly Column[]): 'triples' | 'dense' {
  const named = first.map((head) => roleByName(head));
  if (named.includes('value') && (named.includes('row') || named.includes('column')) && columns.length >= 3)
    return 'triples';
  const [a, b, value, last] = columns;
  if (columns.length < 3 || columns.length > 4 || [a, b].some((each) => each.missing > 0)) return 'dense';
  const isName = ({ numeric, whole }: Column) => numeric < 0.5 || whole === 1;
  if (!isName(a) || !isName(b) || value.numeric < 0.5) return 'dense';
  if (last && !last.time && a.numeric > 0.5 && b.numeric > 0.5 && last.numeric > 0.5) return 'dense';
  // Names of rows that are all different, before columns of numbers, are those of a matrix.
  const rows = a.texts.length;
  if (a.numeric < 0.5 && b.numeric > 0.5 && a.distinct === rows && rows > 1 && !(last?.time ?? false))
    return 'dense';
  if (a.numeric > 0.5 && value.missing > 0.1) return 'dense';
  const pairs = new Set(a.texts.map((text, i) => `${text}\n${b.texts[i]}`)).size;
  return pairs < 0.5 * rows ? 'dense' : 'triples';
}

function tripleRoles(first: readonly string[], columns: readonly Column[]): Role[] {
  const roles: Role[] = columns.map(() => 'ignored');
  for (const [at, head] of first.entries()) {
    const role = roleByName(head);
    if (role && at < roles.length && !roles.includes(role)) roles[at] = role;
  }
  for (const role of ['row', 'column', 'value'] as const) {
    if (roles.includes(role)) continue;
    const free = roles.findIndex(
      (taken, at) =>
        taken === 'ignored' && (role !== 'value' || (columns[at].numeric > 0.5 && !columns[at].time)),
    );
    const any = free >= 0 ? free : roles.indexOf('ignored');
    if (any >= 0) roles[any] = role;
  }
  return roles;
}

function denseRoles(first: readonly string[], columns: readonly Column[]): Role[] {
  const [names, ...others] = columns;
  const head = first[0]?.toLowerCase() ?? '';
  const headed = first.slice(1).some((text) => !isNumberText(text) && !isMissingText(text));
  const named =
    columns.length > 1 &&
    (names.numeric < 0.5 ||
      hasCorner(first, names) ||
      (headed && (head === '' || head === 'id' || head === 'name' || roleByName(head) === 'row')) ||
      (names.counts && others.every(({ counts }) => !counts)));
  return columns.map((_, at) => (at === 0 && named ? 'row' : 'value'));
}

function hasHeader(
  first: readonly string[],
  columns: readonly Column[],
  roles: readonly Role[],
  form: Layout['form'],
): boolean {
  const values = roles.flatMap((role, at) => (role === 'value' ? [first[at] ?? ''] : []));
  if (values.some((text) => !isNumberText(text) && !isMissingText(text))) return true;
  if (form === 'triples') return false;
  const start = Number(values[0]);
  const counting = values.length >= 5 && start <= 1 && values.every((text, i) => text === String(start + i));
  return counting || (roles[0] === 'row' && hasCorner(first, columns[0]));
}

/** A blank above names that are never blank, and left of others that are all different. */
function hasCorner(first: readonly string[], names: Column): boolean {
  const heads = first.slice(1);
  const different = new Set(heads).size === heads.length && !heads.some(isMissingText);
  return first[0] === '' && names.missing === 0 && different;
}

function hasCommas(columns: readonly Column[], roles: readonly Role[]): boolean {
  const cells = columns.flatMap(({ texts }, at) => (roles[at] === 'value' ? texts : []));
  return cells.some((text) => /\d,\d/.test(text)) && !cells.some((text) => /\d\.\d/.test(text));
}
