import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Task } from '../samples.ts';
import type { EncodeOptions } from './encoded.ts';
import { isText, type NumberColumn, type Table, type TextColumn } from './table.ts';

/** What is to be predicted, for the rows that are kept. */
export interface Target {
  task: Task;
  y: Float64Array;
  classes?: [string, string];
  values?: { value: string; count: number }[];
  notice?: string;
}

/** Classes that can be told apart by one against the rest; with more, the target is none of classes. */
const MOST_CLASSES = 100;
const YES =
  /^(?:yes|y|true|t|positive|pos|\+|present|survived|alive|malignant|spam|success|pass|passed|win|won|good|high|default|clicked|churned|>50k\.?)$/i;

/** Makes numbers, or classes 0 and 1, of the target's column. */
export function targetOf(
  table: Table,
  column: NumberColumn | TextColumn,
  rows: Uint32Array,
  options: EncodeOptions,
): Target {
  const { task = 'auto' } = options;
  const text = isText(column);
  const counts: Map<string | number, number> = text ? textCounts(column, rows) : numberCounts(column, rows);
  const [only] = counts.keys();
  if (counts.size === 1)
    throw new InvalidInputError(
      `All rows have ${named(String(only))} as their target, “${column.name}”: there is nothing to learn. Choose another column, or give rows with other values.`,
    );
  if (task === 'regression' || (task === 'auto' && !text && counts.size > 2)) {
    if (text) throw textRefused(table, column);
    return { task: 'regression', y: Float64Array.from(rows, (row) => column.values[row]) };
  }
  const { positive } = options;
  if (positive === undefined && counts.size > MOST_CLASSES) throw tooMany(column, counts.size);
  return classesOf(column, rows, new Map([...counts].map(([value, n]) => [String(value), n])), positive);
}

function classesOf(
  column: NumberColumn | TextColumn,
  rows: Uint32Array,
  counts: Map<string, number>,
  positive: string | undefined,
): Target {
  if (positive !== undefined && !counts.has(positive))
    throw new InvalidInputError(
      `No row has ${named(positive)} as its target, “${column.name}”. Choose a value that occurs as class 1.`,
    );
  const values = [...counts].map(([value, times]) => ({ value, count: times }));
  values.sort((a, b) => b.count - a.count || order(a.value, b.value));
  const one = positive ?? guessPositive(values.map(({ value }) => value));
  const others = values.filter(({ value }) => value !== one);
  const zero = others.length === 1 ? others[0].value : `not ${one}`;
  const notice =
    others.length > 1
      ? `The target, “${column.name}”, has ${grouped(values.length)} values. Class 1 is ${named(one)}, and class 0 all the rest; another value can be chosen as class 1.`
      : undefined;
  return {
    task: 'classification',
    y: isText(column)
      ? areText(column, rows, one)
      : Float64Array.from(rows, (row) => Number(column.values[row] === Number(one))),
    classes: [zero, one],
    values: values.slice(0, MOST_CLASSES),
    ...(notice && { notice }),
  };
}

/** 1 for the rows with the text, else 0. */
function areText({ codes, texts }: TextColumn, rows: Uint32Array, one: string): Float64Array {
  let code = 0;
  while (code < texts.count && texts.at(code) !== one) code++;
  return Float64Array.from(rows, (row) => Number(codes[row] === code));
}

/** Of two values what says yes, or else the larger; of more the most frequent, which comes first. */
function guessPositive(values: readonly string[]): string {
  if (values.length > 2) return values[0];
  const yes = values.filter((value) => YES.test(value));
  return yes.length === 1 ? yes[0] : values.toSorted(order)[1];
}

/** Numbers by size, texts as Python and JavaScript sort them, numbers before texts. */
export function order(a: string, b: string): number {
  const [x, y] = [Number(a || Number.NaN), Number(b || Number.NaN)];
  if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a < b ? -1 : Number(a > b);
}

function textCounts({ codes, texts }: TextColumn, rows: Uint32Array): Map<string, number> {
  const times = new Uint32Array(texts.count);
  for (const row of rows) times[codes[row]]++;
  const counts = new Map<string, number>();
  for (const [code, n] of times.entries()) if (n > 0) counts.set(texts.at(code), n);
  return counts;
}

function numberCounts({ values }: NumberColumn, rows: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(values[row], (counts.get(values[row]) ?? 0) + 1);
  return counts;
}

const named = (text: string) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

function firstOf(table: Table, { firstText, texts }: TextColumn): string {
  if (!firstText) return `one is ${named(texts.at(0))}`;
  return `line ${grouped(table.line[firstText.row])} has ${named(firstText.text)}`;
}

const textRefused = (table: Table, column: TextColumn) =>
  new InvalidInputError(
    `Numbers can be predicted only from a target that is a number in every row; of “${column.name}”, ${firstOf(table, column)}. Correct it, choose another target, or tell classes apart.`,
  );

const tooMany = (column: NumberColumn | TextColumn, size: number) => {
  const text = isText(column) ? (column.firstText?.text ?? column.texts.at(0)) : undefined;
  const what = `The target, “${column.name}”, has ${grouped(size)} different values, too many for classes`;
  return new InvalidInputError(
    text === undefined
      ? `${what}. Predict numbers instead, or choose the value that is class 1.`
      : `${what}; and they are not all numbers, as ${named(text)} is none. Choose another target, or the value that is class 1.`,
  );
};
