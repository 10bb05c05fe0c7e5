import { npz } from '../../../lib/npz.ts';
import type { Findings } from './findings.ts';
import type { Engine } from './session.ts';

export type ResultFile = 'npz' | 'json' | 'predictions' | 'losses' | 'encoding' | 'libsvm' | 'row-weights';

/** A file of results, in full precision. */
export function makeFile(engine: Engine, findings: Findings, kind: ResultFile): Blob {
  const { machines, tables } = engine;
  const { encoded, training, weights } = findings;
  switch (kind) {
    case 'npz':
      return new Blob([npz(machines.arraysOf(weights))]);
    case 'json':
      return new Blob([machines.weightsJson(weights)], { type: 'application/json' });
    case 'encoding':
      return new Blob([`${JSON.stringify(tables.encodingSpec(encoded), undefined, 1)}\n`], {
        type: 'application/json',
      });
    case 'losses': {
      const losses = training.losses();
      return lines(['epoch,learned,held_out,linear'], losses.length, (i) => {
        const { loss, held, linear } = losses[i];
        return [i, loss, held ?? '', linear ?? ''].join(',');
      });
    }
    case 'predictions':
      return predictions(engine, findings);
    case 'libsvm':
      return libsvm(findings);
    case 'row-weights': {
      const { weights: counts = [] } = encoded.samples;
      return lines([], counts.length, (i) => String(counts[i]));
    }
  }
}

/** Each row with its target, its prediction, and whether it was held out. */
function predictions({ machines }: Engine, { encoded, training, weights, linear }: Findings): Blob {
  const { samples, task, classes, table, row } = encoded;
  const predicted = machines.predict(task, weights, samples.X);
  const beside = machines.predict(task, linear, samples.X);
  const held = new Set(training.held);
  const what = task === 'regression' ? 'prediction' : 'probability';
  return lines([`row,line,target,${what},linear,held_out`], samples.y.length, (i) => {
    const y = samples.y[i] as number;
    const truth = classes ? (classes[y] as string) : y;
    return [i + 1, table.line[row[i]], quoted(truth), predicted[i], beside[i], held.has(i) ? 1 : 0].join(',');
  });
}

/** What was learned from as sklearn's `load_svmlight_file` reads it: target, then feature:value for all that is not 0, from 1. */
function libsvm({ encoded }: Findings): Blob {
  const { X, y } = encoded.samples;
  return lines([], X.rows, (i) => {
    const cells: (string | number)[] = [y[i] as number];
    if ('start' in X)
      for (let e = X.start[i] as number; e < (X.start[i + 1] as number); e++)
        cells.push(`${(X.column[e] as number) + 1}:${X.value[e]}`);
    else
      for (let j = 0; j < X.columns; j++) {
        const x = X.values[i * X.columns + j];
        // The last one of all stands although it is 0, so that a reader counts as many features.
        if (x !== 0 || (i === 0 && j === X.columns - 1)) cells.push(`${j + 1}:${x}`);
      }
    if ('start' in X && i === 0 && X.column[(X.start[1] as number) - 1] !== X.columns - 1)
      cells.push(`${X.columns}:0`);
    return cells.join(' ');
  });
}

/** Text made in parts, so that no string grows past what an engine can hold. */
function lines(heads: string[], count: number, line: (i: number) => string): Blob {
  const parts: BlobPart[] = heads.map((head) => `${head}\n`);
  for (let at = 0; at < count; ) {
    let part = '';
    for (const end = Math.min(count, at + 16_384); at < end; at++) part += `${line(at)}\n`;
    parts.push(new Blob([part])); // as a blob it leaves the heap
  }
  return new Blob(parts, { type: 'text/plain' });
}

const quoted = (cell: string | number) =>
  typeof cell === 'string' && /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
