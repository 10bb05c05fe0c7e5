import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  makeFile,
  type ResultFile,
} from '../../../src/components/factorization-machines/own-data/exports.ts';
import { presetOf } from '../../../src/components/factorization-machines/own-data/presets.ts';
import type { Session } from '../../../src/components/factorization-machines/own-data/session.ts';
import { numpyCode } from '../../../src/engine/factorization-machines/code/numpy.ts';
import * as machines from '../../../src/engine/factorization-machines/index.ts';
import { readNpz } from '../../../src/lib/npz.ts';
import { PYTHON, skipWithoutNumpy } from '../../python.ts';
import { opened, STANDARD, text, trained, xorTable } from './own-data-session.ts';

const made = (session: Session, kind: ResultFile) => makeFile(session.engine, session.findings, kind);
const textOf = (session: Session, kind: ResultFile) => made(session, kind).text();
const linesOf = async (session: Session, kind: ResultFile) =>
  (await textOf(session, kind)).trim().split('\n');

test('weights are for the rows as encoded: .npz and JSON predict what the table of predictions says', async () => {
  for (const id of ['penguins', 'diabetes'] as const) {
    const preset = presetOf(id);
    const { session } = await trained({ kind: 'preset', id }, { ...preset.run, epochs: 20 }, preset.encoding);
    const { samples, task, classes, table, row } = session.findings.encoded;
    const bytes = new Uint8Array(await made(session, 'npz').arrayBuffer());
    const weights = machines.weightsOf(readNpz(bytes));
    assert.deepEqual(machines.weightsOfJson(await textOf(session, 'json')), weights);
    const predicted = machines.predict(task, weights, samples.X);
    const [head, ...lines] = await linesOf(session, 'predictions');
    assert.equal(
      head,
      `row,line,target,${task === 'regression' ? 'prediction' : 'probability'},linear,held_out`,
    );
    assert.equal(lines.length, samples.y.length);
    for (const [i, line] of lines.entries()) {
      const [n, at, target, value] = line.split(',');
      assert.deepEqual([Number(n), Number(at)], [i + 1, table.line[row[i] ?? 0]]);
      assert.equal(target, classes ? classes[samples.y[i] as 0 | 1] : String(samples.y[i]));
      assert.ok(
        Math.abs(Number(value) - (predicted[i] ?? Number.NaN)) < 1e-9 * Math.max(1, Math.abs(Number(value))),
      );
    }
    assert.equal(lines.filter((line) => line.endsWith(',1')).length, session.run().held);
  }
});

test('the libSVM file holds the rows as encoded: read again, they give the same run', async () => {
  const { session, run } = await trained(text(xorTable(150)), { epochs: 5 });
  const again = await trained(text(await textOf(session, 'libsvm')), { epochs: 5 });
  assert.deepEqual([again.opened.rows, again.opened.features], [150, 5]);
  assert.deepEqual(
    again.run.points.map(({ loss }) => loss.toFixed(9)),
    run.points.map(({ loss }) => loss.toFixed(9)),
  );
});

test('the encoding says what each feature stands for; losses and weights of rows are lists', async () => {
  const { session } = await trained(text(xorTable(60)), { epochs: 4 });
  const spec = JSON.parse(await textOf(session, 'encoding'));
  assert.equal(spec.target, 'same');
  assert.deepEqual(
    spec.features.map(({ name }: { name: string }) => name),
    ['a', 'b', 'colour = blue', 'colour = green', 'colour = red'],
  );
  const losses = await linesOf(session, 'losses');
  assert.equal(losses[0], 'epoch,learned,held_out,linear');
  assert.equal(losses.length, 6);
  assert.match(losses[5] ?? '', /^4,0\.\d+,0\.\d+,0\.\d+$/);
  const { session: weighted } = await opened(
    text('a,w,y\n1,2,3\n2,0,4\n3,1,6\n'),
    {},
    { roles: ['numeric', 'weight', 'target'] },
  );
  await weighted.begin({ ...STANDARD, heldOut: 0 });
  assert.deepEqual(await linesOf(weighted, 'row-weights'), ['2', '0', '1']);
});

test('the program for NumPy repeats the run, from the file that the lab gives', {
  skip: skipWithoutNumpy,
}, async () => {
  const { session, run } = await trained(text(xorTable(200)), { epochs: 6, patience: 50 });
  const folder = mkdtempSync(join(tmpdir(), 'own-data-'));
  try {
    writeFileSync(join(folder, 'encoded.libsvm'), await textOf(session, 'libsvm'));
    writeFileSync(join(folder, 'run.py'), numpyCode(session.findings.recipe()));
    const told = execFileSync(PYTHON, ['run.py'], { cwd: folder }).toString();
    const held = Number(told.match(/held out (\S+)/)?.[1]);
    assert.ok(Math.abs(held - (run.points.find(({ epoch }) => epoch === run.best)?.held ?? 0)) < 1e-9, told);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
