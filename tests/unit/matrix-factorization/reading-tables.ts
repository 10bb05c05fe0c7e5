import type { Choices } from '../../../src/engine/matrix-factorization/reading/layout.ts';
import { look, SAMPLE } from '../../../src/engine/matrix-factorization/reading/look.ts';
import { type RatingsFile, RatingsReader } from '../../../src/engine/matrix-factorization/reading/reader.ts';
import type { Random } from '../../../src/engine/random.ts';

// Random tables of ratings, the formats they are written in, and how they are read back.

export interface Table {
  rows: string[];
  columns: string[];
  /** By row, then by column: NaN where nothing is known. */
  cells: number[][];
}

const below = (n: number, random: Random) => Math.floor(n * random());

/** A table without an empty row or column, its names in the order in which triples bring them. */
export function randomTable(random: Random, kind: 'integers' | 'texts'): Table {
  const [m, n] = [3 + below(9, random), 5 + below(9, random)];
  const cells = Array.from({ length: m }, () =>
    Array.from({ length: n }, () => (random() < 0.35 ? Number.NaN : randomValue(random))),
  );
  for (let i = 0; i < m; i++) cells[i][0] = randomValue(random);
  for (let j = 0; j < n; j++) cells[0][j] = randomValue(random);
  if (kind === 'integers') {
    const ids = (count: number) =>
      [...distinct(count, () => 1 + below(5000, random) ** 2)].sort((a, b) => a - b);
    return { rows: ids(m).map(String), columns: ids(n).map(String), cells };
  }
  const letters = 'abcxyzÄéñжЖ中文🎬,;|"\' ';
  const word = () => {
    const text = Array.from({ length: 1 + below(9, random) }, () => [...letters][below(18, random)]).join('');
    return `x${text.trim().replace(/ +/g, ' ')}z`;
  };
  return { rows: [...distinct(m, word)], columns: [...distinct(n, word)], cells };
}

function randomValue(random: Random): number {
  const digits = below(4, random);
  const value = Number(((random() - 0.3) * 10 ** below(4, random)).toFixed(digits));
  return value === 0 ? 1.5 : random() < 0.05 ? value * 1e-9 : value;
}

function distinct<T>(count: number, make: () => T): Set<T> {
  const all = new Set<T>();
  while (all.size < count) all.add(make());
  return all;
}

const quoted = (text: string) => (/[",;|'\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const comma = (value: number) => String(value).replace('.', ',');

function triples(
  { rows, columns, cells }: Table,
  line: (row: string, column: string, value: number) => string,
) {
  return cells
    .flatMap((row, i) =>
      row.flatMap((value, j) => (Number.isNaN(value) ? [] : [line(rows[i], columns[j], value)])),
    )
    .join('');
}

function grid(
  { rows, columns, cells }: Table,
  by: string,
  missing: string,
  write: (value: number) => string = String,
) {
  const line = (fields: string[]) => `${fields.join(by)}\n`;
  const body = cells.map((row, i) =>
    line([quoted(rows[i]), ...row.map((value) => (Number.isNaN(value) ? missing : write(value)))]),
  );
  return line(['', ...columns.map(quoted)]) + body.join('');
}

/** What each format makes of a table, and what a reader settles where no guess can be sure. */
export const FORMATS: Record<
  string,
  { write: (table: Table) => string; choices?: Choices; ids?: 'integers' }
> = {
  'u.data': {
    write: (table) => triples(table, (r, c, v) => `${r}\t${c}\t${v}\t881250949\n`),
    ids: 'integers',
  },
  'ratings.dat': {
    write: (table) => triples(table, (r, c, v) => `${r}::${c}::${v}::978300760\n`),
    ids: 'integers',
  },
  'ratings.csv': {
    write: (table) =>
      `userId,movieId,rating,timestamp\n${triples(table, (r, c, v) => `${quoted(r)},${quoted(c)},${v},964982703\n`)}`,
  },
  'ratings.csv, CRLF and BOM': {
    write: (table) =>
      `\ufeffuserId,movieId,rating,timestamp\r\n${triples(table, (r, c, v) => `"${r.replaceAll('"', '""')}" , ${quoted(c)} ,"${v}",964982703\r\n`)}`,
  },
  'ratings.csv, carriage returns': {
    write: (table) => `user,item,rating\r${triples(table, (r, c, v) => `${quoted(r)},${quoted(c)},${v}\r`)}`,
  },
  'columns in another order': {
    write: (table) =>
      `rating,date,movie_id,user_id\n${triples(table, (r, c, v) => `${v},2001-02-03,${quoted(c)},${quoted(r)}\n`)}`,
  },
  TSV: {
    write: (table) => triples(table, (r, c, v) => `${quoted(r)}\t${quoted(c)}\t${v}\n`),
    choices: { form: 'triples' },
  },
  'semicolons and decimal commas': {
    write: (table) =>
      `Reader;Film;Rating\n\n${triples(table, (r, c, v) => `${quoted(r)};${quoted(c)};${comma(v)}\n`)}`,
    choices: { decimalComma: true },
  },
  'LIBMF, with comments': {
    write: (table) => `# u v r\n${triples(table, (r, c, v) => `${r} ${c}  ${v}\n`)}% end`,
    choices: { form: 'triples', header: false },
    ids: 'integers',
  },
  'dense CSV, blanks': { write: (table) => grid(table, ',', ''), choices: { form: 'dense' } },
  'dense CSV, NA': { write: (table) => grid(table, ',', 'NA') },
  'dense CSV, ?': { write: (table) => grid(table, ',', '?') },
  'dense TSV, null': { write: (table) => grid(table, '\t', 'null'), choices: { form: 'dense' } },
  'dense CSV, 0 as missing': { write: (table) => grid(table, ',', '0'), choices: { zeroMissing: true } },
  'dense, semicolons and commas': {
    write: (table) => grid(table, ';', '-', comma),
    choices: { decimalComma: true },
  },
};

/** Reads bytes in pieces of which `cut` says how long they are. */
export function readBytes(bytes: Uint8Array, choices: Choices, cut: () => number): RatingsFile {
  const { layout } = look(bytes.subarray(0, SAMPLE), bytes.length <= SAMPLE, choices);
  const reader = new RatingsReader(layout);
  for (let at = 0; at < bytes.length; ) {
    const to = Math.min(bytes.length, at + cut());
    const piece = bytes.slice(at, to);
    reader.push(piece);
    piece.fill(0x37); // the piece is the caller's again
    at = to;
  }
  return reader.end();
}

export const readText = (text: string, choices: Choices = {}, cut = () => 1 << 20) =>
  readBytes(new TextEncoder().encode(text), choices, cut);

/** What was read, as a table again. */
export function tableOf({ ratings, rows, columns }: RatingsFile): Table {
  const cells = Array.from({ length: rows.count }, () => Array<number>(columns.count).fill(Number.NaN));
  ratings.value.forEach((value, i) => {
    cells[ratings.row[i]][ratings.column[i]] = value;
  });
  const all = (names: RatingsFile['rows']) => Array.from({ length: names.count }, (_, i) => names.at(i));
  return { rows: all(rows), columns: all(columns), cells };
}
