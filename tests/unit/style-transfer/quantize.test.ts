import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dynamicProgramme } from '../../../src/engine/kmeans1d/dynamic-programme.ts';
import { seeded } from '../../../src/engine/random.ts';
import { convolutions } from '../../../src/engine/style-transfer/network.ts';
import {
  deriveTensor,
  entropyOf,
  pack,
  packedBytes,
  type QuantizedTensor,
  quantizeDepths,
  quantizeTensor,
  report,
  unpack,
  weightsOf,
  withTensors,
} from '../../../src/engine/style-transfer/quantize/index.ts';
import { loadKmeans1d } from '../kmeans1d/load.ts';
import { normal, smallNetwork } from './small-network.ts';
import { skipWithoutVgg, vggBlocks } from './vgg-blocks.ts';

const kmeans1d = await loadKmeans1d();
const DEPTHS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The inertia from its definition. */
const distance = (weights: Float32Array, tensor: QuantizedTensor) =>
  weightsOf(tensor).reduce((sum, value, i) => sum + (value - weights[i]) ** 2, 0);

const near = (actual: number, expected: number, relative: number, what: string) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${what}: ${actual}, ${expected}`);

test('k-means: no codebook of 2^bits values has less inertia, and what is said of it holds', () => {
  const random = seeded(1);
  const weights = normal(random, 900, 0.05);
  const programme = dynamicProgramme(Float64Array.from(weights).sort(), 256);
  for (const tensor of quantizeDepths(kmeans1d, 'a', weights, DEPTHS)) {
    const { bits, centroids, codes, inertia, power } = tensor;
    assert.ok(centroids.length <= 2 ** bits && codes.every((code) => code < centroids.length));
    assert.deepEqual(centroids, centroids.toSorted());
    near(inertia!, programme.inertia(2 ** bits), 1e-9, `${bits} bits`);
    near(distance(weights, tensor), inertia!, 1e-4, `${bits} bits, from the tensor`);
    near(
      power!,
      weights.reduce((sum, weight) => sum + weight ** 2, 0),
      1e-12,
      'power',
    );
    assert.deepEqual(tensor, quantizeTensor(kmeans1d, 'a', weights, bits, 'kmeans'));
  }
});

test('uniform: levels at equal steps from the least weight to the largest; never better than k-means', () => {
  const random = seeded(2);
  const weights = normal(random, 5000, 0.1);
  const best = quantizeDepths(kmeans1d, 'a', weights, DEPTHS);
  quantizeDepths(kmeans1d, 'a', weights, DEPTHS, 'uniform').forEach((tensor, i) => {
    const { bits, centroids, inertia } = tensor;
    assert.equal(centroids.length, 2 ** bits);
    assert.equal(centroids[0], Math.min(...weights));
    assert.equal(centroids.at(-1), Math.max(...weights));
    const step = (centroids.at(-1)! - centroids[0]) / (2 ** bits - 1);
    assert.ok(centroids.every((level, j) => Math.abs(level - centroids[0] - j * step) < 1e-7));
    near(distance(weights, tensor), inertia!, 1e-6, `${bits} bits`);
    assert.ok(weightsOf(tensor).every((value, j) => Math.abs(value - weights[j]) <= step / 2 + 1e-7));
    assert.ok(best[i].inertia! < inertia!, `${bits} bits`);
  });
});

test('layers of few or equal weights lose nothing', () => {
  const cases = { constant: [0.5, 0.5, 0.5], single: [-3], few: [1, 2, 2, 1, -7], zeros: [0, -0, 0] };
  for (const [name, list] of Object.entries(cases)) {
    const weights = Float32Array.from(list);
    for (const tensor of quantizeDepths(kmeans1d, name, weights, [2, 8])) {
      assert.equal(tensor.inertia, 0, name);
      assert.deepEqual([...weightsOf(tensor)].map(Math.abs), list.map(Math.abs), name);
      assert.equal(tensor.centroids.length, new Set(list.map((value) => value + 0)).size, name);
    }
    const uniform = quantizeTensor(kmeans1d, name, weights, 1, 'uniform');
    assert.ok(uniform.centroids.length <= 2 && uniform.codes.length === list.length);
  }
  const tiny = Float32Array.of(1, 1 + 2 ** -23, 1 + 2 ** -22); // 256 levels would not be distinct
  const { centroids, inertia } = quantizeTensor(kmeans1d, 'tiny', tiny, 8, 'uniform');
  assert.deepEqual([centroids, inertia], [tiny, 0]);
  const wide = Float32Array.of(-3.4e38, 3.4e38, 0); // a range beyond float32
  assert.deepEqual(quantizeTensor(kmeans1d, 'wide', wide, 1, 'uniform').centroids, wide.subarray(0, 2));
});

test('derived: exact for the codebook, near the optimum for the weights, with the inertia that it says', () => {
  const weights = normal(seeded(3), 40_000, 0.02);
  const exact = quantizeDepths(kmeans1d, 'a', weights, DEPTHS);
  const most = { 7: 0.05, 6: 0.02, 5: 0.008, 4: 0.003, 3: 0.001, 2: 0.0005, 1: 0.0005 };
  for (const [depth, excess] of Object.entries(most)) {
    const bits = Number(depth);
    const tensor = deriveTensor(kmeans1d, exact[7], bits);
    near(distance(weights, tensor), tensor.inertia!, 1e-4, `${bits} bits`);
    const ratio = tensor.inertia! / exact[bits - 1].inertia!;
    assert.ok(ratio >= 1 - 1e-9 && ratio <= 1 + excess, `${bits} bits: ${ratio}`);
    assert.equal(tensor.power, exact[7].power);
    const uniform = deriveTensor(kmeans1d, exact[7], bits, 'uniform');
    near(distance(weights, uniform), uniform.inertia!, 1e-4, `${bits} bits, uniform`);
  }
  const { inertia: _, power: __, ...unknown } = exact[7];
  assert.equal(deriveTensor(kmeans1d, unknown, 3).inertia, undefined);
  assert.deepEqual(deriveTensor(kmeans1d, exact[2], 3).codes, exact[2].codes);
});

test('derived: entries of the codebook that no weight has do not count', () => {
  const centroids = Float32Array.of(0, 1, 10, 11, 500);
  const tensor = { name: 'a', bits: 8, centroids, codes: Uint8Array.of(0, 1, 2, 3, 3) };
  const { centroids: two, codes } = deriveTensor(kmeans1d, tensor, 1);
  assert.deepEqual(
    [[...two], [...codes]],
    [
      [0.5, Math.fround(32 / 3)],
      [0, 0, 1, 1, 1],
    ],
  );
});

test('what cannot be quantized is told in a sentence', () => {
  const weights = Float32Array.of(1, 2, 3);
  for (const bits of [0, 9, 1.5, Number.NaN, -1, 32])
    assert.throws(() => quantizeTensor(kmeans1d, 'a', weights, bits, 'kmeans'), {
      name: 'InvalidInputError',
      message: `Weights can be told by 1 to 8 bits each, not ${bits}. Choose a whole number from 1 to 8.`,
    });
  for (const method of ['kmeans', 'uniform'] as const) {
    const bad = Float32Array.of(1, Number.NaN, Number.POSITIVE_INFINITY);
    assert.throws(() => quantizeTensor(kmeans1d, 'conv1_1', bad, 4, method), {
      name: 'InvalidInputError',
      message: /^Weight 2 of the layer conv1_1 is NaN\./,
    });
    assert.throws(() => quantizeTensor(kmeans1d, 'a', new Float32Array(0), 4, method), /has no weights/);
  }
  const four = quantizeTensor(kmeans1d, 'a', weights, 4, 'kmeans');
  assert.throws(() => deriveTensor(kmeans1d, four, 5), {
    name: 'InvalidInputError',
    message: /^From 4 bits/,
  });
});

test('packing: every depth, every length, nothing between codes', () => {
  const random = seeded(4);
  for (const bits of DEPTHS)
    for (let count = 0; count < 40; count++) {
      const codes = Uint8Array.from({ length: count }, () => Math.floor(random() * 2 ** bits));
      const packed = pack(codes, bits);
      assert.equal(packed.length, packedBytes(count, bits));
      assert.deepEqual(unpack(packed, count, bits), codes);
      codes.forEach((code, n) => {
        for (let b = 0; b < bits; b++) {
          const at = n * bits + b;
          assert.equal((packed[at >> 3] >> (at & 7)) & 1, (code >> b) & 1);
        }
      });
    }
});

test('the report counts bytes and errors from their definitions', () => {
  const network = smallNetwork();
  const layers = convolutions(network);
  const tensors = layers
    .slice(1)
    .map(({ name, weights }) => quantizeTensor(kmeans1d, name, weights, 3, 'kmeans'));
  const { layers: told, total } = report(network, tensors);
  assert.deepEqual(
    told.map(({ name, bits }) => [name, bits]),
    layers.map(({ name }, i) => [name, i === 0 ? 32 : 3]),
  );
  assert.deepEqual(
    [told[0].packed, told[0].entropy, told[0].inertia, told[0].sqnr],
    [4 * layers[0].weights.length, 4 * layers[0].weights.length, 0, Number.POSITIVE_INFINITY],
  );
  tensors.forEach((tensor, i) => {
    const { weights } = layers[i + 1];
    const layer = told[i + 1];
    assert.equal(layer.raw, 4 * weights.length);
    assert.equal(layer.packed, Math.ceil((3 * weights.length) / 8) + 4 * 8);
    assert.ok(layer.entropy <= layer.packed);
    const power = weights.reduce((sum, weight) => sum + weight ** 2, 0);
    near(layer.sqnr!, 10 * Math.log10(power / distance(weights, tensor)), 1e-4, layer.name);
  });
  const powers = layers.reduce((sum, { weights }) => sum + weights.reduce((s, w) => s + w * w, 0), 0);
  const errors = tensors.reduce((sum, tensor, i) => sum + distance(layers[i + 1].weights, tensor), 0);
  near(total.sqnr!, 10 * Math.log10(powers / errors), 1e-4, 'in all');
  assert.equal(total.biases, 4 * layers.reduce((sum, { bias }) => sum + bias.length, 0));
  assert.equal(report(network, []).total.sqnr, Number.POSITIVE_INFINITY);
  const [{ inertia: _, ...unknown }] = tensors;
  assert.equal(report(network, [unknown]).total.sqnr, undefined);
  assert.equal(entropyOf([1, 1, 2, 0]), 1.5);
});

test('a network with tensors has their weights, and else its own', () => {
  const network = smallNetwork();
  const [, second] = convolutions(network);
  const tensor = quantizeTensor(kmeans1d, second.name, second.weights, 1, 'kmeans');
  const [first, replaced, ...rest] = convolutions(withTensors(network, [tensor]));
  assert.deepEqual(replaced, { ...second, weights: weightsOf(tensor) });
  assert.deepEqual([first, ...rest], convolutions(network).toSpliced(1, 1));
});

test('real weights of VGG-19: derived depths lose what was measured, and no more', {
  skip: skipWithoutVgg,
}, () => {
  // Worst layer: a little above the figures of a reference implementation with other codebooks of equal inertia.
  const most = { 7: 0.04, 6: 0.018, 5: 0.006, 4: 0.002, 3: 0.0005, 2: 0.0002, 1: 0.0001 };
  for (const { name, weights } of vggBlocks(5)) {
    const exact = quantizeDepths(kmeans1d, name, weights, DEPTHS);
    const uniform = quantizeDepths(kmeans1d, name, weights, DEPTHS, 'uniform');
    for (const [depth, excess] of Object.entries(most)) {
      const { inertia } = deriveTensor(kmeans1d, exact[7], Number(depth));
      const ratio = inertia! / exact[Number(depth) - 1].inertia!;
      assert.ok(ratio >= 1 - 1e-9 && ratio <= 1 + excess, `${name}, ${depth} bits: ${ratio}`);
    }
    exact.forEach(({ bits, inertia }, i) => {
      assert.ok(inertia! < uniform[i].inertia!, `${name}, ${bits} bits`);
    });
  }
});
