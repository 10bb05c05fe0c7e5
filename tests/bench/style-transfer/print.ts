import { textTable } from '../text-table.ts';
import { count, spread, times, titled } from '../words.ts';
import { printQuantizer } from './quantizer.ts';
import type { Results } from './results.ts';

/** The results as tables for a terminal. */
export function print({ machine, wasm, relaxed, evaluations, picture, quantizer }: Results): string {
  const { cpu, cores, memoryGb, system, node, v8 } = machine;
  const sections = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, V8 ${v8}`,
    `style-transfer.wasm: ${count(wasm.bytes)} bytes, ${count(wasm.gzipped)} gzipped; with relaxed SIMD ${count(relaxed.bytes)}, ${count(relaxed.gzipped)} gzipped`,
    'CPU time of one thread: median (least – most) of rounds in turn. Ratios are to the first row. GFLOP/s by the definitions.',
    ...evaluations.map(({ network, size, gflop, rows }) =>
      textTable(
        `Loss and gradient once: ${network}, ${size} × ${size} pixels, ${gflop} GFLOP`,
        ['', 'ms', 'theirs over ours', 'GFLOP/s', 'gradient off by'],
        rows.map(({ ms, ratio, gflops, off, ...row }) => [
          titled(row),
          spread(ms),
          times(ratio),
          count(gflops),
          off === undefined ? '' : off.toExponential(1),
        ]),
      ),
    ),
    picture &&
      textTable(
        `A whole picture of ${picture.size} pixels with the default model and settings: loss ${picture.loss}, ${Math.round(picture.memory / 1e6)} MB`,
        ['', 'ms'],
        [
          ['the first step', spread(picture.first)],
          ...picture.levels.map(({ width, height, steps, ms }) => [
            `the end of ${width} × ${height}, ${steps} steps`,
            spread(ms),
          ]),
        ],
      ),
    printQuantizer(quantizer),
  ];
  return sections.filter(Boolean).join('\n');
}
