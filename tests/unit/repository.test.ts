import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const inGit = spawnSync('git', ['rev-parse', '--is-inside-work-tree']).status === 0;
const skip = inGit ? false : 'not a git checkout';

/** Lines of tracked text files that match an extended regular expression, as `file:line: text`. */
function tracked(pattern: string, ...pathspecs: string[]): string[] {
  const args = ['grep', '-nIE', pattern, '--', '.', ...pathspecs];
  const { stdout, status } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.ok(status === 0 || status === 1, `git ${args.join(' ')}`); // 1: nothing matches
  return stdout.split('\n').filter(Boolean);
}

describe('tracked files', { skip }, () => {
  // The brackets keep these lines from matching themselves.
  test('name no path of the machine they were written on, and no package host', () => {
    assert.deepEqual(
      tracked('(/[w]ork/|/[r]oot/|/[h]ome/[a-z]+/|/[U]sers/[a-z]+/|//[r]egistry\\.|//[d]eb\\.)'),
      [],
    );
  });

  test('hold nothing unfinished', () => {
    assert.deepEqual(tracked('\\b(T[O]DO|F[I]XME|X[X]X)\\b|[Cc]oming [s]oon|[Ll]orem [i]psum'), []);
    assert.deepEqual(tracked('\\b(test|it|describe)\\.[o]nly\\b', ':(exclude)*.md'), []);
  });

  test('are at most 1.5 MB each, models 4 MB', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
    const most = (file: string) => (file.startsWith('public/models/') ? 4e6 : 1.5e6);
    const large = files.filter((file) => existsSync(file) && statSync(file).size > most(file));
    assert.deepEqual(large, []);
  });
});

/** What a reader downloads before a lab can compute, in gzipped bytes; a core that is not listed has the same budget. */
const WASM_BUDGET: Record<string, number> = { kmeans1d: 16_000, 'color-quantization': 28_000 };

test('each .wasm is within its budget', () => {
  for (const file of globSync('src/engine/*/*.wasm')) {
    const size = gzipSync(readFileSync(file), { level: 9 }).length;
    const budget = WASM_BUDGET[basename(file, '.wasm')] ?? 16_000;
    assert.ok(size <= budget, `${file} is ${size} bytes gzipped; the budget is ${budget}`);
  }
});

test('an article has its engine, its component folder and its unit test under its own name', () => {
  const slugs = readdirSync('src/content/posts')
    .filter((file) => /^[^_].*\.mdx$/.test(file))
    .map((file) => basename(file, '.mdx'));
  assert.ok(slugs.length > 0);
  for (const slug of slugs) {
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.ok(existsSync(`src/engine/${slug}/index.ts`), `src/engine/${slug}/index.ts`);
    assert.ok(existsSync(`src/components/${slug}`), `src/components/${slug}/`);
    assert.ok(globSync(`tests/unit/${slug}*.test.ts`).length > 0, `tests/unit/${slug}.test.ts`);
  }
});
