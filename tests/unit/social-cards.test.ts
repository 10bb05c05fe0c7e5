import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const POSTS = 'src/content/posts';
const published = readdirSync(POSTS)
  .filter((name) => /^[^_].*\.mdx$/.test(name))
  .filter((name) => !/^draft: *true/m.test(readFileSync(`${POSTS}/${name}`, 'utf8')))
  .map((name) => name.slice(0, -'.mdx'.length));

test('the site and each published post have a social card of 1200 by 630', () => {
  for (const name of ['site', ...published]) {
    const file = `public/social/${name}.png`;
    assert.ok(existsSync(file), `${file} is missing: run \`node tools/social-cards.ts\``);
    const png = readFileSync(file);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630], file);
  }
});

test('no card is left of a post that is gone', () => {
  for (const file of readdirSync('public/social')) {
    assert.ok(['site.png', ...published.map((slug) => `${slug}.png`)].includes(file), file);
  }
});
