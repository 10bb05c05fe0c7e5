import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSize, readText, readTextPieces, textEncoding } from '../../src/lib/files.ts';

const MEGABYTE = 1_000_000;
const utf8 = (text: string) => new TextEncoder().encode(text);
const file = (...parts: BlobPart[]) => new File(parts, 'data.csv');
const read = (given: File, maxBytes = 50 * MEGABYTE) => readText(given, { maxBytes });
const invalid = (sentence: RegExp) => (error: Error) => {
  assert.equal(error.name, 'InvalidInputError');
  assert.match(error.message, sentence);
  return true;
};

test('a file above the limit is refused before reading, with both sizes', () => {
  const huge = Object.defineProperty(file('1'), 'size', { value: 200 * MEGABYTE });
  huge.stream = huge.slice = () => assert.fail('was read');
  assert.throws(
    () => checkSize(huge, 100 * MEGABYTE),
    invalid(/“data.csv” has 200\u202fMB.*at most 100\u202fMB/),
  );
});

test('so is one that cannot be read by size alone', async () => {
  await assert.rejects(read(file('123'), 2), invalid(/3 bytes.*at most 2 bytes/));
});

test('an empty file is named as such', async () => {
  await assert.rejects(read(file()), invalid(/is empty/));
});

test('text comes whole through pieces, whatever lies across their borders', async () => {
  const text = 'größe;1,5\n−3.2\n🎯 end\n'.repeat(20_000);
  assert.equal(await read(file(utf8(text))), text);
});

test('progress counts up to the whole', async () => {
  const given = file(...Array.from({ length: 10 }, () => utf8('1.5\n'.repeat(20_000))));
  const done: number[] = [];
  for await (const _ of readTextPieces(given, {
    maxBytes: MEGABYTE,
    onprogress: (at, of) => done.push(at / of),
  }));
  assert.ok(done.length > 1);
  assert.ok(done.every((share, i) => share > (done[i - 1] ?? 0)));
  assert.equal(done.at(-1), 1);
});

test('an abort stops between pieces', async () => {
  const abort = new AbortController();
  let pieces = 0;
  const reading = async () => {
    for await (const _ of readTextPieces(file(utf8('1\n'.repeat(400_000))), {
      maxBytes: MEGABYTE,
      signal: abort.signal,
    })) {
      pieces++;
      abort.abort();
    }
  };
  await assert.rejects(reading(), { name: 'AbortError' });
  assert.equal(pieces, 1);
});

test('spreadsheet text in UTF-16, and a byte order mark, are understood', async () => {
  const text = 'a\t1\r\nb\t2\r\n';
  const little = new Uint8Array(2 + text.length * 2);
  little.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) little[2 + 2 * i] = text.charCodeAt(i);
  const big = little.map((_, i) => little[i ^ 1]);
  assert.equal(await read(file(little)), text);
  assert.equal(await read(file(big)), text);
  assert.equal(await read(file(new Uint8Array([0xef, 0xbb, 0xbf]), text)), text);
});

test('text of an older encoding is read rather than refused', async () => {
  assert.equal(await read(file(new Uint8Array([0x67, 0x72, 0xf6, 0xdf, 0x65, 0x3b, 0x31]))), 'größe;1');
});

test('what is not text is refused', async () => {
  const zeros = new Uint8Array(100);
  const gzip = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4]);
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  for (const bytes of [zeros, gzip, png]) await assert.rejects(read(file(bytes)), invalid(/not a text file/));
});

test('bytes that are not text far into a file are found too', async () => {
  const start = utf8('1.5\n'.repeat(60_000));
  await assert.rejects(read(file(start, new Uint8Array([0, 1, 2]))), invalid(/stops being text/));
  await assert.rejects(read(file(start, new Uint8Array([0xff, 0xff]))), invalid(/stops being text/));
});

test('a character cut by the end of the look is no sign of another encoding', () => {
  assert.equal(textEncoding(utf8('é').slice(0, 1), true), 'utf-8');
  assert.equal(textEncoding(utf8('é').slice(0, 1), false), 'windows-1252');
});
