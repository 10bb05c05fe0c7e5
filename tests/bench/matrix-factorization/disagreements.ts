import { Comparison, LEEWAY, pairs } from '../comparison.ts';
import type { Results } from './results.ts';

/** What is computed may differ by rounding only, and that by the number of a step or so. */
const SAME = 0.01;

/**
 * Sentences that say where kept figures no longer hold, given a quick run of today. Rivals that are not here today, or in another
 * version, are believed.
 */
export function disagreements(kept: Results, today: Results): string[] {
  const comparison = new Comparison();
  const { problems } = comparison;
  const compare = comparison.compare.bind(comparison);
  if (kept.wasm.sha256 !== today.wasm.sha256)
    problems.push('it was measured with another build of matrix-factorization.wasm.');

  for (const { size, loss, rows } of today.steps) {
    const old = kept.steps.find((each) => each.size === size && each.loss === loss)?.rows;
    for (const { row, before } of pairs(old, rows))
      compare(
        `our steps a second over those of ${row.name}, ${loss} loss, ${size}`,
        before?.ratio,
        row.ratio,
        LEEWAY,
      );
  }
  for (const { method, rows } of today.solve.optimizers) {
    const old = kept.solve.optimizers.find((each) => each.method === method)?.rows;
    for (const { row, before } of pairs(old, rows)) {
      const what = `${row.name} on the example by ${method}`;
      compare(`the time of ${what} over ours`, before?.ratio, row.ratio, LEEWAY);
      if (row.starts === before?.starts) compare(`the steps of ${what}`, before.steps, row.steps, 1 + SAME);
      if (row.failed > 0) problems.push(`today ${what} fails from ${row.failed} of ${row.starts} starts.`);
    }
  }
  compare('the least loss of the example', kept.solve.least, today.solve.least, 1 + 1e-8);
  const floorOf = ({ als }: Results, beta: number) => als.floor.grid.find((each) => each.beta === beta)?.rmse;
  const { beta, rmse } = today.als.floor;
  compare('the floor of the error', floorOf(kept, beta), rmse, 1 + 1e-4);
  for (const { row, before } of pairs(kept.als.rows, today.als.rows)) {
    compare(`the time of least squares of ${row.name} over ours`, before?.ratio, row.ratio, LEEWAY);
    compare(`the sweeps of ${row.name}`, before?.sweeps, row.sweeps, 1);
  }
  for (const { form, rows } of today.reading) {
    const old = kept.reading.find((each) => each.form === form)?.rows;
    for (const { row, before } of pairs(old, rows))
      compare(`the time of ${row.name} over ours for ${form}`, before?.ratio, row.ratio, LEEWAY);
  }
  for (const { loss, bytes } of today.compile)
    compare(
      `the bytes of the module of the ${loss} loss`,
      kept.compile.find((each) => each.loss === loss)?.bytes,
      bytes,
      1,
    );
  return problems;
}
