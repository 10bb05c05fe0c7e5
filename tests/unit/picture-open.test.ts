import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, isReadBackError, readBackSentence } from '../../src/lib/picture/canvas-noise.ts';
import { openPicture } from '../../src/lib/picture/open.ts';
import { sourceForWorker } from '../../src/lib/picture/open-on-page.ts';
import * as make from '../fixtures/pictures.ts';

// Decoding itself needs a browser: tests/e2e/picture.spec.ts.

test('nothing is decoded of a picture that its header refuses', async () => {
  const decoder = globalThis as { createImageBitmap?: unknown };
  decoder.createImageBitmap = () => assert.fail('was decoded');
  try {
    const files = {
      'big.png': make.statedPng(20_000, 20_000),
      'none.png': make.statedPng(0, 0),
      'a.txt': Buffer.from('text'),
    };
    for (const [name, bytes] of Object.entries(files)) {
      await assert.rejects(openPicture(new File([new Uint8Array(bytes)], name)), {
        name: 'InvalidInputError',
      });
    }
    const aborted = openPicture(new Blob([new Uint8Array(make.statedPng(5, 5))]), {}, AbortSignal.abort());
    await assert.rejects(aborted, { name: 'AbortError' });
  } finally {
    delete decoder.createImageBitmap;
  }
});

test('a worker gets the file itself of all but drawings', async () => {
  const file = new File([new Uint8Array(await make.quartersPicture('gif'))], 'a.gif');
  assert.equal(await sourceForWorker(file), file);
  await assert.rejects(sourceForWorker(new Blob(['text'])), { name: 'InvalidInputError' });
});

test('what a canvas gives back is exact, noised, or of no use', () => {
  const drawn = Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) & 255);
  assert.equal(compare(drawn, drawn.slice()), 'exact');
  assert.equal(
    compare(
      drawn,
      drawn.map((value, i) => (i === 77 ? value ^ 1 : value)),
    ),
    'noised',
  );
  assert.equal(
    compare(
      drawn,
      drawn.map((value) => value ^ 3),
    ),
    'noised',
  );
  assert.equal(compare(drawn, new Uint8Array(4096).fill(255)), 'blocked');
  assert.equal(
    compare(
      drawn,
      drawn.map((value, i) => value ^ ((i * 101) & 255)),
    ),
    'blocked',
  );
  assert.equal(compare(drawn, drawn.subarray(4)), 'blocked');
  assert.match(readBackSentence('noised'), /adds noise.*allow this site/);
  assert.match(readBackSentence('blocked'), /hides.*allow this site/);
  assert.ok(isReadBackError(new Error(readBackSentence('noised'))));
  assert.ok(!isReadBackError(new Error('another')));
});
