import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzippedSize } from '../../../src/components/style-transfer/models/gzipped-size.ts';
import { HeldModel } from '../../../src/components/style-transfer/models/held-model.ts';
import type { ModelTools } from '../../../src/components/style-transfer/models/model-tools.ts';
import { Remembered } from '../../../src/components/style-transfer/models/remembered.ts';
import { type Cost, type Depth, networkBytes } from '../../../src/components/style-transfer/models/views.ts';
import { InvalidInputError } from '../../../src/engine/errors.ts';
import { createKmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { readModel, writeModel } from '../../../src/engine/style-transfer/model-file.ts';
import { convolutions, type Network } from '../../../src/engine/style-transfer/network.ts';
import {
  deriveTensor,
  quantizeDepths,
  report,
  withTensors,
} from '../../../src/engine/style-transfer/quantize/index.ts';

const kmeans1d = await createKmeans1d(
  await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm')),
);
const random = seeded(3);
const normal = (count: number) => Float32Array.from({ length: count }, () => gaussian(random) / 10);

const NETWORK: Network = {
  ...{ id: 'tiny', title: 'Tiny', about: 'Random numbers.', mean: [124, 116, 104] },
  nodes: [
    {
      op: 'conv',
      name: 'a',
      size: 3,
      inputs: 3,
      outputs: 40,
      weights: normal(1080),
      bias: normal(40),
      relu: true,
    },
    { op: 'pool', name: 'p', kind: 'max', window: 2 },
    {
      op: 'conv',
      name: 'b',
      size: 3,
      inputs: 40,
      outputs: 10,
      weights: normal(3600),
      bias: normal(10),
      relu: true,
    },
  ],
  style: ['a', 'b'],
  content: 'b',
};

const tools: ModelTools = {
  ...{ readModel, writeModel, withTensors, report },
  readNetwork: async (files, { input }) => {
    const [file] = files;
    if (file.name.endsWith('.pth')) throw new InvalidInputError('It asks for os.system.');
    const model = readModel(await file.read(0, file.size));
    return { network: model.network, notices: [`Read as ${input ?? 'it says'}.`], model };
  },
  derive: (tensor, bits, method) => deriveTensor(kmeans1d, tensor, bits, method),
};

/** Makes what a model lacks, as the page does it in workers. */
function make(held: HeldModel, depths: readonly Depth[]): number {
  const lacking = held.lacks(depths);
  for (const { bits, method } of lacking) {
    const tensors = held
      .view()
      .layers.map(({ name }) => quantizeDepths(kmeans1d, name, held.weights(name), [bits], method)[0]);
    held.keep({ bits, method }, tensors);
  }
  return lacking.length;
}

const tensors = convolutions(NETWORK).map(
  ({ name, weights }) => quantizeDepths(kmeans1d, name, weights, [8], 'kmeans')[0],
);
const floats = writeModel({ network: NETWORK });
const codes = writeModel({ network: NETWORK, tensors, origin: 'floats' });
const depth = (bits: number, more: Partial<Depth> = {}): Depth => ({
  ...{ bits, method: 'kmeans', exact: false },
  ...more,
});
const ofSite = async (more: { floats?: Uint8Array } = {}) => {
  const held = new HeldModel(tools);
  await held.load({ key: 'tiny', kind: 'bytes', bytes: codes, ...more });
  return held;
};
const error = (network: Network) => {
  const [original, given] = [convolutions(NETWORK), convolutions(network)];
  return original.reduce(
    (sum, { weights }, i) => sum + weights.reduce((all, w, j) => all + (w - given[i].weights[j]) ** 2, 0),
    0,
  );
};

test('a file of codes gives every depth up to its own, and says what it lacks', async () => {
  const held = await ofSite();
  assert.deepEqual(held.held, { key: 'tiny', floats: false });
  const { layers: _, ...view } = held.view();
  assert.deepEqual(view, {
    ...{ id: 'tiny', title: 'Tiny', about: 'Random numbers.', style: ['a', 'b'], content: 'b' },
    ...{ most: 8, floats: false, notices: [] },
  });
  let before = 0;
  for (const bits of [8, 7, 6, 5, 4, 3, 2, 1]) {
    const now = error(held.network(depth(bits)));
    assert.ok(now > before, `${bits} bits`);
    before = now;
  }
  assert.deepEqual(held.lacks([depth(4, { exact: true })]), []);
  assert.throws(() => held.network(depth(32)), {
    name: 'InvalidInputError',
    message: 'Of Tiny there are codes of 8 bits here, and no float32 weights. Choose 8 bits or fewer.',
  });
  assert.throws(() => held.network(depth(4, { exact: true })), /with levels derived from those/);
});

test('with floats there are 32 bits, and exact codebooks, which lose no more than derived ones', async () => {
  const held = await ofSite({ floats });
  assert.deepEqual(held.held, { key: 'tiny', floats: true });
  assert.equal(error(held.network(depth(32))), 0);
  for (const bits of [7, 4, 2, 1]) {
    const wanted = (['kmeans', 'uniform'] as const).map((method) => depth(bits, { exact: true, method }));
    assert.equal(make(held, wanted), 2);
    assert.equal(make(held, wanted), 0, 'they are kept');
    const derived = error(held.network(depth(bits)));
    const exact = error(held.network(depth(bits, { exact: true })));
    const uniform = error(held.network(depth(bits, { exact: true, method: 'uniform' })));
    assert.ok(exact <= derived * (1 + 1e-6), `${bits} bits`);
    assert.ok(exact < uniform, `${bits} bits`);
  }
});

test('costs are those of the files, and fall with the bits', async () => {
  const held = await ofSite({ floats });
  const costs = await held.costs({ method: 'kmeans', exact: false });
  assert.deepEqual(
    costs.map(({ bits }) => bits),
    [32, 8, 7, 6, 5, 4, 3, 2, 1],
  );
  const { layers } = held.view();
  for (const { bits, packed, sqnr, inertia, entropy } of costs) {
    assert.equal(packed, networkBytes(layers, bits));
    if (bits === 32) {
      assert.equal(sqnr, undefined);
      continue;
    }
    assert.ok(entropy <= packed);
    const lost = error(held.network(depth(bits)));
    assert.ok(Math.abs((inertia ?? 0) - lost) < 1e-4 * lost, `${bits} bits: ${inertia} ${lost}`);
  }
  const ratio = (of: Cost) => of.sqnr ?? Number.POSITIVE_INFINITY;
  assert.ok(costs.every((cost, i) => i === 0 || ratio(cost) < ratio(costs[i - 1])));
  const withoutFloats = await (await ofSite()).costs({ method: 'kmeans', exact: false });
  assert.deepEqual(withoutFloats, costs.slice(1));
});

test('its files hold the depth they are asked for', async () => {
  const held = await ofSite({ floats });
  assert.deepEqual(held.file(depth(32)), floats);
  assert.deepEqual(held.file(depth(8)), codes);
  const four = readModel(held.file(depth(4)));
  assert.deepEqual([four.bits, four.origin], [4, 'derived']);
  assert.throws(() => held.file(depth(4, { exact: true })), /no levels of 4 kmeans true/);
  make(held, [depth(4, { exact: true })]);
  assert.equal(readModel(held.file(depth(4, { exact: true }))).origin, 'floats');
  const packed = await gzippedSize(held.file(depth(4)));
  assert.ok(packed > 1000 && packed < four.bytes);
});

test("a reader's file lacks levels until they are made; one with codes keeps them", async () => {
  const held = new HeldModel(tools);
  const view = await held.load({ key: 'own', kind: 'files', files: [new File([floats], 'a.safetensors')] });
  assert.deepEqual([view.most, view.floats, view.notices], [8, true, ['Read as it says.']]);
  assert.throws(() => held.network(depth(8)), /no levels/);
  assert.equal(make(held, [depth(4)]), 1);
  assert.deepEqual(held.file(depth(8)), codes);
  assert.equal(held.doing, undefined);

  const files = [new File([floats], 'a.safetensors')];
  const told = await held.load({ key: 'own', kind: 'files', files, input: 'torchvision' });
  assert.deepEqual(told.notices, ['Read as torchvision.']);
  assert.equal(make(held, [depth(4)]), 1);

  const four = held.file(depth(4));
  const small = await held.load({ key: 'small', kind: 'files', files: [new File([four], 'b.safetensors')] });
  assert.deepEqual([small.most, small.floats], [4, false]);
  assert.deepEqual(
    (await held.costs({ method: 'kmeans', exact: false })).map(({ bits }) => bits),
    [4, 3, 2, 1],
  );
  assert.deepEqual(held.file(depth(4)), four);
  assert.throws(() => held.network(depth(6)), /have 4 bits in this file/);
});

test('what cannot be read leaves the model before', async () => {
  const held = await ofSite();
  const files = [new File([new Uint8Array(5)], 'evil.pth')];
  await assert.rejects(held.load({ key: 'own', kind: 'files', files }), /os\.system/);
  await assert.rejects(held.load({ key: 'x', kind: 'bytes', bytes: new Uint8Array(9) }), {
    name: 'InvalidInputError',
  });
  assert.equal(held.held?.key, 'tiny');
  assert.equal(held.doing, undefined);
  held.network(depth(2));
});

test('a layer tells how its weights are spread, and their levels', async () => {
  for (const held of [await ofSite(), await ofSite({ floats })]) {
    const { histogram, levels } = held.layer('b');
    assert.equal(
      histogram.counts.reduce((sum, count) => sum + count, 0),
      3600,
    );
    for (const method of ['kmeans', 'uniform'] as const) {
      levels[method].forEach((of, i) => {
        assert.equal(of.length, 2 ** (i + 1));
        assert.ok(of[0] >= histogram.from - 1e-6 && (of.at(-1) ?? 0) <= histogram.to + 1e-6);
      });
    }
  }
});

test('a memory forgets the oldest', () => {
  const memory = new Remembered<string>(10);
  memory.set('a', 'A', 4);
  memory.set('b', 'B', 4);
  memory.set('c', 'C', 4);
  memory.set('d', 'D', 11);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((name) => memory.get(name)),
    [undefined, 'B', 'C', undefined],
  );
});
