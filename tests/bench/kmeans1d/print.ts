import type { Spread } from '../measure.ts';
import { textTable } from '../text-table.ts';
import type { Results } from './results.ts';

/** The results as tables for a terminal. */
export function print({ machine, wasm, parts, clusters, kinds, native, rivals }: Results): string {
  const { cpu, cores, memoryGb, system, node, v8 } = machine;
  const sections = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, V8 ${v8}`,
    `kmeans1d.wasm: ${count(wasm.bytes)} bytes, ${count(wasm.gzipped)} gzipped`,
    'CPU time of one thread: median (least – most) of rounds, each on other seeded float32 values',
    textTable(
      'Nanoseconds a value, normal data',
      ['n', 'k', 'prepare', 'solve', 'labels', 'in all', 'bytes of memory a value'],
      parts.map((row) => [
        count(row.n),
        String(row.k),
        ...[row.prepare, row.solve, row.labels].map(({ median }) => median.toFixed(1)),
        spread(row.total),
        row.memory.toFixed(1),
      ]),
    ),
    textTable(
      'Milliseconds for few and many clusters, normal data',
      ['n', 'k', 'in all', 'ratio to the first'],
      clusters.map((row) => [
        count(row.n),
        String(row.k),
        spread(row.total),
        times(row.total.median / clusters[0].total.median),
      ]),
    ),
    textTable(
      'Milliseconds by kind of data',
      ['data', 'n', 'k', 'in all', 'ratio to normal'],
      kinds.map((row) => [row.name, count(row.n), String(row.k), spread(row.total), times(row.ratio)]),
    ),
    textTable(
      'Milliseconds as WASM and natively, the same source, normal data',
      ['n', 'k', 'WASM', 'native', 'WASM / native'],
      native.map((row) => [
        count(row.n),
        String(row.k),
        spread(row.wasm),
        spread(row.native),
        times(row.ratio),
      ]),
    ),
    textTable(
      'Milliseconds of others, normal data',
      ['', 'n', 'k', 'in all', 'ratio to ours', 'inertia above the least'],
      rivals.map((row) => [
        [row.name, row.version].filter(Boolean).join(' '),
        count(row.n),
        String(row.k),
        spread(row.total),
        times(row.ratio),
        row.excess === 0 ? '0' : `${(100 * row.excess).toFixed(1)} %`,
      ]),
    ),
  ];
  return sections.filter(Boolean).join('\n');
}

function spread({ median, low, high }: Spread): string {
  return `${median} (${low} – ${high})`;
}

function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : Math.round(ratio)} ×`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}
