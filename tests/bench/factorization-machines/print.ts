import { textTable } from '../text-table.ts';
import { count, spread, times, titled } from '../words.ts';
import type { Results } from './results.ts';

/** The results as tables for a terminal. */
export function print({ machine, wasm, steps, epoch, reading, titanic, quickest }: Results): string {
  const { cpu, cores, memoryGb, system, node, v8 } = machine;
  const sections = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, V8 ${v8}`,
    `factorization-machines.wasm: ${count(wasm.bytes)} bytes, ${count(wasm.gzipped)} gzipped`,
    'CPU time of one thread: median (least – most) of rounds in turn. Ratios are to the first row.',
    ...steps.map(({ size, rows }) =>
      textTable(
        `Steps of Adam a second, batches of 128 rows, ${size}`,
        ['', 'steps a second', 'ours over theirs', 'gradient off by'],
        rows.map(({ rate, ratio, off, ...row }) => [
          titled(row),
          spread(rate),
          times(ratio),
          off === 0 ? '0' : off.toExponential(0),
        ]),
      ),
    ),
    textTable(
      `One epoch of ${count(epoch.rows)} rows, ${count(epoch.d)} features, ${epoch.entries} a row, k = ${epoch.k}, batches of 128`,
      ['', 'ms', 'theirs over ours', 'making ready', 'loss'],
      epoch.contenders.map(({ ms, ratio, ready, loss, ...row }) => [
        titled(row),
        spread(ms),
        times(ratio),
        spread(ready),
        String(loss),
      ]),
    ),
    textTable(
      `Reading it in libSVM's form, ${count(reading.bytes)} bytes`,
      ['', 'ms', 'theirs over ours'],
      reading.contenders.map(({ ms, ratio, ...row }) => [titled(row), spread(ms), times(ratio)]),
    ),
    textTable(
      `The Titanic, 24 groups at once, k = 2, to ${titanic.target}, 0.0001 above the floor; and all ${count(titanic.epochs)} epochs`,
      ['', 'ms to the floor', 'theirs over ours', 'epochs', 'ms of all', 'loss'],
      titanic.contenders.map(({ ms, ratio, epochs, whole, loss, ...row }) => [
        titled(row),
        spread(ms),
        times(ratio),
        count(epochs),
        spread(whole),
        String(loss),
      ]),
    ),
    `\nThe lab for own data begins with the quickest of ours by these figures: ${quickest}.`,
  ];
  return sections.filter(Boolean).join('\n');
}
