/**
 * Writes what the article's figure of a layer's weights shows, src/content/style-transfer/layers.json:
 * `node tools/layer-histograms.ts <files of a VGG-19>`: its weights as counts in 160 bars and their best levels, from which they cannot be rebuilt.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { LayerShown } from '../src/components/style-transfer/figures/layers.ts';
import { createKmeans1d } from '../src/engine/kmeans1d/index.ts';
import { readNetwork } from '../src/engine/style-transfer/model/index.ts';
import { type Convolution, convolutions } from '../src/engine/style-transfer/network.ts';
import { quantizeDepths } from '../src/engine/style-transfer/quantize/index.ts';

const TO = 'src/content/style-transfer/layers.json';
const LAYERS = ['conv1_1', 'conv2_2', 'conv3_1'];
const BARS = 160;
const DEPTHS = [8, 7, 6, 5, 4, 3, 2, 1];
/** Shares of the extremes at which equal steps may end, tried for the best. */
const CLIPS = Array.from({ length: 120 }, (_, i) => 1.04 ** -i);

const files = process.argv
  .slice(2)
  .map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }));
const { network } = await readNetwork(files);
const wasm = readFileSync('src/engine/kmeans1d/kmeans1d.wasm');
const kmeans1d = await createKmeans1d(await WebAssembly.compile(wasm));

const short = (value: number, digits: number) => Number(value.toPrecision(digits));
const decibels = (power: number, inertia: number) => Number((10 * Math.log10(power / inertia)).toFixed(2));

function layer({ name, weights }: Convolution): LayerShown {
  const from = weights.reduce((least, weight) => Math.min(least, weight));
  const to = weights.reduce((largest, weight) => Math.max(largest, weight));
  const counts = new Array<number>(BARS).fill(0);
  for (const weight of weights)
    counts[Math.min(BARS - 1, Math.floor((BARS * (weight - from)) / (to - from)))]++;
  const kmeans = quantizeDepths(kmeans1d, name, weights, DEPTHS);
  const power = kmeans[0].power!;
  const depths = kmeans.map(({ bits, centroids, inertia }) => ({
    bits,
    levels: Array.from(centroids, (level) => short(level, 3)),
    kmeans: decibels(power, inertia!),
    uniform: decibels(power, errorOfSteps(weights, from, to, bits)),
    clipped: decibels(
      power,
      Math.min(...ranges(from, to).map((range) => errorOfSteps(weights, ...range, bits))),
    ),
  }));
  return {
    name,
    weights: weights.length,
    size: short(Math.sqrt(power / weights.length), 3),
    from,
    to,
    counts,
    depths,
  };
}

/** Ranges over which equal steps may go. */
function ranges(from: number, to: number): [number, number][] {
  const largest = Math.max(-from, to);
  return CLIPS.flatMap((share): [number, number][] => [
    [share * from, share * to],
    [-share * largest, share * largest],
  ]);
}

/** Sum of squared distances to the nearest of 2^bits levels at equal steps. */
function errorOfSteps(weights: Float32Array, from: number, to: number, bits: number): number {
  const step = (to - from) / (2 ** bits - 1);
  let error = 0;
  for (const weight of weights) {
    const inside = Math.min(to, Math.max(from, weight));
    error += (weight - from - step * Math.round((inside - from) / step)) ** 2;
  }
  return error;
}

const layers = convolutions(network)
  .filter(({ name }) => LAYERS.includes(name))
  .map(layer);
writeFileSync(TO, `${JSON.stringify(layers)}\n`);
execFileSync('npx', ['biome', 'format', '--write', TO]);
for (const { name, depths } of layers) {
  console.log(name);
  for (const { bits, kmeans, uniform, clipped } of depths) console.log(bits, kmeans, uniform, clipped);
}
