import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { strToU8, unzipSync } from 'fflate';
import { seeded } from '../../src/engine/random.ts';
import { uniqueNames, zipBlobs } from '../../src/lib/zip.ts';

const noise = (seed: number, length: number) => {
  const random = seeded(seed);
  return Uint8Array.from({ length }, () => random() * 256);
};
const files: Record<string, Uint8Array<ArrayBuffer>> = {
  'a.png': noise(1, 300_000),
  'größe.webp': noise(2, 10),
  'palette.css': strToU8('--color: #123456;\n'.repeat(5_000)) as Uint8Array<ArrayBuffer>,
  'empty.txt': new Uint8Array(0),
};
const entries = Object.entries(files).map(([name, bytes]) => ({ name, blob: new Blob([bytes]) }));
const zipped = async (...given: Parameters<typeof zipBlobs>) =>
  new Uint8Array(await (await zipBlobs(...given)).arrayBuffer());

test('a zip holds the files as they were; pictures stored, texts compressed', async () => {
  const zip = await zipped(entries);
  assert.deepEqual({ ...unzipSync(zip) }, files);
  const kinds: Record<string, number> = {};
  unzipSync(zip, {
    filter: ({ name, compression }) => {
      kinds[name] = compression;
      return false;
    },
  });
  assert.deepEqual(kinds, { 'a.png': 0, 'größe.webp': 0, 'palette.css': 8, 'empty.txt': 8 });
  assert.ok(zip.length < 303_000);
});

const python = spawnSync('python3', ['-c', 'import zipfile']).status === 0;
test('an independent reader finds the same', { skip: !python && 'no python3' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  try {
    const path = join(folder, 'all.zip');
    writeFileSync(path, await zipped(entries, { modified: new Date(2024, 1, 29, 12, 30, 40) }));
    const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps([[i.filename, i.file_size, list(i.date_time), z.read(i)[:9].hex()] for i in z.infolist()]))`;
    const listed = execFileSync('python3', ['-c', script, path], { encoding: 'utf8' });
    const expected = Object.entries(files).map(([name, bytes]) => [
      name,
      bytes.length,
      [2024, 2, 29, 12, 30, 40],
      Buffer.from(bytes.subarray(0, 9)).toString('hex'),
    ]);
    assert.deepEqual(JSON.parse(listed), expected);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('names are told apart, in any case, and made fit for every system', () => {
  assert.deepEqual(uniqueNames(['a.png', 'a.png', 'A.PNG', 'a (2).png', 'b', 'b']), [
    'a.png',
    'a (2).png',
    'A (3).PNG',
    'a (2) (2).png',
    'b',
    'b (2)',
  ]);
  assert.deepEqual(uniqueNames(['../../etc/x', 'a:b?.png', '', '..', 'c\u0000.txt ', '.png']), [
    '-..-etc-x',
    'a-b-.png',
    'file',
    'file (2)',
    'c-.txt',
    'png',
  ]);
});

test('progress counts up to the whole', async () => {
  const done: number[] = [];
  await zipBlobs(entries, { onprogress: (at, of) => done.push(at / of) });
  assert.ok(done.length > 2);
  assert.ok(done.every((share, i) => share > (done[i - 1] ?? 0)));
  assert.equal(done.at(-1), 1);
});

test('an abort stops between pieces', async () => {
  const abort = new AbortController();
  const zipping = zipBlobs(entries, { signal: abort.signal, onprogress: () => abort.abort() });
  await assert.rejects(zipping, { name: 'AbortError' });
});

test('what a zip cannot hold is refused before reading', async () => {
  const refused = (given: typeof entries, message: RegExp) =>
    assert.rejects(zipBlobs(given), { name: 'InvalidInputError', message });
  await refused([], /no file/);
  const huge = Object.defineProperty(new Blob(), 'size', { value: 5e9 });
  huge.stream = () => assert.fail('was read');
  await refused([{ name: 'x', blob: huge }], /at most 4\u202fGB; these files have 5\u202fGB/);
  await refused(new Array(65_536).fill({ name: 'x', blob: new Blob() }), /at most 65,535 files.* 65,536/);
});
