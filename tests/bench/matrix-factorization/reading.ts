import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { look, SAMPLE } from '../../../src/engine/matrix-factorization/reading/look.ts';
import { type RatingsFile, RatingsReader } from '../../../src/engine/matrix-factorization/reading/reader.ts';
import { versionOf } from '../machine.ts';
import { cpuMs, spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import type { Python } from './python.ts';
import { FORMS, type Form, ratingsFile } from './ratings-file.ts';
import type { ReadingRow, Results } from './results.ts';

/** What was read, in numbers that do not depend on the order of what is held. */
interface Sums {
  count: number;
  sum: number;
  /** Of the ids of users and items. */
  ids: number;
}

interface Contender {
  name: string;
  version?: string;
  rounds: number;
  read: (bytes: Uint8Array, form: Form) => Promise<{ ms: number } & Sums>;
}

/** What a browser hands over at a time when it reads a file as a stream. */
const PIECE = 65_536;

/**
 * Files of `lines` ratings, in two of MovieLens' forms, from bytes to three arrays: users and items, numbered from 0, and ratings.
 * This site's reader finds out the form, and sorts the cells by row and column, as well.
 */
export async function readingOf(
  python: Python | undefined,
  lines: number,
  rounds: number,
): Promise<Results['reading']> {
  const contenders = [ours, plain, papaParse].map((each) => ({ ...each, rounds }));
  const all: Contender[] = [...contenders, ...(python ? pythons(python, Math.min(rounds, 2)) : [])];
  const results: Results['reading'] = [];
  for (const form of Object.keys(FORMS) as Form[]) {
    const bytes = ratingsFile(form, lines);
    const samples = all.map((): number[] => []);
    let sums: Sums | undefined;
    for (
      let i = -1;
      i < rounds;
      i++ // the first does not count
    )
      for (const [c, { name, read, rounds }] of all.entries()) {
        if (i >= rounds) continue;
        const { ms, ...found } = await read(bytes, form);
        sums ??= found;
        agree(`${name}, ${form}`, found, sums);
        if (i >= 0) samples[c].push(ms);
      }
    const own = spreadOf(samples[0]).median;
    results.push({
      form,
      lines,
      bytes: bytes.length,
      rows: all.map(({ name, version }, c): ReadingRow => {
        const ms = spreadOf(samples[c]);
        return { name, ...(version && { version }), ms: rounded(ms), ratio: round(ms.median / own) };
      }),
    });
  }
  return results;
}

const ours: Omit<Contender, 'rounds'> = {
  name: 'This site’s reader',
  read: async (bytes) => {
    let file!: RatingsFile;
    const ms = cpuMs(() => {
      const reader = new RatingsReader(look(bytes.subarray(0, SAMPLE), false).layout);
      for (let at = 0; at < bytes.length; at += PIECE) reader.push(bytes.subarray(at, at + PIECE));
      file = reader.end();
    });
    const { row, column, value } = file.ratings;
    let ids = 0;
    for (let i = 0; i < value.length; i++)
      ids += Number(file.rows.at(row[i])) + Number(file.columns.at(column[i]));
    return { ms, count: value.length, sum: total(value), ids };
  },
};

/** What comes to mind first. */
const plain: Omit<Contender, 'rounds'> = {
  name: 'JavaScript, split',
  read: async (bytes, form) => {
    const { delimiter, header } = FORMS[form];
    let table = new Table();
    const ms = cpuMs(() => {
      table = new Table();
      const lines = new TextDecoder().decode(bytes).split('\n');
      for (const line of header ? lines.slice(1) : lines) if (line) table.add(line.split(delimiter));
    });
    return { ms, ...table.sums() };
  },
};

interface Papa {
  parse: (text: string, options: { delimiter: string; skipEmptyLines: boolean }) => { data: string[][] };
}
const { parse }: Papa = createRequire(import.meta.url)('papaparse'); // brings no types

const papaParse: Omit<Contender, 'rounds'> = {
  name: 'papaparse',
  version: versionOf('papaparse'),
  read: async (bytes, form) => {
    const { delimiter, header } = FORMS[form];
    let table = new Table();
    const ms = cpuMs(() => {
      table = new Table();
      const { data } = parse(new TextDecoder().decode(bytes), { delimiter, skipEmptyLines: true });
      if (header) data.shift();
      for (const fields of data) table.add(fields);
    });
    return { ms, ...table.sums() };
  },
};

/** Users and items numbered in the order of their appearance, and the ratings. */
class Table {
  readonly #users = new Map<string, number>();
  readonly #items = new Map<string, number>();
  readonly #row: number[] = [];
  readonly #column: number[] = [];
  readonly #value: number[] = [];

  add([user, item, rating]: string[]): void {
    this.#row.push(place(this.#users, user));
    this.#column.push(place(this.#items, item));
    this.#value.push(Number(rating));
  }

  sums(): Sums {
    const [users, items] = [[...this.#users.keys()], [...this.#items.keys()]];
    const ids =
      total(this.#row.map((i) => Number(users[i]))) + total(this.#column.map((j) => Number(items[j])));
    return { count: this.#value.length, sum: total(this.#value), ids };
  }
}

function place(places: Map<string, number>, id: string): number {
  let found = places.get(id);
  if (found === undefined) {
    found = places.size;
    places.set(id, found);
  }
  return found;
}

function pythons({ ask, path, versions }: Python, rounds: number): Contender[] {
  const contender = (name: string, version: string, method: string): Contender => ({
    name,
    version,
    rounds,
    read: (bytes, form) => {
      const file = path(form);
      writeFileSync(file, bytes);
      return ask({ do: 'read', method, file, ...FORMS[form] });
    },
  });
  return [
    contender('numpy.loadtxt, ids not numbered', versions.numpy, 'loadtxt'),
    contender('numpy.loadtxt', versions.numpy, 'loadtxt-numbered'),
    contender('Python, csv', versions.python, 'csv'),
  ];
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Nobody wins by reading something else; ratings are whole and half stars, so their sums are exact. */
function agree(name: string, found: Sums, wanted: Sums): void {
  for (const part of ['count', 'sum', 'ids'] as const)
    if (found[part] !== wanted[part])
      throw new Error(`${name} has ${found[part]} as its ${part}, where it is ${wanted[part]}.`);
}
