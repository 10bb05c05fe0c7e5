import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createArrays } from '../../../src/engine/style-transfer/arrays.ts';
import { finish } from '../../../src/engine/style-transfer/executor.ts';
import { readModel } from '../../../src/engine/style-transfer/model-file.ts';
import { parameters } from '../../../src/engine/style-transfer/network.ts';

const FOLDER = 'public/models';
const SIDE = 16;

/** Of training/outputs.py: some values of layers, and the length of all of them, for the picture below. */
const kept: Record<string, Record<string, { length: number; values: number[] }>> = JSON.parse(
  readFileSync('tests/fixtures/style-transfer/model-outputs.json', 'utf8'),
);

const picture = {
  width: SIDE,
  height: SIDE,
  data: Float32Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (37 * i * i + 11 * i) % 256),
};

test('every model offered has its outputs kept', () => {
  // `npm run vgg` may have put VGG-19 beside them.
  const ours = readdirSync(FOLDER).filter((name) => !name.startsWith('vgg19-'));
  assert.deepEqual(Object.keys(kept).sort(), ours.sort());
});

for (const [file, layers] of Object.entries(kept))
  describe(file, () => {
    const model = readModel(readFileSync(`${FOLDER}/${file}`));

    test('computes what torch computed', async () => {
      const executor = await createArrays(model.network);
      const { features } = await finish(executor.describe(picture, { features: Object.keys(layers) }));
      for (const [name, { length, values }] of Object.entries(layers)) {
        const output = features.get(name)!;
        const scale = length / Math.sqrt(output.length);
        assert.ok(scale > 0.1, `${name} sees something`);
        const every = Math.floor(output.length / values.length);
        values.forEach((value, i) => {
          assert.ok(
            Math.abs(output[i * every] - value) <= 1e-5 * Math.max(scale, Math.abs(value)),
            `${name}, value ${i * every}`,
          );
        });
        assert.ok(Math.abs(Math.hypot(...output) - length) <= 1e-5 * length, name);
      }
    });

    test('says what it is, and is small enough to be offered', () => {
      const { network, tensors, bits, origin, bytes } = model;
      assert.match(network.about, /licence/);
      assert.deepEqual(Object.keys(layers).sort(), [...new Set([...network.style, network.content])].sort());
      const { weights } = parameters(network);
      if (file.endsWith('-8bit.safetensors')) {
        assert.deepEqual(
          [bits, origin, tensors?.every(({ centroids }) => centroids.length === 256)],
          [8, 'floats', true],
        );
        assert.ok(bytes < 1.06 * weights, `${bytes} bytes for ${weights} weights`);
      } else assert.deepEqual([bits, tensors], [32, undefined]);
    });
  });

test('the 8-bit file of half-vgg is the quantized one of its floats', () => {
  const [floats, eight] = ['half-vgg', 'half-vgg-8bit'].map((name) =>
    readModel(readFileSync(`${FOLDER}/${name}.safetensors`)),
  );
  for (const [i, node] of floats.network.nodes.entries()) {
    if (node.op !== 'conv') continue;
    const quantized = eight.network.nodes[i];
    assert.ok(quantized.op === 'conv' && quantized.name === node.name);
    assert.deepEqual(quantized.bias, node.bias);
    const error = node.weights.reduce((sum, weight, j) => sum + (weight - quantized.weights[j]) ** 2, 0);
    const tensor = eight.tensors!.find(({ name }) => name === node.name)!;
    assert.ok(Math.abs(error / tensor.inertia! - 1) < 1e-3, node.name);
    assert.ok(error < 1e-3 * tensor.power!, node.name);
  }
});
