import { readFile } from 'node:fs/promises';
import { Session } from '../../../src/components/factorization-machines/own-data/session.ts';
import { standardRun } from '../../../src/components/factorization-machines/own-data/standard-run.ts';
import { titanicTable } from '../../../src/components/factorization-machines/own-data/titanic-table.ts';
import type {
  Choices,
  EncodingChoices,
  ExecutorChoice,
  Opening,
  PresetId,
  RunSettings,
  Source,
} from '../../../src/components/factorization-machines/own-data/views.ts';
import * as machines from '../../../src/engine/factorization-machines/index.ts';
import * as tables from '../../../src/engine/factorization-machines/table/index.ts';
import { compiled } from './load.ts';

const ROOT = new URL('../../../', import.meta.url);

const FILES = { penguins: 'penguins', cancer: 'breast-cancer', digits: 'digits', diabetes: 'diabetes' };

/** The lab's session as its worker makes it. */
export const start = () =>
  new Session({
    machines,
    tables,
    presets: async (id: PresetId) =>
      id === 'titanic'
        ? new Blob([titanicTable(machines.TITANIC)])
        : new Blob([
            await readFile(
              new URL(`src/components/factorization-machines/own-data/data/${FILES[id]}.csv`, ROOT),
            ),
          ]),
    executor: async (choice: ExecutorChoice) => ({
      create: choice === 'arrays' ? machines.createArraysTrainer : compiled,
      name: choice,
      instead: '',
    }),
  });

export const AUTO: EncodingChoices = { task: 'auto', one: '', missing: 'indicator', many: 'refuse' };
export const STANDARD = standardRun('own');

let key = 0;
export const opening = (source: Source, choices: Choices = {}): Opening => ({ key: ++key, source, choices });
export const text = (text: string): Source => ({ kind: 'text', text });
export const file = (part: BlobPart, name = 'rows.csv'): Source => ({
  kind: 'file',
  file: new File([part], name),
});

/** A session that has read and encoded a source. */
export async function opened(source: Source, encoding: Partial<EncodingChoices> = {}, choices: Choices = {}) {
  const session = start();
  await session.read(opening(source, choices));
  return { session, opened: session.encode({ ...AUTO, ...encoding }) };
}

/** The same, with a run of it. */
export async function trained(
  source: Source,
  settings: Partial<RunSettings> = {},
  encoding: Partial<EncodingChoices> = {},
  weights?: File,
) {
  const { session, opened: rows } = await opened(source, encoding);
  const asked = { ...STANDARD, ...settings };
  await session.begin(asked, weights);
  for (const _ of session.steps(asked.epochs));
  return { session, opened: rows, run: session.run(), results: session.findings.results() };
}

/** n rows of two numbers, a category and a class that only pairs tell: the signs of the numbers, as in XOR. */
export function xorTable(n: number): string {
  const lines = ['a,b,colour,same'];
  for (let i = 0; i < n; i++) {
    const [a, b] = [((i * 37) % 101) / 50 - 1, ((i * 61) % 97) / 48 - 1];
    lines.push(
      [a.toFixed(3), b.toFixed(3), ['red', 'green', 'blue'][i % 3], a * b > 0 ? 'yes' : 'no'].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}
