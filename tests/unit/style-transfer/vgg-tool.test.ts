import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { readModel } from '../../../src/engine/style-transfer/model-file.ts';
import { convolutions } from '../../../src/engine/style-transfer/network.ts';
import { download } from '../../../tools/vgg/download.ts';
import { make } from '../../../tools/vgg/make.ts';
import { fixture } from './model-files.ts';

const invalid = (message: RegExp) => ({ name: 'InvalidInputError', message });

const file = fixture('keras1.h5');
const digest = { algorithm: 'sha256', hex: createHash('sha256').update(file).digest('hex') } as const;

/** What the server does with a request, by default all that servers do; and what it was asked. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let ranges: (string | undefined)[] = [];
let folder = '';

const server = createServer((request, response) => {
  ranges.push(request.headers.range);
  answer(request, response);
});
const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;

before(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
after(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  if (folder) rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'vgg-'));
  ranges = [];
  answer = whole();
});
after(() => rmSync(folder, { recursive: true }));

/** Serves the file, ranges too; `cut` ends each answer after so many bytes. */
function whole({ cut = Number.POSITIVE_INFINITY, etag = '"one"', bytes = file } = {}) {
  return ({ headers }: IncomingMessage, response: ServerResponse) => {
    const asked = /bytes=(\d+)-/.exec(headers.range ?? '');
    const start = asked && (headers['if-range'] ?? etag) === etag ? Number(asked[1]) : 0;
    if (start >= bytes.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
      return;
    }
    const partial =
      start > 0 ? { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {};
    response.writeHead(start > 0 ? 206 : 200, {
      ETag: etag,
      'Content-Length': bytes.length - start,
      ...partial,
    });
    if (bytes.length - start <= cut) response.end(bytes.subarray(start));
    else {
      response.write(bytes.subarray(start, start + cut));
      // Not before all of it has arrived and is on disk.
      const part = join(folder, 'vgg.h5.part');
      const timer = setInterval(() => {
        if (!existsSync(part) || statSync(part).size < start + cut) return;
        clearInterval(timer);
        response.destroy();
      }, 2);
    }
  };
}

const get = (wanted = {}, options = {}) =>
  download({ url: at('vgg.h5'), digest, size: file.length, ...wanted }, folder, {
    tries: 3,
    wait: 1,
    ...options,
  });

test('a file is downloaded once; progress is told', async () => {
  const told: [number, number | undefined][] = [];
  const path = await get({}, { onProgress: (...progress: [number, number]) => told.push(progress) });
  assert.deepEqual(new Uint8Array(readFileSync(path)), file);
  assert.deepEqual(told.at(-1), [file.length, file.length]);
  assert.equal(await get(), path);
  assert.equal(ranges.length, 1);
  assert.deepEqual(readdirSync(folder), ['vgg.h5']);
});

test('a connection that is cut again and again is taken up where it ended', async () => {
  answer = whole({ cut: 7000 });
  const path = await get();
  assert.deepEqual(new Uint8Array(readFileSync(path)), file);
  assert.deepEqual(ranges, [undefined, 'bytes=7000-', 'bytes=14000-', 'bytes=21000-']);
});

test('what a run has got is kept for the next one', async () => {
  let answers = 0;
  answer = (request, response) => (answers++ ? response.destroy() : whole({ cut: 7000 })(request, response));
  await assert.rejects(get(), invalid(/could not be downloaded.*7000 bytes of it are kept/));
  answer = whole();
  ranges = [];
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
  assert.deepEqual(ranges, ['bytes=7000-']);
});

test('a file that has changed meanwhile is taken anew', async () => {
  answer = whole({ cut: 7000, etag: '"old"', bytes: new Uint8Array(file.length).fill(1) });
  let answers = 0;
  const old = answer;
  answer = (request, response) => (answers++ ? whole() : old)(request, response);
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
});

test('416: what is there is whole, or of another file and begun anew', async () => {
  writeFileSync(join(folder, 'vgg.h5.part'), file);
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
  assert.equal(ranges.length, 1);
  rmSync(join(folder, 'vgg.h5'));
  writeFileSync(join(folder, 'vgg.h5.part'), new Uint8Array(file.length + 5));
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
  assert.deepEqual(ranges.slice(1), [`bytes=${file.length + 5}-`, undefined]);
});

test('servers that know no ranges, or send other ones, do no harm', async () => {
  writeFileSync(join(folder, 'vgg.h5.part'), file.subarray(0, 100));
  answer = (_, response) => response.writeHead(200).end(file);
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
  rmSync(join(folder, 'vgg.h5'));
  writeFileSync(join(folder, 'vgg.h5.part'), file.subarray(0, 100));
  answer = ({ headers }, response) =>
    headers.range
      ? response.writeHead(206, { 'Content-Range': `bytes 50-99/${file.length}` }).end(file.subarray(50, 100))
      : response.end(file);
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
});

test('another size or digest: said, and removed', async () => {
  await assert.rejects(get({ size: 5 }), invalid(/bytes, not 5/));
  // Without a length, the size shows only at the end.
  answer = (_, response) => response.write(file, () => response.end());
  await assert.rejects(get({ size: 5 }), invalid(/bytes, not 5.*removed/));
  const hex = '0'.repeat(64);
  await assert.rejects(get({ digest: { ...digest, hex } }), invalid(new RegExp(`${digest.hex}, not 000`)));
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.endsWith('.json')),
    [],
  );
  // A file that was there and is another is replaced.
  writeFileSync(join(folder, 'vgg.h5'), 'x');
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
});

test('what the server says is passed on; errors of its own are tried again', async () => {
  answer = (_, response) => response.writeHead(404).end();
  await assert.rejects(get(), invalid(/404 Not Found/));
  assert.equal(ranges.length, 1);
  let answers = 0;
  answer = (request, response) =>
    answers++ < 2 ? response.writeHead(503).end() : whole()(request, response);
  assert.deepEqual(new Uint8Array(readFileSync(await get())), file);
  await assert.rejects(
    download({ url: 'http://127.0.0.1:9/a' }, folder, { tries: 1, wait: 1 }),
    invalid(/could not be downloaded/),
  );
});

const run = async (...given: string[]) => {
  const printed: string[] = [];
  await make([...given, '--cache', folder], (text) => printed.push(text));
  return printed.join('\n');
};

test('npm run vgg: from an address to a quantized file and its table', async () => {
  const out = join(folder, 'out.safetensors');
  const printed = await run(
    ...[at('a.h5'), '--bits', '3', '--out', out, '--to', 'conv2_1', '--sha256', digest.hex],
  );
  const model = readModel(readFileSync(out));
  assert.equal(model.bits, 3);
  assert.deepEqual(
    convolutions(model.network).map(({ name }) => name),
    ['conv1_1', 'conv1_2', 'conv2_1'],
  );
  assert.match(printed, /conv1_1 +27 +3 +\d+ +\d+ +[\d.]+/);
  assert.ok(printed.includes(`${readFileSync(out).length.toLocaleString('en')} bytes`), printed);
  assert.match(await run(out, '--out', out), /quantized already/);
  await assert.rejects(run(out, '--to', 'conv1_1', '--out', out), invalid(/--to and --input are for/));
});

test('npm run vgg: files of one name at two addresses are two files', async () => {
  await run(at('a/vgg.h5'), '--bits', '32', '--out', join(folder, 'first'));
  answer = whole({ bytes: fixture('keras2-model.h5') });
  await run(at('b/vgg.h5'), '--bits', '32', '--out', join(folder, 'second'));
  const layers = (name: string) => convolutions(readModel(readFileSync(join(folder, name))).network).length;
  assert.deepEqual([layers('first'), layers('second')], [6, 3]);
  await assert.rejects(run('https://'), invalid(/https:\/\/ is no address/));
});

test('npm run vgg: from a local file, with float32, without a network', async () => {
  const out = join(folder, 'out.safetensors');
  const source = join(folder, 'copy.h5');
  writeFileSync(source, file);
  await run(source, '--bits', '32', '--out', out);
  assert.equal(readModel(readFileSync(out)).bits, 32);
  assert.equal(ranges.length, 0);
  for (const [given, message] of [
    [[source, '--bits', '9'], /--bits is 1 to 8, or 32, not 9/],
    [[source, '--to', 'conv9_9'], /no layer conv9_9.*conv1_1/],
    [[source, '--method', 'magic'], /--method is kmeans or uniform/],
    [[source, '--input', 'magic'], /--input is caffe or torchvision/],
    [[join(folder, 'nothing')], /no file/],
    [['tools/vgg.ts'], /no kind that is known/],
    [[], /npm run vgg/],
  ] as const)
    await assert.rejects(run(...given), invalid(message));
});

test('npm run vgg: what is wrong is told in a line, and the exit code says so', async () => {
  for (const [given, message] of [
    ['nothing.h5', /^There is no file nothing\.h5\.\n$/],
    ['--nonsense', /Unknown option '--nonsense'/],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, ['tools/vgg.ts', given], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /);
  }
});
