import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { SIZES } from '../../src/components/color-quantization/figures/settings.ts';
import { SAMPLES } from '../../src/components/color-quantization/samples.ts';

const FOLDER = 'src/components/color-quantization';
const credits = readFileSync('public/CREDITS.md', 'utf8');

describe('the sample pictures', () => {
  test('are photos and others enough, the macaw first, no name twice', () => {
    const count = (...kinds: string[]) => SAMPLES.filter(({ kind }) => kinds.includes(kind)).length;
    assert.ok(count('photo') >= 7);
    assert.ok(count('painting', 'pattern') >= 7);
    assert.equal(SAMPLES[0].id, 'macaw');
    assert.equal(new Set(SAMPLES.map(({ id }) => id)).size, SAMPLES.length);
  });

  for (const { id, title, author, licence, licenceUrl, source, width, height, bytes } of SAMPLES) {
    test(`${id} is as described, small enough, and credited`, async () => {
      const file = `${FOLDER}/pictures/${id}.webp`;
      assert.equal(statSync(file).size, bytes);
      assert.ok(bytes <= 95_000);
      const picture = await sharp(file).metadata();
      assert.deepEqual([picture.format, picture.width, picture.height], ['webp', width, height]);
      assert.ok(Math.max(width, height) <= 1024);
      const small = await sharp(`${FOLDER}/pictures/${id}-small.webp`).metadata();
      assert.deepEqual([small.width, small.height], [128, 96]);

      const line = credits.split('\n').find((each) => each.includes(`\`${id}.webp\``)) ?? '';
      const terms = licenceUrl ? `[${licence}](${licenceUrl})` : 'public domain';
      for (const part of [title, author, terms, source]) assert.ok(line.includes(part), `${part} in ${line}`);
      assert.match(source, /^https:\/\//);
      assert.equal(licenceUrl === undefined, licence === 'Public domain');
    });
  }

  test('have no files besides, and the pictures of figures are samples too', () => {
    const known = SAMPLES.flatMap(({ id }) => [`${id}.webp`, `${id}-small.webp`]);
    const files = globSync(`${FOLDER}/pictures/*`).map((file) => basename(file));
    assert.deepEqual(files.sort(), known.sort());
    const shown = globSync(`${FOLDER}/figures/pictures/*`).map((file) => basename(file, '.webp'));
    for (const id of [...shown, ...SIZES.ids])
      assert.ok(
        SAMPLES.some((sample) => sample.id === id),
        id,
      );
  });
});
