import { readFileSync } from 'node:fs';
import { createKmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import {
  countsOf,
  deriveTensor,
  type QuantizedTensor,
  quantizeDepths,
} from '../../../src/engine/style-transfer/quantize/index.ts';
import { Comparison, LEEWAY } from '../comparison.ts';
import { cpuMs, spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { textTable } from '../text-table.ts';
import { count, spread, titled } from '../words.ts';
import type { QuantizerResults } from './quantizer/results.ts';
import { rivalsOf } from './quantizer/rivals.ts';
import { type Layer, vgg19 } from './quantizer/weights.ts';
import { openThreads, quantizeWhole, type Whole } from './quantizer/whole.ts';

export type { QuantizerResults } from './quantizer/results.ts';

const DEPTHS = [8, 7, 6, 5, 4, 3, 2, 1];
/** Runs of each that count, on so many threads in turn. */
const EXTENT = { full: { rounds: 5, threads: [1, 2, 4] }, quick: { rounds: 1, threads: [1] } };
const RIVAL_LAYER = 'conv3_2';

/** The network of VGG-19's shape at 8 bits and at all depths, derived depths, and rivals on one layer. */
export async function measureQuantizer(quick: boolean): Promise<QuantizerResults> {
  const { rounds, threads } = quick ? EXTENT.quick : EXTENT.full;
  const { layers, real } = vgg19(!quick);
  const results: QuantizerResults = {
    weights: layers.reduce((sum, { weights }) => sum + weights.length, 0),
    real,
    whole: [],
    uniform: 0,
    derived: [],
    sqnr: [],
  };
  for (const size of threads) {
    const pool = openThreads(size);
    await quantizeWhole(pool, layers.slice(0, size), [8]); // starts them
    const runs = await repeated(rounds, () => quantizeWhole(pool, layers, [8]));
    const of = (key: 'wallMs' | 'cpuMs' | 'busiestMs') => rounded(spreadOf(runs.map((run) => run[key])));
    const memory = Math.max(...runs.map((run) => run.memory));
    results.whole.push({
      threads: size,
      wall: of('wallMs'),
      cpu: of('cpuMs'),
      busiest: of('busiestMs'),
      memory,
    });
    if (size === 1) {
      const uniform = await quantizeWhole(pool, layers, quick ? [8] : DEPTHS, 'uniform');
      const one = await quantizeWhole(pool, layers, [8], 'uniform');
      results.uniform = round(one.cpuMs);
      if (!quick) {
        const all = await repeated(2, () => quantizeWhole(pool, layers, DEPTHS));
        results.allDepths = {
          wall: rounded(spreadOf(all.map(({ wallMs }) => wallMs))),
          cpu: rounded(spreadOf(all.map(({ cpuMs }) => cpuMs))),
          memory: all[0].memory,
        };
        results.rivals = await rivalsOf(pool[0], layers.find(({ name }) => name === RIVAL_LAYER)!, [8, 4]);
        Object.assign(results, await derived(layers, all[0], uniform));
      } else results.sqnr = [sqnrOf(8, runs[0], uniform, 0, runs[0].inertia[0])];
    }
    for (const thread of pool) await thread.close();
  }
  return results;
}

async function repeated<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < times; i++) made.push(await work());
  return made;
}

const decibels = (power: number, inertia: number) => round(10 * Math.log10(power / inertia), 4);

const sqnrOf = (bits: number, kmeans: Whole, uniform: Whole, at: number, derived: number) => ({
  bits,
  kmeans: decibels(kmeans.power, kmeans.inertia[at]),
  uniform: decibels(uniform.power, uniform.inertia[at]),
  derived: decibels(kmeans.power, derived),
});

/** From the tensors of 8 bits, on this thread. */
async function derived(layers: readonly Layer[], kmeans: Whole, uniform: Whole) {
  const wasm = readFileSync('src/engine/kmeans1d/kmeans1d.wasm');
  const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));
  const eight = layers.map(({ name, weights }) => quantizeDepths(kmeans1d, name, weights, [8])[0]);
  const short = eight.map(shortened);
  const inertias = new Map([[8, kmeans.inertia[0]]]);
  const times = DEPTHS.slice(1).map((bits) => {
    let inertia = 0;
    const all = (tensors: QuantizedTensor[]) => () => {
      inertia = tensors.reduce((sum, tensor) => sum + deriveTensor(kmeans1d, tensor, bits).inertia!, 0);
    };
    cpuMs(all(eight));
    const ms = cpuMs(all(eight), 5);
    inertias.set(bits, inertia);
    return { bits, ms: round(ms), codebooks: round(cpuMs(all(short), 200)) };
  });
  return {
    derived: times,
    sqnr: DEPTHS.map((bits, i) => sqnrOf(bits, kmeans, uniform, i, inertias.get(bits)!)),
  };
}

/** A tensor whose codes take no time: each entry of the codebook once. */
function shortened(tensor: QuantizedTensor): QuantizedTensor {
  return { ...tensor, codes: Uint8Array.from(countsOf(tensor).keys()) };
}

/** The results as text for a terminal. */
export function printQuantizer({
  weights,
  real,
  whole,
  allDepths,
  uniform,
  derived,
  sqnr,
  rivals = [],
}: QuantizerResults): string {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  const rows = whole.map(({ threads, wall, cpu, busiest, memory }) => [
    `k-means, 8 bits, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    ...[spread(wall), spread(cpu), spread(busiest), megabytes(memory)],
  ]);
  if (allDepths)
    rows.push([
      'k-means, 8 to 1 bits, 1 thread',
      spread(allDepths.wall),
      spread(allDepths.cpu),
      '',
      megabytes(allDepths.memory),
    ]);
  rows.push(['uniform, 8 bits, 1 thread', '', count(uniform), '', '']);
  return [
    textTable(
      `Quantizing ${count(weights)} weights in the shape of VGG-19, ${count(real)} of them its own, ms`,
      ['', 'wall', 'CPU', 'of the busiest thread', 'memory'],
      rows,
    ),
    textTable(
      'The same weights: signal-to-noise in dB, and ms of CPU to derive a depth from 8 bits',
      ['bits', 'k-means', 'uniform', 'derived', 'ms', 'of codebooks alone'],
      sqnr.map((row) => {
        const time = derived.find(({ bits }) => bits === row.bits);
        const numbers = [row.kmeans, row.uniform, row.derived].map((value) => value.toFixed(1));
        return [String(row.bits), ...numbers, time ? count(time.ms) : '', time ? count(time.codebooks) : ''];
      }),
    ),
    textTable(
      'One layer of 589,824 weights: ms of CPU, and inertia relative to the optimum',
      ['', 'bits', 'ms', 'inertia'],
      rivals.map((row) => [titled(row), String(row.bits), count(row.ms), row.inertia.toPrecision(6)]),
    ),
  ].join('\n');
}

/** Sentences that say where kept figures no longer hold, given a quick run of today. */
export function quantizerDisagreements(kept: QuantizerResults, today: QuantizerResults): string[] {
  const comparison = new Comparison();
  const ratio = ({ whole, uniform }: QuantizerResults) => whole[0].cpu.median / uniform;
  comparison.compare('k-means beside uniform quantization', ratio(kept), ratio(today), LEEWAY);
  const at8 = ({ sqnr }: QuantizerResults) => sqnr.find(({ bits }) => bits === 8);
  const gain = (results: QuantizerResults) => at8(results)!.kmeans - at8(results)!.uniform;
  // Real weights have longer tails than those drawn at random, of which alone a quick run is.
  comparison.compare('the gain of k-means in dB at 8 bits', gain(kept), gain(today), 2);
  return comparison.problems.map((problem) => `of the quantizer, ${problem}`);
}
