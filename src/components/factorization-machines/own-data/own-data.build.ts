import { readFile } from 'node:fs/promises';
import { createCompiled } from '../../../engine/factorization-machines/compiled.ts';
import * as machines from '../../../engine/factorization-machines/index.ts';
import * as tables from '../../../engine/factorization-machines/table/index.ts';
import { presetOf } from './presets.ts';
import { Session } from './session.ts';
import { standardRun } from './standard-run.ts';
import type { Shown } from './views.ts';

/** What the page is served with: the penguins, read, encoded and learned from while the site is built. */
async function firstResult(): Promise<Shown> {
  const wasm = await readFile('src/engine/factorization-machines/factorization-machines.wasm');
  const create = await createCompiled(await WebAssembly.compile(wasm));
  const session = new Session({
    machines,
    tables,
    presets: async (id) =>
      new Blob([await readFile(`src/components/factorization-machines/own-data/data/${id}.csv`)]),
    executor: async () => ({ create, name: 'the compiled kernel', instead: '' }),
  });
  const opening = { key: 0, source: { kind: 'preset', id: 'penguins' }, choices: {} } as const;
  const encoding = {
    ...({ task: 'auto', one: '', missing: 'indicator', many: 'refuse' } as const),
    ...presetOf('penguins').encoding,
  };
  await session.read(opening);
  const opened = session.encode(encoding);
  const settings = standardRun('penguins');
  await session.begin(settings);
  for (const _ of session.steps(settings.epochs));
  const run = session.run();
  // Times of the machine that builds say nothing to a reader, and would make each build differ.
  return {
    opening,
    encoding,
    opened: { ...opened, ms: 0 },
    run: {
      ...run,
      ms: 0,
      points: run.points
        .filter(({ epoch }) => epoch % 2 === 0 || epoch === run.best)
        .map(({ epoch, loss, held = 0, linear = 0 }) => ({
          epoch,
          loss: short(loss),
          held: short(held),
          linear: short(linear),
        })),
    },
    results: session.findings.results(),
  };
}

/** Five digits are more than a chart shows, and fewer bytes. */
const short = (value: number) => Number(value.toPrecision(5));

export default firstResult();
