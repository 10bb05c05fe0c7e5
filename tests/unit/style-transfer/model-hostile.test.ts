import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { seeded } from '../../../src/engine/random.ts';
import { readNetwork } from '../../../src/engine/style-transfer/model/index.ts';
import { fixture, fixtures, folder, read } from './model-files.ts';

const invalid = (message: RegExp) => ({ name: 'InvalidInputError', message });

/** Reads, and fails unless that ends within a second, with a network or a sentence. Says which. */
async function survives(what: string, files: { name: string; bytes: Uint8Array }[]): Promise<string> {
  const begun = process.cpuUsage();
  const result = await readNetwork(files).then(
    () => 'read',
    (error) => {
      assert.equal(error.name, 'InvalidInputError', `${what}: ${error.stack}`);
      assert.ok(error.message.length < 400, error.message);
      return error.message as string;
    },
  );
  const { user, system } = process.cpuUsage(begun);
  assert.ok(user + system < 1e6, `${what} took ${(user + system) / 1000} ms`);
  return result;
}

test('files cut off anywhere: a sentence', async () => {
  for (const name of fixtures) {
    const bytes = fixture(name);
    for (let i = 0; i < 50; i++) {
      const cut = Math.floor((bytes.length * i) / 50);
      const result = await survives(`${name} cut at ${cut}`, [{ name, bytes: bytes.slice(0, cut) }]);
      // Of Keras' files the end may hold only dense layers, which are not read.
      if (!name.includes('keras') || i < 25) assert.notEqual(result, 'read', `${name} cut at ${cut}`);
    }
  }
});

test('files with bits flipped: a sentence, or a network', async () => {
  const random = seeded(6);
  for (const name of fixtures)
    for (let i = 0; i < 60; i++) {
      const bytes = fixture(name);
      // Structure stands at the beginning of most files, and at the end of zips.
      const reach = i % 3 === 0 ? bytes.length : Math.min(bytes.length, 2000);
      const flips = 1 + Math.floor(random() * 4);
      for (let flip = 0; flip < flips; flip++) {
        const at = Math.floor(random() * reach);
        bytes[name.endsWith('.pth') && i % 2 ? bytes.length - 1 - at : at] ^= 1 << Math.floor(random() * 8);
      }
      await survives(`${name}, flips ${i}`, [{ name, bytes }]);
    }
});

test('model.json with bits flipped: a sentence, or a network', async () => {
  const random = seeded(7);
  for (let i = 0; i < 150; i++) {
    const files = folder('tfjs');
    const json = files.find(({ name }) => name === 'model.json')?.bytes ?? new Uint8Array(1);
    json[Math.floor(random() * json.length)] ^= 1 << Math.floor(random() * 8);
    await survives(`model.json, flip ${i}`, files);
  }
});

test('a .pth that asks for a command is refused, and what it asked for is named', async () => {
  for (const name of ['hostile.pth', 'hostile-legacy.pth'])
    await assert.rejects(read(name), invalid(/asks for "posix\.system".*nothing of it was run/));
  await assert.rejects(read('torch-module.pth'), invalid(/"__main__\.VGG".*state_dict/));
});

/** A zip as torch.save writes it, of this pickle. */
const zipped = (pickle: string, more: Record<string, Uint8Array> = {}) =>
  zipSync({ 'archive/data.pkl': latin1(pickle), ...more }, { level: 0 });

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

test('every opcode and every name that tensors do not need is refused by name', async () => {
  const cases: [string, RegExp][] = [
    ['cos\nsystem\n', /"os\.system"/],
    ['cbuiltins\neval\n', /"builtins\.eval"/],
    ['c__builtin__\ngetattr\n', /"__builtin__\.getattr"/],
    ['ctorch\nload\n', /"torch\.load"/],
    ['ctorch\nconstructor\n', /"torch\.constructor"/],
    ['c__proto__\ntoString\n', /"__proto__\.toString"/],
    ['ctorch.jit._pickle\nbuild_intlist\n', /"torch\.jit\._pickle\.build_intlist"/],
    ['\x8c\x02os\x8c\x06system\x93', /"os\.system"/],
    ['(S"a"\ni', /STRING/],
    ['(ios\nsystem\n', /INST/],
    ['(cos\nsystem\no', /"os\.system"/],
    ['(o', /OBJ/],
    [')\x81', /NEWOBJ/],
    ['\x82\x01', /EXT1/],
    ['}}b', /read|tensors|weights/],
    [']}b', /BUILD/],
    ['PX\n', /PERSID/],
    ['V1\n', /UNICODE/],
    ['\x97', /NEXT_BUFFER/],
    ['\xff', /0xff/],
    ['K\x01)R', /a call of what is no known name/],
    ['ctorch\nFloatStorage\n)R', /calls "torch\.FloatStorage"/],
    ['X\x06\x00\x00\x00moduleQ', /storage|refers to/],
    ['(X\x06\x00\x00\x00moduleccollections\nOrderedDict\ntQ', /"module"/],
    ['\x80\x09', /protocol 9/],
    ['t', /add up/],
    ['0', /POP/],
    ['h\x05', /not there/],
    ['K\x01K\x02s', /dictionary/],
    ['K\x01K\x02a', /no list/],
    ['ctorch._utils\n_rebuild_tensor_v2\n(tR', /has no numbers/],
    ['ctorch._utils\n_rebuild_tensor_v2\n)R', /has no numbers/],
  ];
  for (const [pickle, message] of cases)
    await assert.rejects(
      readNetwork([{ name: 'a.pth', bytes: zipped(`\x80\x02${pickle}.`) }]),
      invalid(message),
      JSON.stringify(pickle),
    );
});

/** A tensor of one number. */
const ONE =
  'ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuK\x01tQK\x00K\x01\x85K\x01\x85tR';

test('pickles made to fill the memory or to go on for ever end soon', async () => {
  const levels = `}${'q\x00'}${Array.from({ length: 250 }, (_, i) => `}q${String.fromCharCode(i + 1)}`).join('')}`;
  const doubled = `]${'q\x00(h\x00h\x00h\x00h\x00tq\x01'.repeat(5000)}`;
  const itself = '}q\x00(K\x01h\x00K\x02h\x00u';
  const nested = Array.from(
    { length: 200 },
    (_, i) =>
      `}q${String.fromCharCode(i)}(${i > 0 ? `K\x01h${String.fromCharCode(i - 1)}K\x02h${String.fromCharCode(i - 1)}` : ''}u`,
  ).join('');
  const keys = Array.from({ length: 60_000 }, (_, i) => `M${String.fromCharCode(i & 255, i >> 8)}h\x00`).join(
    '',
  );
  for (const pickle of [
    levels,
    doubled,
    itself,
    nested,
    '('.repeat(1_900_000),
    '}'.repeat(1_900_000),
    `X\xff\xff\xff\xff`,
    `](${'N'.repeat(100_000)}eq\x00ccollections\nOrderedDict\nq\x01${'h\x01h\x00\x85R'.repeat(45_000)}`,
    `${ONE}q\x00}(X\x60\xe3\x16\x00${'a'.repeat(1_500_000)}}(${keys}uu`,
    `K\x01\x85q\x00${'(h\x00h\x00h\x00h\x00tq\x00'.repeat(20)}ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuK\x01tQK\x00h\x00h\x00tR`,
    `\x8a\xff${'\xff'.repeat(255)}`,
    `c${'a'.repeat(2000)}\nb\n`,
    `ctorch._utils\n_rebuild_tensor_v2\n(K\x01K\x00)${'\x85'.repeat(250_000)})tR`,
    `(U\x07storagectorch\nFloatStorage\n)${'\x85'.repeat(250_000)}U\x03cpuK\x01tQ`,
    `ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuK\x01tQK\x00)${'\x85'.repeat(250_000)})tR`,
    `(${'K\x01'.repeat(900_000)}t`,
  ])
    assert.notEqual(
      await survives(pickle.slice(0, 20), [{ name: 'a.pth', bytes: zipped(`\x80\x02${pickle}.`) }]),
      'read',
    );
});

test('zip bombs, and zips that say too much of themselves, are not unpacked', async () => {
  const bomb = zipSync({ 'archive/data.pkl': new Uint8Array(10e6) }, { level: 6 });
  await assert.rejects(readNetwork([{ name: 'a.pth', bytes: bomb }]), invalid(/10000000 bytes, more than/));
  // The same with a size that is let in: unpacking stops there.
  const view = new DataView(bomb.buffer);
  const directory = view.getUint32(bomb.length - 6, true);
  view.setUint32(directory + 24, 1000, true);
  await assert.rejects(readNetwork([{ name: 'a.pth', bytes: bomb }]), invalid(/more than its 1000 bytes/));
  view.setUint32(directory + 24, 1.5e6, true);
  view.setUint32(directory + 20, 100, true);
  await assert.rejects(readNetwork([{ name: 'a.pth', bytes: bomb }]), invalid(/cannot unpack to 1500000/));
  const h5 = zipSync({ 'model.weights.h5': new Uint8Array(10e6) }, { level: 6 });
  assert.notEqual(await survives('empty h5', [{ name: 'a.keras', bytes: h5 }]), 'read');
  const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`${i}`, new Uint8Array(0)]));
  await assert.rejects(
    readNetwork([{ name: 'a', bytes: zipSync(many, { level: 0 }) }]),
    invalid(/20001 files/),
  );
  const shards = zipSync({ 'a.bin': latin1('a'), 'b.bin': latin1('b'), 'model.json': latin1('{}') });
  const list = new DataView(shards.buffer, new DataView(shards.buffer).getUint32(shards.length - 6, true));
  for (const entry of [0, 46 + 'a.bin'.length]) list.setUint32(entry + 24, 0.7e9, true);
  await assert.rejects(readNetwork([{ name: 'a', bytes: shards }]), invalid(/have 1400000000 bytes, more/));
  const other = zipSync({ 'readme.txt': latin1('hello') });
  await assert.rejects(readNetwork([{ name: 'a', bytes: other }]), invalid(/holds no model/));
});

test('tensors that reach beyond their numbers are refused', async () => {
  const tensor = (count: string, shape: string, strides: string) =>
    `ctorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpu${count}tQK\x00${shape}${strides}\x89NtR`;
  const state = (text: string) => `}X\x11\x00\x00\x00features.0.weight${text}s`;
  const shape = '(K\x02K\x03K\x03K\x03t';
  const cases: [string, RegExp][] = [
    [tensor('K\x0a', shape, '(K\x1bK\x09K\x03K\x01t'), /reaches beyond its 10 numbers/],
    [tensor('K\x36', shape, '(K\x1bK\x09K\x03K\x02t'), /reaches beyond/],
    [tensor('K\x36', shape, '(K\x1bK\x09t'), /strides \[27,9\]/],
    [tensor('K\x36', shape, '(J\xff\xff\xff\xffK\x09K\x03K\x01t'), /strides \[-1/],
    [tensor('J\xff\xff\xff\xff', shape, '(K\x1bK\x09K\x03K\x01t'), /no length/],
    [tensor('K\x36', shape, '(K\x1bK\x09K\x03K\x01t'), /no bias/],
  ];
  for (const [pickle, message] of cases)
    await assert.rejects(
      readNetwork([{ name: 'a.pth', bytes: zipped(`\x80\x02${state(pickle)}.`) }]),
      invalid(message),
    );
});

test('a chunk of an HDF5 file that unpacks to more than its numbers is not unpacked', async () => {
  await assert.rejects(read('hostile-chunk.h5'), invalid(/unpacks to more than its numbers take/));
});

test('a made-up HDF5 file keeps nobody busy', async () => {
  // A tree of groups whose nodes all list the same node, again and again: 64^4 of them if one went through.
  const bytes = fixture('keras1.h5');
  const trees: number[] = [];
  for (let at = 0; at < bytes.length - 4; at++)
    if (bytes[at] === 84 && bytes[at + 1] === 82 && bytes[at + 2] === 69 && bytes[at + 3] === 69)
      trees.push(at);
  const view = new DataView(bytes.buffer);
  const whole = new Uint8Array(2e6);
  whole.set(bytes);
  const made = new DataView(whole.buffer);
  let node = 1e6;
  made.setUint32(node, 0x45455254, true);
  made.setUint16(node + 6, 64, true);
  for (let level = 1; level <= 4; level++) {
    const below = node;
    node += 3000;
    made.setUint32(node, 0x45455254, true);
    made.setUint8(node + 5, level);
    made.setUint16(node + 6, 64, true);
    for (let i = 0; i < 64; i++) made.setBigUint64(node + 24 + 16 * i + 8, BigInt(below), true);
  }
  // Every reference to a tree now leads to the made-up one.
  for (const tree of trees)
    for (let at = 0; at < bytes.length - 8; at++)
      if (view.getBigUint64(at, true) === BigInt(tree)) made.setBigUint64(at, BigInt(node), true);
  const result = await survives('tree', [{ name: 'a.h5', bytes: whole }]);
  assert.match(result, /longer lists/);
});

test('what is no model at all is called by its name', async () => {
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /empty/],
    [latin1('<!DOCTYPE html><html>'), /web page/],
    [latin1('version https://git-lfs.github.com/spec/v1\noid sha256:00\n'), /Git LFS/],
    [latin1('\x1f\x8b\x08'), /gzip/],
    [new Uint8Array(1000), /no kind that is known.*Keras.*PyTorch.*safetensors/],
    [latin1('{"a": 1}'), /weightsManifest/],
    [latin1('{"a": '), /no JSON, or not whole/],
    [latin1('\x80\x02K\x01.K\x01.K\x01.K\x01.K\x01.'), /not one that torch\.save/],
    [latin1('\x89HDF\r\n\x1a\n'), /damaged/],
    [latin1('PK\x03\x04'), /does not end as one/],
    [latin1('QUANTVGG'), /breaks off/],
  ];
  for (const [bytes, message] of cases)
    await assert.rejects(readNetwork([{ name: 'a', bytes }]), invalid(message));
  await assert.rejects(readNetwork([]), invalid(/No file/));
  const two = ['keras1.h5', 'torch.pth'].map((name) => ({ name, bytes: fixture(name) }));
  await assert.rejects(readNetwork(two), invalid(/one model at a time/));
});
