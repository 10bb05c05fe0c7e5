import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seeded } from '../../../src/engine/random.ts';
import { NUMPY_READER } from '../../../src/engine/style-transfer/code/numpy-reader.ts';
import { parseSafetensors, writeSafetensors } from '../../../src/engine/style-transfer/model/safetensors.ts';
import { readModel, writeModel } from '../../../src/engine/style-transfer/model-file.ts';
import { convolutions } from '../../../src/engine/style-transfer/network.ts';
import { quantizeTensor, withTensors } from '../../../src/engine/style-transfer/quantize/index.ts';
import { python, skipWithoutNumpy } from '../../python.ts';
import { loadKmeans1d } from '../kmeans1d/load.ts';
import { smallNetwork } from './small-network.ts';

const kmeans1d = await loadKmeans1d();
const network = smallNetwork();
const quantized = (bits: number) =>
  convolutions(network).map(({ name, weights }) => quantizeTensor(kmeans1d, name, weights, bits, 'kmeans'));
const three = writeModel({ network, tensors: quantized(3) });

test('what is written is read: floats', () => {
  const file = writeModel({ network });
  assert.deepEqual(readModel(file), { network, bits: 32, bytes: file.length });
});

test('what is written is read: codebooks and codes of every depth', () => {
  for (let bits = 1; bits <= 8; bits++) {
    const tensors = quantized(bits);
    const file = writeModel({ network, tensors, origin: bits < 8 ? 'derived' : 'floats' });
    assert.deepEqual(readModel(file), {
      network: withTensors(network, tensors),
      tensors,
      bits,
      origin: bits < 8 ? 'derived' : 'floats',
      bytes: file.length,
    });
    const unaligned = new Uint8Array(file.length + 1).subarray(1);
    unaligned.set(file);
    assert.deepEqual(readModel(unaligned).tensors, tensors);
  }
});

test('what is written is read: layers of several depths, and some left as they are', () => {
  const [a, , c] = quantized(5);
  const b = quantizeTensor(kmeans1d, 'conv1_2', convolutions(network)[1].weights, 2, 'uniform');
  const { tensors, bits, network: read } = readModel(writeModel({ network, tensors: [a, b, c] }));
  assert.deepEqual(tensors, [a, b, c]);
  assert.equal(bits, 32);
  assert.deepEqual(read, withTensors(network, [a, b, c]));
  const { inertia: _, power: __, ...unknown } = a;
  assert.deepEqual(readModel(writeModel({ network, tensors: [unknown] })).tensors, [unknown]);
});

test('a file takes about the bits that it promises', () => {
  const weights = convolutions(network).reduce((sum, conv) => sum + conv.weights.length, 0);
  const size = (bits: number) => writeModel({ network, tensors: quantized(bits) }).length;
  const codebooks = 4 * 4 * (2 ** 4 - 2);
  const saved = size(4) - size(1);
  assert.ok(Math.abs(saved - (3 * weights) / 8 - codebooks) < 40, String(saved));
});

test('Python with numpy reads it', { skip: skipWithoutNumpy }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  const program = `${NUMPY_READER}
print(json.dumps({name: [list(kernel.shape), kernel.ravel().tolist(), bias.tolist()] for name, (kernel, bias) in layers.items()}))`;
  try {
    for (const tensors of [[], quantized(1), quantized(3), quantized(8), quantized(7).slice(1)]) {
      const path = join(folder, 'model.safetensors');
      writeFileSync(path, writeModel({ network, tensors }));
      const lines = python(program, path).trimEnd().split('\n');
      assert.equal(lines[0], 'Small network');
      for (const conv of convolutions(withTensors(network, tensors))) {
        const [shape, kernel, bias] = JSON.parse(lines.at(-1)!)[conv.name];
        assert.deepEqual(shape, [conv.size, conv.size, conv.inputs, conv.outputs]);
        assert.deepEqual(Float32Array.from(kernel), conv.weights);
        assert.deepEqual(Float32Array.from(bias), conv.bias);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** The file with texts of its `__metadata__` changed (undefined: left out), and its tensors by `edit`. */
function changed(texts: Record<string, string | undefined>, edit?: (tensors: Tensors) => void): Uint8Array {
  const { metadata, tensors } = parseSafetensors(three.slice());
  edit?.(tensors);
  const entries = Object.entries({ ...metadata, ...texts }).filter(([, text]) => text !== undefined);
  return writeSafetensors({ metadata: Object.fromEntries(entries) as Record<string, string>, tensors });
}

type Tensors = ReturnType<typeof parseSafetensors>['tensors'];

const { metadata: told } = parseSafetensors(three);
/** The file with other values in its structure, or in that of one of its layers. */
const structure = (values: object) =>
  changed({ network: JSON.stringify({ ...JSON.parse(told['network']), ...values }) });
const layer = (at: number, values: object) => {
  const { nodes } = JSON.parse(told['network']);
  return structure({ nodes: nodes.with(at, { ...nodes[at], ...values }) });
};
const quantization = (from: string | RegExp, to: string) =>
  changed({ quantization: told['quantization'].replace(from, to) });
/** The file with other numbers in a tensor. */
const numbers = (name: string, ...values: number[]) =>
  changed({}, (all) =>
    all.set(name, { dtype: 'F32', shape: [values.length], data: Float32Array.from(values) }),
  );

test('a hostile or damaged file is a sentence', () => {
  const cases: [RegExp, Uint8Array][] = [
    [/too few for a safetensors file/, new Uint8Array(3)],
    [/does not tell the structure/, changed({ format: undefined })],
    [/written in the way "fewer-numbers 9"/, changed({ format: 'fewer-numbers 9' })],
    [/is no JSON/, changed({ network: '{' })],
    [/is no JSON/, changed({ network: undefined })],
    [/does not tell the structure of/, changed({ network: '[1]' })],
    [/how its weights are quantized/, changed({ quantization: 'null' })],
    [/how its weights are quantized/, changed({ quantization: '{"origin":"x"}' })],
    [/has no conv1_1.weight/, changed({ quantization: undefined })],
    [/"conv1_1" have 9 bits/, quantization('"bits":3', '"bits":9')],
    [/sum of squares is -1/, quantization(/"power":[^}]*/, '"power":-1')],
    [/sum of squares is/, quantization(/"power":[^}]*/, '"power":1e999')],
    [/no layer for "other"/, quantization('"layers":{', '"layers":{"other":{"bits":2},')],
    [/is called "\.\.\/x"/, structure({ id: '../x' })],
    [/does not say what/, structure({ about: 'x'.repeat(5000) })],
    [/mean of its colours/, structure({ mean: [1, 2] })],
    [/style layers are/, structure({ style: ['pool1'] })],
    [/style layers are/, structure({ style: ['conv1_1', 'conv1_1'] })],
    [/content layer is/, structure({ content: 'x' })],
    [/not 1 to 500 layers/, structure({ nodes: [] })],
    [/layer 1 is null/, structure({ nodes: [null] })],
    [/layer 2 is called "conv1_1"/, layer(1, { name: 'conv1_1' })],
    [/kernels of conv1_1 have the size 5/, layer(0, { size: 5 })],
    [/conv1_2 takes 6 channels and is given 5/, layer(1, { inputs: 6 })],
    [/conv1_1 gives 1e\+99 channels/, layer(0, { outputs: 1e99 })],
    [/whether conv1_1 has a ReLU/, layer(0, { relu: 1 })],
    [/reads "conv2_1", which is no layer before/, layer(0, { from: 'conv2_1' })],
    [/conv1_3 cannot add "conv1_2"/, layer(2, { plus: 'conv1_2' })],
    [/cannot add "__proto__"/, layer(2, { plus: '__proto__' })],
    [/neither a convolution nor a pool/, layer(3, { window: 4 })],
    [/has no conv1_1.codebook/, changed({}, (all) => all.delete('conv1_1.codebook'))],
    [/no layer for "extra"/, numbers('extra', 1)],
    [/conv1_1.bias is F32 of shape \[2\], not F32 of \[5\]/, numbers('conv1_1.bias', 1, 2)],
    [/does not ascend/, numbers('conv1_1.codebook', 1, 2, 2)],
    [/Number 2 of conv1_2.codebook is NaN/, numbers('conv1_2.codebook', 1, Number.NaN)],
    [/Number 3 of conv2_1.bias is Infinity/, numbers('conv2_1.bias', 0, 1, Number.POSITIVE_INFINITY)],
    [/of a codebook of 2/, numbers('conv1_1.codebook', 0, 1)],
    [/has 9 entries for codes of 3 bits/, numbers('conv1_1.codebook', 0, 1, 2, 3, 4, 5, 6, 7, 8)],
  ];
  for (const [message, file] of cases)
    assert.throws(() => readModel(file), { name: 'InvalidInputError', message });
});

test('a structure that promises more weights than a page can hold is refused before any is made', () => {
  const conv = (name: string, inputs: number) => ({
    ...{ op: 'conv', name, size: 7, inputs, outputs: 8192, relu: true },
  });
  const huge = structure({ nodes: [conv('a', 3), conv('b', 8192)], style: ['a'], content: 'a' });
  assert.throws(() => readModel(huge), {
    name: 'InvalidInputError',
    message: /more than 67,108,864 weights/,
  });
});

test('bytes cut off or changed at random never do worse than a sentence', () => {
  const random = seeded(9);
  for (let i = 0; i < 3000; i++) {
    const file = three.slice(0, i % 3 ? three.length : Math.floor(random() * three.length));
    for (let changes = i % 3; changes > 0; changes--)
      file[Math.floor(random() ** 2 * file.length)] = Math.floor(random() * 256);
    try {
      const { network: read } = readModel(file);
      for (const conv of convolutions(read))
        assert.ok([...conv.weights, ...conv.bias].every(Number.isFinite));
    } catch (error) {
      assert.equal((error as Error).name, 'InvalidInputError', String(error));
    }
  }
});
