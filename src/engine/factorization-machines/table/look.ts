import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Fields } from '../../reading/fields.ts';
import { Lines } from '../../reading/lines.ts';
import { firstLines, guessDelimiter, isText, lineEndOf, mode } from '../../reading/sample.ts';
import { guessFormat, tokensOf } from './format.ts';
import { hasHeads, namesOf } from './heads.ts';
import type { Choices, Layout, LayoutColumn, Look } from './layout.ts';
import { layoutProblem } from './layout-problem.ts';
import { isComment, Records } from './records.ts';
import { guessRoles, isNumber, type Seen, seen } from './roles.ts';
import { NO_ROWS } from './tally.ts';

/** How much of a file's beginning is enough to look at, in bytes. */
export const SAMPLE = 1 << 18;
const PREVIEW = 8;
/** Records that columns are judged by. */
const RECORDS = 2000;

/**
 * Guesses how a file is laid out from its beginning (its first `SAMPLE` bytes, UTF-8), as far as `choices` leave it open.
 * `InvalidInputError` for what is no text, or holds no data.
 */
export function look(head: Uint8Array, choices: Choices = {}): Look {
  checkText(head);
  const { whole = head.length < SAMPLE } = choices;
  const { lines } = firstLines(head, whole);
  const texts = lines.map((line) => new TextDecoder().decode(line)).filter((text) => text.trim() !== '');
  if (texts.every((text) => /^[#%]/.test(text)) && texts.length < 2)
    throw new InvalidInputError(
      'There are no data here: every line is blank or a comment. Give a row a line.',
    );
  const format = choices.format ?? guessFormat(texts, choices.name);
  if (format === 'csv') return lookAtTable(head, whole, choices);
  const rows = texts.map(tokensOf).filter((tokens) => tokens.length > 0);
  return {
    format,
    delimiter: ' ',
    header: false,
    decimalComma: false,
    lineEnd: lineEndOf(head),
    columns: [],
    skipBad: choices.skipBad ?? false,
    preview: rows.slice(0, PREVIEW),
    rows: rows.length,
  };
}

function lookAtTable(head: Uint8Array, whole: boolean, choices: Choices): Look {
  const { lines } = firstLines(head, whole);
  const delimiter =
    choices.delimiter ?? guessDelimiter(lines.filter((line) => line.some((byte) => byte > 32)));
  const table = recordsOf(head, whole, delimiter);
  const width = mode((table.length > 1 ? table.slice(1) : table).map((fields) => fields.length));
  while (table.length > 1 && isComment(table[0][0], table[0].length, width)) table.shift();
  // A line of heads may be one short: where rows are named, R writes no head above their names.
  const short = table.length > 1 && table[0].length === width - 1;
  const first = short ? ['', ...table[0]] : table[0];
  const rest = table.slice(1).filter((fields) => fields.length === width);
  const decimalComma = choices.decimalComma ?? (delimiter !== ',' && hasCommas([first, ...rest]));
  const header = choices.header ?? (short || (first.length === width && hasHeads(first, rest, decimalComma)));
  const body = header || first.length !== width ? rest : [first, ...rest];
  const heads = header && first.length === width ? first : Array<string>(width).fill('');
  const names = namesOf(heads);
  const columns = names.map((name, at) =>
    seen(
      name,
      body.map((fields) => fields[at]),
      decimalComma,
    ),
  );
  const roles = choices.roles?.length === width ? choices.roles : guessRoles(columns, heads);
  const layout: Layout = {
    format: 'csv',
    delimiter,
    header,
    decimalComma,
    lineEnd: lineEndOf(head),
    columns: columns.map((column, at) => ({ ...shown(column), role: roles[at] })),
    skipBad: choices.skipBad ?? false,
  };
  const problem = layoutProblem(layout) ?? (body.length === 0 ? NO_ROWS : undefined);
  return { ...layout, preview: table.slice(0, PREVIEW), rows: body.length, ...(problem && { problem }) };
}

const shown = ({ name, kind, distinct, missing, examples }: Seen): Omit<LayoutColumn, 'role'> => ({
  name,
  kind,
  distinct,
  missing,
  examples,
});

/** The records that lie whole in the beginning of a file, as texts. */
function recordsOf(head: Uint8Array, whole: boolean, delimiter: Layout['delimiter']): string[][] {
  const table: string[][] = [];
  const records = new Records(delimiter, 0, {
    fields: (fields) => {
      if (table.length < RECORDS) table.push(textsOf(fields));
    },
    bad() {},
  });
  const lines = new Lines((bytes, from, to) => records.line(bytes, from, to), lineEndOf(head));
  lines.push(head);
  if (whole) lines.end();
  else if (records.lines < 2)
    throw new InvalidInputError(
      `The first two lines are longer than ${grouped(head.length)} characters. Give a table with fewer columns.`,
    );
  // A quote that opens a text of most of the lines is a slip.
  if (whole || 2 * table.length < Math.min(RECORDS, records.lines)) records.end();
  if (table.length === 0)
    throw new InvalidInputError('No line of this file can be read: a quote is opened and never closed.');
  return table;
}

const textsOf = ({ bytes, start, end, count }: Fields): string[] =>
  Array.from({ length: count }, (_, at) => new TextDecoder().decode(bytes.subarray(start[at], end[at])));

function hasCommas(table: readonly string[][]): boolean {
  const cells = table.flat();
  return (
    cells.some((text) => /\d,\d/.test(text) && isNumber(text, true)) &&
    !cells.some((text) => /^[+-]?\d+\.\d+$/.test(text))
  );
}

function checkText(head: Uint8Array): void {
  if (head.length === 0) throw new InvalidInputError('The file is empty. Give one with a row a line.');
  const [a, b] = head;
  if ((a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b))
    throw new InvalidInputError('This file is packed. Unpack it, and give the table in it.');
  if (!isText(head))
    throw new InvalidInputError(
      'This is not a text file. Data are read from plain text: CSV, TSV, libSVM, libFM or libFFM.',
    );
}
