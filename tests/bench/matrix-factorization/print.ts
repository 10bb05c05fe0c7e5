import { textTable } from '../text-table.ts';
import { count, spread, times, titled } from '../words.ts';
import type { Results } from './results.ts';

/** The results as tables for a terminal. */
export function print({ machine, wasm, steps, solve, als, reading, compile }: Results): string {
  const { cpu, cores, memoryGb, system, node, v8 } = machine;
  const { shape, floor } = als;
  const sections = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, V8 ${v8}`,
    `matrix-factorization.wasm: ${count(wasm.bytes)} bytes, ${count(wasm.gzipped)} gzipped`,
    'CPU time of one thread: median (least – most) of rounds in turn. Ratios are to the first row.',
    ...steps.map(({ size, loss, k, count: ratings, rows }) =>
      textTable(
        `Steps a second, ${loss} loss, ${size}, ${count(ratings)} observed, k = ${k}`,
        ['', 'steps a second', 'ours over theirs', 'gradient off by'],
        rows.map(({ rate, ratio, off, ...row }) => [
          titled(row),
          spread(rate),
          times(ratio),
          off === undefined ? 'another loss' : off === 0 ? '0' : off.toExponential(0),
        ]),
      ),
    ),
    ...solve.optimizers.map(({ method, alpha, rows }) =>
      textTable(
        `The 5 × 4 example from a random start to ${solve.least} + 1e-6, ${method}, alpha = ${alpha}`,
        ['', 'ms a start', 'theirs over ours', 'steps', 'the most', 'starts', 'failed'],
        rows.map(({ ms, ratio, steps, most, starts, failed, ...row }) => [
          titled(row),
          spread(ms),
          times(ratio),
          count(steps),
          count(most),
          String(starts),
          String(failed),
        ]),
      ),
    ),
    textTable(
      `Alternating least squares, ${count(shape.rows)} × ${count(shape.columns)}, ${count(shape.count)} simulated ratings, k = ${als.k}, beta = ${floor.beta}, ` +
        `until the held-out error is within 1 % of ${floor.rmse}`,
      ['', 'ms', 'theirs over ours', 'ready', 'a sweep', 'sweeps', 'error'],
      als.rows.map(({ ready, sweep, total, ratio, sweeps, rmse, ...row }) => [
        titled(row),
        spread(total),
        times(ratio),
        spread(ready),
        spread(sweep),
        String(sweeps),
        String(rmse),
      ]),
    ),
    `Where it rests from the planted factors, by beta: ${floor.grid.map(({ beta, rmse }) => `${beta}: ${rmse}`).join(', ')}.`,
    `The planted noise has a standard deviation of ${als.noise}; the planted factors themselves err by ${als.planted}.`,
    ...reading.map(({ form, lines, bytes, rows }) =>
      textTable(
        `Reading ${form}, ${count(lines)} lines, ${count(bytes)} bytes`,
        ['', 'ms', 'theirs over ours'],
        rows.map(({ ms, ratio, ...row }) => [titled(row), spread(ms), times(ratio)]),
      ),
    ),
    textTable(
      'From the text of a loss to code that runs, in microseconds',
      ['loss', 'parse and derive', 'emit and compile', 'in all', 'bytes of the module'],
      compile.map(({ loss, parse, emit, total, bytes }) => [
        loss,
        spread(parse),
        spread(emit),
        spread(total),
        count(bytes),
      ]),
    ),
  ];
  return sections.filter(Boolean).join('\n');
}
