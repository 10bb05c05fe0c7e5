import { type DecimalMark, detectDecimalMark, parseNumber } from './number-text.ts';

/** What parts the cells of a row; ' ' stands for any run of blanks. */
export type Separator = ',' | ';' | '\t' | '|' | ' ';

/** One column, or 'all' for every number of the text as one list. */
export type ColumnChoice = number | 'all';

export interface Layout {
  separator: Separator;
  decimal: DecimalMark;
  /** Whether the first row names the columns. */
  header: boolean;
  /** Characters before the data, such as the `x = [` of a pasted program. */
  skip: number;
  columns: { name: string; numeric: boolean }[];
  /** The first rows as text, without the header. */
  preview: string[][];
  /** The column that most likely is meant. */
  column: ColumnChoice;
}

export interface LayoutOptions {
  /** Settles the decimal mark instead of guessing it. */
  decimal?: DecimalMark;
  /** Settles whether the first row is a header instead of guessing it. */
  header?: boolean;
  /** Whether `sample` is the whole text; else its last line may be cut and is not looked at. */
  whole: boolean;
}

/** What stands for a number that is not there. */
const NOTHING = /^(?:|-|n\/?a|nan|null|none)$/i;

const SAMPLE_ROWS = 60;
const PREVIEW_ROWS = 5;

// "x = [", "const x = [", "np.array([", "c(": how Python, JavaScript and R begin a list of numbers.
const ASSIGNMENT =
  /^\s*(?:[A-Za-z_][\w. ]*=[\s\w.]*|(?:\w+\.)?(?:array|list|tuple|c)\s*(?=\())[([{]+\s*(?=[-+.\d])/;

/** Guesses from the beginning of a text how its numbers are laid out. The guess is a default: readers may change it. */
export function detectLayout(sample: string, options: LayoutOptions): Layout {
  const skip = ASSIGNMENT.exec(sample)?.[0].length ?? 0;
  const text = options.whole ? sample.slice(skip) : sample.slice(skip, lastLineEnd(sample) || undefined);
  const table = skip > 0 ? undefined : detectTable(text, options);
  if (table) return { ...table, skip };

  const tokens = text.slice(0, 20_000).split(/[\s;|[\](){}]+/);
  return {
    separator: ' ',
    decimal: options.decimal ?? listDecimal(tokens),
    header: false,
    skip,
    columns: [{ name: 'numbers', numeric: true }],
    preview: [],
    column: 'all',
  };
}

function detectTable(text: string, options: LayoutOptions): Omit<Layout, 'skip'> | undefined {
  const separators: Separator[] =
    options.decimal === ',' ? ['\t', ';', '|', ' '] : ['\t', ';', '|', ',', ' '];
  const readings = separators.map((separator) => {
    const rows = splitRows(text, separator);
    const decimal = options.decimal ?? (separator === ',' ? '.' : detectDecimalMark(rows.flat()));
    return { separator, rows, decimal, columns: width(rows) };
  });
  // A separator that parts the rows evenly explains the text; failing that, one that makes a name stand on top of
  // numbers does; failing that, a text of one number a row is a column.
  const found =
    readings.find(({ rows, columns }) => rows.length > 1 && columns > 1 && isEven(rows)) ??
    readings.find(
      ({ rows, columns, decimal }) =>
        rows.length > 1 && columns > 1 && isNames(rows[0]) && hasHeader(rows, decimal),
    ) ??
    readings.find(
      ({ rows, columns, decimal }) => rows.length > 1 && columns === 1 && mostlyNumeric(rows, 0, decimal),
    );
  if (!found) return undefined;

  const { separator, rows, decimal } = found;
  const header = options.header ?? hasHeader(rows, decimal);
  const body = header ? rows.slice(1) : rows;
  const columns = Array.from({ length: width(rows) }, (_, c) => ({
    name: (header && rows[0]?.[c]?.trim()) || `column ${c + 1}`,
    numeric: mostlyNumeric(body, c, decimal),
  }));
  return {
    separator,
    decimal,
    header,
    columns,
    preview: body.slice(0, PREVIEW_ROWS),
    column: likelyColumn(columns, body, decimal),
  };
}

/** The first rows of a text as cells, quotes undone, blank lines and `#` comments left out. */
export function splitRows(text: string, separator: Separator, most = SAMPLE_ROWS): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // One match is one cell with what ends it: quoted, or anything up to a separator or the end of the line.
  const stop = separator === ' ' ? ' \\t' : separator;
  const ending = separator === ' ' ? '[ \\t]+' : separator === '|' ? '\\|' : separator;
  const cell = new RegExp(`[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^${stop}\\r\\n]*))(${ending}|\\r\\n?|\\n|$)`, 'y');
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  cell.lastIndex = start;
  while (rows.length < most && cell.lastIndex < text.length) {
    if (row.length === 0) {
      const comment = /#[^\r\n]*(?:\r\n?|\n|$)/y;
      comment.lastIndex = cell.lastIndex;
      if (comment.test(text)) {
        cell.lastIndex = comment.lastIndex;
        continue;
      }
    }
    const match = cell.exec(text);
    if (!match) return rows; // an unfinished quote
    row.push(match[1] === undefined ? match[2].trim() : match[1].replaceAll('""', '"'));
    if (match[3] === '' || /[\r\n]/.test(match[3])) {
      if (separator === ' ') row = row.filter((text) => text !== '');
      if (row.some((text) => text !== '')) rows.push(row);
      row = [];
    }
  }
  if (row.some((text) => text !== '') && rows.length < most) rows.push(row);
  return rows;
}

const width = (rows: string[][]) => rows.reduce((most, row) => Math.max(most, row.length), 0);
const isEven = (rows: string[][]) => rows.every((row) => row.length === rows[0].length);
const isNames = (row: string[]) => row.every((text) => /\p{L}/u.test(text));
const isNumber = (text: string, decimal: DecimalMark) => !Number.isNaN(parseNumber(text, decimal));

/** Whether some column has a name on top of numbers. */
function hasHeader(rows: string[][], decimal: DecimalMark): boolean {
  return rows[0].some(
    (text, c) => /\p{L}/u.test(text) && !isNumber(text, decimal) && mostlyNumeric(rows.slice(1), c, decimal),
  );
}

function mostlyNumeric(rows: string[][], column: number, decimal: DecimalMark): boolean {
  const cells = rows.map((row) => row[column]?.trim() ?? '').filter((text) => !NOTHING.test(text));
  const numbers = cells.filter((text) => isNumber(text, decimal)).length;
  return numbers > 0 && numbers >= cells.length / 2;
}

/** The first column of numbers that does not merely count the rows. */
function likelyColumn(columns: Layout['columns'], rows: string[][], decimal: DecimalMark): ColumnChoice {
  const counts = (c: number) =>
    rows.length > 2 &&
    rows.every(
      (row, r) =>
        r === 0 || parseNumber(row[c] ?? '', decimal) - parseNumber(rows[r - 1][c] ?? '', decimal) === 1,
    );
  const numeric = columns.flatMap(({ numeric }, c) => (numeric ? [c] : []));
  return numeric.find((c) => !counts(c)) ?? numeric[0] ?? 0;
}

/** In a list the comma parts numbers, unless it stands inside each of them and blanks part them ("3,14 2,72"). */
function listDecimal(tokens: string[]): DecimalMark {
  const withComma = tokens.filter((token) => token.includes(','));
  const decimals =
    withComma.length > 1 && withComma.every((token) => /^[+-]?\d+,\d+(?:e[+-]?\d+)?$/i.test(token));
  return decimals ? ',' : '.';
}

const lastLineEnd = (text: string) => Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
