import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { type CreateExecutor, finish } from '../../../src/engine/style-transfer/executor.ts';
import type { Network, Node } from '../../../src/engine/style-transfer/network.ts';
import type { Picture } from '../../../src/engine/style-transfer/picture.ts';
import {
  aimAt,
  PASTICHE,
  relative,
  Stylization,
  type Weighing,
} from '../../../src/engine/style-transfer/stylize/index.ts';
import { compiled } from './load.ts';
import { skipWithoutVgg, vggNetwork } from './vgg-blocks.ts';

// What PyTorch gives: tests/fixtures/style-transfer/torch-reference.py made the file.

interface Bytes {
  width: number;
  height: number;
  data: string;
}
interface Told {
  total: number;
  content: number;
  style: number[];
}
interface Case {
  name: string;
  mean: [number, number, number];
  nodes: (Record<string, unknown> & { op: string; weights: string; bias: string })[];
  styleWeights: Record<string, number>;
  contentLayer: string;
  contentWeight: number;
  totalVariation: number;
  normalization: 'target' | 'pastiche';
  pictures: { content: Bytes; style: Bytes; start: Bytes };
  losses: Told & { variation: number };
  gradient: string;
  adam: { totals: number[]; picture: string };
}
interface Fixture {
  cases: Case[];
  vgg: {
    content: Bytes;
    style: Bytes;
    styleWeights: Record<string, number>;
    contentLayer: string;
    told: Record<'target' | 'pastiche', { losses: Told; gradient: { norm: number; some: number[] } }>;
  };
}

const { cases, vgg }: Fixture = JSON.parse(
  readFileSync(new URL('../../fixtures/style-transfer/torch-reference.json', import.meta.url), 'utf8'),
);

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const floats = (base64: string) => new Float32Array(bytesOf(base64).buffer);
const pictureOf = ({ width, height, data }: Bytes): Picture => ({
  width,
  height,
  data: new Float32Array(bytesOf(data)),
});

function networkOf({ mean, nodes, styleWeights, contentLayer }: Case): Network {
  return {
    id: 'reference',
    title: 'Reference',
    about: 'Random.',
    mean,
    nodes: nodes.map((node) =>
      node.op === 'conv' ? { ...node, weights: floats(node.weights), bias: floats(node.bias) } : node,
    ) as unknown as Node[],
    style: Object.keys(styleWeights),
    content: contentLayer,
  };
}

const near = (value: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(value - expected) <= tolerance * Math.abs(expected),
    `${what}: ${value}, torch ${expected}`,
  );

const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

/** How far two arrays are apart, relative to the second. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  length(Array.from(a, (value, i) => value - b[i])) / length(b);

const executors: [string, CreateExecutor, tolerance: number][] = [
  ['arrays', createArrays, 2e-7],
  ['compiled', compiled, 1e-5],
];

for (const one of cases) {
  const { name, styleWeights, contentLayer, contentWeight, totalVariation, normalization, losses, adam } =
    one;
  const [content, style, start] = [one.pictures.content, one.pictures.style, one.pictures.start].map(
    pictureOf,
  );
  const network = networkOf(one);

  for (const [executorName, create, tolerance] of executors) {
    test(`${name}: losses and gradient are those of torch: ${executorName}`, async () => {
      const executor = await create(network);
      const weighing: Weighing = {
        style: Object.entries(styleWeights).map(([layer, weight]) => ({ layer, weight })),
        content: { layer: contentLayer, weight: contentWeight },
        normalization,
      };
      const aim = await finish(aimAt(executor, content, [{ picture: style, weight: 1 }], weighing));
      const gradient = new Float32Array(start.data.length);
      const terms = await finish(
        executor.aim(start.width, start.height, aim.targets).evaluate(start.data, gradient),
      );
      const told = relative(aim, terms);
      for (const [i, value] of told.style.entries())
        near(value, losses.style[i], tolerance, weighing.style[i].layer);
      near(told.content, losses.content, tolerance, 'content');
      if (totalVariation === 0) assert.ok(apart(gradient, floats(one.gradient)) < 5 * tolerance);
      executor.free();
    });

    test(`${name}: ten steps of Adam are those of torch: ${executorName}`, async () => {
      const executor = await create(network);
      const stylization = new Stylization(executor, network, content, [{ picture: style, weight: 1 }], {
        ...(normalization === 'pastiche' ? PASTICHE : { contentWeight, totalVariation, normalization }),
        size: content.width,
        steps: [10],
        styleWeights,
        contentLayer,
        start,
        optimizer: 'adam',
        learningRate: 4,
      });
      await finish(stylization.run());
      const { history, latest } = stylization;
      near(history[0].losses.variation, losses.variation, 1e-6, 'variation');
      for (const [i, total] of adam.totals.entries())
        near(history[i].losses.total, total, i === 0 ? tolerance : 100 * tolerance, `step ${i}`);
      assert.ok(apart(latest?.picture.data as Float32Array, floats(adam.picture)) < 100 * tolerance);
      executor.free();
    });
  }
}

for (const normalization of ['target', 'pastiche'] as const)
  test(`VGG-19, blocks 1 to 3: losses and gradient are those of torch: ${normalization}`, {
    skip: skipWithoutVgg,
  }, async () => {
    const network = withRedFirst(vggNetwork());
    const executor = await compiled(network);
    const [content, style] = [pictureOf(vgg.content), pictureOf(vgg.style)];
    const weighing: Weighing = {
      style: Object.entries(vgg.styleWeights).map(([layer, weight]) => ({ layer, weight })),
      content: { layer: vgg.contentLayer, weight: normalization === 'pastiche' ? 0.01 : 0.03 },
      normalization,
    };
    const aim = await finish(aimAt(executor, content, [{ picture: style, weight: 1 }], weighing));
    const row = 3 * content.width;
    const rgb = content.data.map((value, i) =>
      Math.floor(i / row) % 2 === 0 ? Math.floor(0.5 * value + 60) : value,
    );
    const gradient = new Float32Array(rgb.length);
    const terms = await finish(
      executor.aim(content.width, content.height, aim.targets).evaluate(rgb, gradient),
    );
    const { losses, gradient: expected } = vgg.told[normalization];
    const told = relative(aim, terms);
    for (const [i, value] of told.style.entries())
      near(value, losses.style[i], 1e-5, weighing.style[i].layer);
    near(told.content, losses.content, 1e-5, 'content');
    const total = [...terms.style, ...terms.content].reduce((sum, term) => sum + term, 0);
    near(total, losses.total, 1e-5, 'total');
    // A unit so near 0, or to another of its pool, that rounding turns it has other slopes in the pixels that it sees, up to a quarter of all.
    near(length(gradient), expected.norm, 1e-3, 'gradient');
    const size = expected.norm / Math.sqrt(gradient.length);
    const away = expected.some
      .map((slope, i) => Math.abs(gradient[53 * i] - slope) / size)
      .sort((a, b) => a - b);
    assert.ok(away[away.length >> 1] < 1e-5 && away[away.length - 1] < 1e-2, away.join(' '));
    executor.free();
  });

/** The same network for red, green and blue: its weights were learned on blue, green and red. */
function withRedFirst(network: Network): Network {
  const [first, ...others] = network.nodes;
  if (first.op !== 'conv') throw new Error('The first layer is no convolution.');
  const { inputs, outputs } = first;
  const weights = first.weights.map((_, i) => {
    const [kernel, input, output] = [
      Math.floor(i / outputs / inputs),
      Math.floor(i / outputs) % inputs,
      i % outputs,
    ];
    return first.weights[(kernel * inputs + inputs - 1 - input) * outputs + output];
  });
  return { ...network, nodes: [{ ...first, weights }, ...others] };
}
