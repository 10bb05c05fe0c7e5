import { writeFileSync } from 'node:fs';
import { isSparse, type Samples } from '../../../src/engine/factorization-machines/index.ts';
import { encode, look, SAMPLE, TableReader } from '../../../src/engine/factorization-machines/table/index.ts';
import { cpuMs, spreadOf } from '../measure.ts';
import { libsvmFile } from './libsvm-file.ts';
import { problemOf } from './problems.ts';
import type { Python } from './python.ts';
import type { Results } from './results.ts';
import { hold } from './steps.ts';
import { taskRow } from './tasks.ts';

/** What was read: how many entries, the sum of them and of the targets, and the sum of their columns from 0. */
interface Read {
  ms: number;
  count: number;
  sum: number;
  places: number;
}

interface Contender {
  name: string;
  version?: string;
  read: (bytes: Uint8Array) => Read | Promise<Read>;
}

/** What a browser hands over at a time when it reads a file as a stream. */
const PIECE = 65_536;

/** The large file, or as many of its first lines, from bytes to samples. */
export async function readingOf(
  python: Python | undefined,
  lines: number,
  rounds: number,
): Promise<Results['reading']> {
  const bytes = firstLines(libsvmFile(problemOf('file').samples), lines);
  const contenders: Contender[] = [ours, plain, ...(python?.versions.sklearn ? [scikitLearn(python)] : [])];
  const runs = contenders.map((): Read[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [c, { name, read }] of contenders.entries()) {
      const found = await read(bytes);
      const [wanted = found] = runs[0];
      for (const part of ['count', 'sum', 'places'] as const)
        hold(`the ${part} of what ${name} read`, found[part], wanted[part], 1e-9);
      runs[c].push(found);
    }
  const times = runs.map((each) => each.map(({ ms }) => ms));
  const own = spreadOf(times[0]).median;
  return { bytes: bytes.length, contenders: contenders.map((each, c) => taskRow(each, times[c], own)) };
}

function firstLines(bytes: Uint8Array, lines: number): Uint8Array {
  let end = 0;
  for (let line = 0; line < lines && end < bytes.length; line++) end = bytes.indexOf(10, end) + 1;
  return bytes.subarray(0, end);
}

function sumsOf({ X, y }: Samples): Omit<Read, 'ms'> {
  if (!isSparse(X)) throw new RangeError('the rows came out whole');
  return { count: X.value.length, sum: total(X.value) + total(y), places: total(X.column) };
}

/** Looks at the file as the lab does, finds out its form, and reads it piece by piece. */
const ours: Contender = {
  name: 'This site’s engine',
  read: (bytes) => {
    let samples!: Samples;
    const ms = cpuMs(() => {
      const reader = new TableReader(look(bytes.subarray(0, SAMPLE)));
      for (let at = 0; at < bytes.length; at += PIECE) reader.push(bytes.subarray(at, at + PIECE));
      ({ samples } = encode(reader.end()));
    });
    return { ms, ...sumsOf(samples) };
  },
};

/** Lines and fields by String.split, into arrays that grow. */
const plain: Contender = {
  name: 'JavaScript, split',
  read: (bytes) => {
    const [y, start, column, value]: number[][] = [[], [0], [], []];
    const ms = cpuMs(() => {
      for (const line of new TextDecoder().decode(bytes).split('\n')) {
        if (line === '') continue;
        const [target, ...fields] = line.split(' ');
        y.push(Number(target));
        for (const field of fields) {
          const [index, number] = field.split(':');
          column.push(Number(index) - 1);
          value.push(Number(number));
        }
        start.push(column.length);
      }
    });
    return { ms, count: value.length, sum: total(value) + total(y), places: total(column) };
  },
};

function scikitLearn({ ask, path, versions }: Python): Contender {
  return {
    name: 'scikit-learn, load_svmlight_file',
    version: versions.sklearn,
    read: (bytes) => {
      const file = path('large.svm');
      writeFileSync(file, bytes);
      return ask<Read>({ do: 'read', method: 'sklearn', file });
    },
  };
}

function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
