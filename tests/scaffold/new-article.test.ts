import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';

// In a copy of this checkout: one article that is published, one that stays a draft.
const copy = mkdtempSync(join(tmpdir(), 'new-article-'));

function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const page = (path: string) => readFileSync(join(copy, 'dist', path), 'utf8');

before(() => {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  for (const file of execFileSync('git', list, { encoding: 'utf8' }).split('\0').filter(Boolean)) {
    if (existsSync(file)) cpSync(file, join(copy, file));
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  run('node', 'tools/new-article.ts', 'mean-of-things', "Means, and what they don't tell");
  run('node', 'tools/new-article.ts', 'unfinished', 'Not for readers');
  const post = join(copy, 'src/content/posts/mean-of-things.mdx');
  writeFileSync(post, readFileSync(post, 'utf8').replace('draft: true\n', ''));
});
after(() => rmSync(copy, { recursive: true }));

describe('a scaffolded article', () => {
  test('keeps to the house style', () => {
    const folders = ['src/engine', 'src/components'].map((folder) => `${folder}/mean-of-things`);
    run('biome', 'check', ...folders, 'tests/unit/mean-of-things.test.ts');
  });

  test('passes its unit test, and the guards with it in place', () => {
    run('node', '--test', 'tests/unit/mean-of-things.test.ts', 'tests/unit/layers/layers.test.ts');
  });

  test('has types that hold', () => {
    run('tsc', '-p', 'src/engine');
    run('astro', 'sync');
    run('svelte-check', '--threshold', 'warning');
  });

  test('is built: its page with the figure in it, its card and its place in the feed; the draft nowhere', () => {
    run('astro', 'build');
    const article = page('posts/mean-of-things/index.html');
    assert.match(article, /Means, and what they don(’|'|&#39;)t tell/);
    assert.match(article, /The mean of 12 numbers is 10\.33/); // computed while building
    assert.match(page('index.html'), /posts\/mean-of-things\//);
    assert.match(page('rss.xml'), /posts\/mean-of-things\//);
    assert.match(page('sitemap-0.xml'), /posts\/mean-of-things\//);
    assert.ok(!existsSync(join(copy, 'dist/posts/unfinished')));
    for (const file of ['index.html', 'rss.xml', 'sitemap-0.xml'])
      assert.doesNotMatch(page(file), /unfinished/);
  });
});

test('a name that is taken, or is none, is refused', () => {
  const refused = (...args: string[]) =>
    spawnSync('node', ['tools/new-article.ts', ...args], { cwd: copy }).status === 1;
  assert.ok(refused('unfinished', 'Again'));
  assert.ok(refused('Not_A_Slug', 'Title'));
  assert.ok(refused('no-title'));
});
