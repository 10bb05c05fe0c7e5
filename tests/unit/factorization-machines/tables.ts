import {
  type Choices,
  type Look,
  look,
  type Role,
  SAMPLE,
  type Table,
  TableReader,
} from '../../../src/engine/factorization-machines/table/index.ts';
import { isText, NONE } from '../../../src/engine/factorization-machines/table/table.ts';
import type { Random } from '../../../src/engine/random.ts';

// Random tables, the formats they are written in, and how they are read back.

export type Cell = string | number | undefined;

export interface Written {
  names: string[];
  roles: Role[];
  rows: Cell[][];
}

const below = (n: number, random: Random) => Math.floor(n * random());

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Columns of every role, some cells blank; texts with marks, blanks and line ends in them. */
export function randomTable(random: Random, breaks = true): Written {
  const kinds: Role[] = ['numeric', 'categorical', 'ignore'];
  const roles: Role[] = [
    'numeric',
    ...Array.from({ length: below(5, random) }, () => kinds[below(3, random)]),
  ];
  roles.splice(below(roles.length + 1, random), 0, 'target');
  if (random() < 0.5) roles.splice(below(roles.length + 1, random), 0, 'weight');
  const textual = random() < 0.5;
  const cell = (role: Role): Cell => {
    if (role === 'weight') return Math.abs(randomNumber(random));
    if (role !== 'target' && random() < 0.15) return undefined;
    if (role === 'numeric' || (role === 'target' && !textual)) return randomNumber(random);
    return randomText(random, breaks);
  };
  const rows = Array.from({ length: 1 + below(12, random) }, () => roles.map(cell));
  return { names: roles.map((role, at) => `${role} "${at}"`), roles, rows };
}

function randomNumber(random: Random): number {
  const value = Number(((random() - 0.3) * 10 ** below(5, random)).toFixed(below(5, random)));
  return (random() < 0.1 ? value * 1e-12 : value) || 0; // no -0, which numbers are written without
}

function randomText(random: Random, breaks: boolean): string {
  const letters = [...`abcxyzÄéñжЖ中文🎬,;|"' ${breaks ? '\n' : 'u'}`];
  const text = Array.from(
    { length: 1 + below(9, random) },
    () => letters[below(letters.length, random)],
  ).join('');
  return `x${text}z`;
}

const quoted = (text: string) => (/[",;|'\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

interface Style {
  by: string;
  end?: string;
  missing?: string;
  comma?: boolean;
  header?: boolean;
  mark?: boolean;
  all?: boolean;
}

/** The formats, and how a table is written in each. */
export const STYLES: Record<string, Style> = {
  CSV: { by: ',' },
  'CSV without heads': { by: ',', header: false },
  'CSV, all quoted': { by: ',', all: true },
  'CSV, CRLF, a byte order mark and NA': { by: ',', end: '\r\n', mark: true, missing: 'NA' },
  'CSV, carriage returns': { by: ',', end: '\r' },
  'TSV with ?': { by: '\t', missing: '?' },
  'semicolons and decimal commas': { by: ';', comma: true },
  'bars and null': { by: '|', missing: 'null' },
};

export function written({ names, rows }: Written, style: Style): string {
  const { by, end = '\n', missing = '', comma, header = true, mark, all } = style;
  const field = (cell: Cell) => {
    if (cell === undefined) return missing;
    const text = typeof cell === 'number' && comma ? String(cell).replace('.', ',') : String(cell);
    return all ? `"${text.replaceAll('"', '""')}"` : quoted(text);
  };
  const lines = [...(header ? [names] : []), ...rows].map((cells) => cells.map(field).join(by));
  return `${mark ? '\ufeff' : ''}${lines.join(end)}${end}`;
}

export const choicesOf = ({ roles }: Written, { by, comma, header }: Style): Choices => ({
  format: 'csv',
  delimiter: by as NonNullable<Choices['delimiter']>,
  decimalComma: comma ?? false,
  header: header ?? true,
  roles,
});

/** Reads bytes in pieces of which `cut` says how long they are. */
export function readBytes(bytes: Uint8Array, choices: Choices = {}, cut = () => 1 << 16): Table {
  return readBy(look(bytes.subarray(0, SAMPLE), { whole: bytes.length <= SAMPLE, ...choices }), bytes, cut);
}

export function readBy(layout: Look, bytes: Uint8Array, cut = () => 1 << 16): Table {
  const reader = new TableReader(layout);
  for (let at = 0; at < bytes.length; ) {
    const to = Math.min(bytes.length, at + cut());
    const piece = new Uint8Array(bytes.subarray(at, to));
    reader.push(piece);
    piece.fill(0x37); // the piece is the caller's again
    at = to;
  }
  return reader.end();
}

export const readText = (text: string, choices: Choices = {}) => readBytes(bytesOf(text), choices);

/** The cells that were read, row by row, without the columns that are ignored. */
export function cellsOf({ columns, rows }: Table): Cell[][] {
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column) => {
      if (!isText(column)) return Number.isNaN(column.values[row]) ? undefined : column.values[row];
      return column.codes[row] === NONE ? undefined : column.texts.at(column.codes[row]);
    }),
  );
}
