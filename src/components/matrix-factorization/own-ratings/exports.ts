import type { Names } from '../../../engine/matrix-factorization/reading/index.ts';
import type { Model } from '../../../engine/matrix-factorization/recommending/index.ts';
import { npz } from '../../../lib/npz.ts';
import type { Session } from './session.ts';

export type ResultFile = 'P' | 'Q' | 'npz' | 'held-out' | 'picks' | 'log' | 'ratings';

type Results = Session['results'];

/** Predictions that everybody gets a list of take this much work at most, in multiplications; beyond it only the first people do. */
const MOST_WORK = 2e9;
const PICKS = 10;

/** A file of results, in full precision. */
export function makeFile(results: Results, kind: ResultFile): Blob {
  const { held, fit, model, titles } = results;
  const { baseline, k } = model;
  const factors = (letter: string) => Array.from({ length: k }, (_, f) => `${letter}${f + 1}`);
  switch (kind) {
    case 'P':
      return table(['person', 'offset', ...factors('p')], held.rows.count, (i) => [
        held.rows.at(i),
        baseline.row[i],
        ...model.P.subarray(i * k, (i + 1) * k),
      ]);
    case 'Q':
      return table(['item', 'title', 'offset', ...factors('q')], held.columns.count, (j) => [
        ...nameOf(held.columns, titles, j),
        baseline.column[j],
        ...factors('q').map((_, f) => model.Q[f * model.columns + j]),
      ]);
    case 'npz':
      return new Blob([npz(arraysOf(model, held.rows.count))]);
    case 'log':
      return table(['step', 'training_rmse', 'held_out_rmse'], fit.rounds.length, (i) => {
        const { step, train, held } = fit.rounds[i];
        return [step, train, Number.isNaN(held) ? '' : held];
      });
    case 'held-out':
      return heldOut(results);
    case 'picks':
      return picks(results);
    case 'ratings': {
      const { row, column, value } = held.ratings;
      return table(['row', 'column', 'rating', 'person', 'item'], value.length, (i) => [
        row[i],
        column[i],
        value[i],
        held.rows.at(row[i]),
        held.columns.at(column[i]),
      ]);
    }
  }
}

/** P and Q as the article writes them, and the baseline: the prediction is mean + row_offset[i] + column_offset[j] + P[i] @ Q[:, j]. */
function arraysOf({ P, Q, k, columns, baseline }: Model, rows: number) {
  return {
    P: { shape: [rows, k], data: P },
    Q: { shape: [k, columns], data: Q },
    mean: { shape: [1], data: Float64Array.of(baseline.mean) },
    row_offset: { shape: [rows], data: baseline.row },
    column_offset: { shape: [columns], data: baseline.column },
  };
}

/** What was held out, with what was predicted of it. */
function heldOut({ held, fit, model, recommending }: Results): Blob {
  const { row, column, value } = fit.held;
  return table(['person', 'item', 'rating', 'prediction'], value.length, (i) => [
    held.rows.at(row[i]),
    held.columns.at(column[i]),
    value[i],
    recommending.predict(model, row[i], column[i]),
  ]);
}

/** For each person the items with the highest predictions of those they have not rated. */
function picks({ held, model, recommending }: Results): Blob {
  const { rows, columns, column } = held.ratings;
  const people = Math.min(rows, Math.max(1, Math.floor(MOST_WORK / (columns * model.k))));
  const lines: [person: number, rank: number, item: number, score: number][] = [];
  for (let i = 0; i < people; i++) {
    const rated = new Set(column.subarray(...recommending.rowRange(held.ratings, i)));
    const top = recommending.highest(recommending.predictionsFor(model, i), PICKS, (j) => rated.has(j));
    for (const [rank, { column, score }] of top.entries()) lines.push([i, rank + 1, column, score]);
  }
  return table(['person', 'rank', 'item', 'prediction'], lines.length, (n) => {
    const [i, rank, j, score] = lines[n];
    return [held.rows.at(i), rank, held.columns.at(j), score];
  });
}

const nameOf = (names: Names, titles: ReadonlyMap<string, string>, j: number) => [
  names.at(j),
  titles.get(names.at(j)) ?? '',
];

/** A table as CSV, made in parts so that no string grows past what an engine can hold. */
function table(heads: string[], count: number, line: (i: number) => readonly (string | number)[]): Blob {
  const parts: BlobPart[] = [`${heads.join(',')}\n`];
  for (let at = 0; at < count; ) {
    let part = '';
    for (const end = Math.min(count, at + 16_384); at < end; at++)
      part += `${line(at).map(quoted).join(',')}\n`;
    parts.push(new Blob([part])); // as a blob it leaves the heap
  }
  return new Blob(parts, { type: 'text/csv' });
}

const quoted = (cell: string | number) =>
  typeof cell === 'string' && /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
