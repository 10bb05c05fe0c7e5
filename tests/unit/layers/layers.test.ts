import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import cruiser from '../../../.dependency-cruiser.mjs';
import { type Import, importsOf, importsOfSource } from './imports.ts';

interface End {
  path?: string;
  pathNot?: string;
  dependencyTypesNot?: string[];
}
const rules = cruiser.forbidden.filter(({ from, to }) => 'path' in from && 'path' in to) as {
  name: string;
  from: End;
  to: End;
}[];
const imports = importsOfSource();

/** The names of the rules of .dependency-cruiser.mjs that an import breaks. */
function broken({ from, to, typeOnly }: Import): string[] {
  return rules
    .filter((rule) => {
      const groups = new RegExp(rule.from.path ?? '').exec(from);
      if (!groups || (rule.from.pathNot && new RegExp(rule.from.pathNot).test(from))) return false;
      const filled = (pattern: string) => pattern.replace(/\$(\d)/g, (_, group) => groups[Number(group)]);
      if (!new RegExp(filled(rule.to.path ?? '')).test(to)) return false;
      if (rule.to.pathNot && new RegExp(filled(rule.to.pathNot)).test(to)) return false;
      return !(typeOnly && rule.to.dependencyTypesNot?.includes('type-only'));
    })
    .map(({ name }) => name);
}

test('Astro, Svelte and MDX files keep to the layers too', () => {
  const violations = imports
    .filter(({ from }) => !from.endsWith('.ts'))
    .flatMap((each) => broken(each).map((rule) => `${rule}: ${each.from} imports ${each.to}`));
  assert.deepEqual(violations, []);
});

test('the layers reach at least the posts, the layouts and the shared parts', () => {
  for (const folder of ['pages', 'layouts']) {
    assert.ok(
      imports.some(({ from }) => from.startsWith(`src/${folder}/`)),
      folder,
    );
  }
});

test('each rule catches the import it is there for', () => {
  const planted: [string, string, string][] = [
    ['engine-is-pure', 'src/engine/a/index.ts', 'src/lib/format.ts'],
    ['lib-knows-no-lab', 'src/lib/format.ts', 'src/components/ui/Chart.svelte'],
    ['labs-do-not-share', 'src/components/a/ALab.svelte', 'src/components/b/BLab.svelte'],
    ['worker-is-the-only-door', 'src/components/a/ALab.svelte', 'src/engine/a/index.ts'],
  ];
  for (const [rule, from, to] of planted) assert.deepEqual(broken({ from, to, typeOnly: false }), [rule]);
  const [, , , [, lab, engine]] = planted;
  assert.deepEqual(broken({ from: lab, to: engine, typeOnly: true }), []);
  assert.deepEqual(broken({ from: lab, to: 'src/components/ui/Chart.svelte', typeOnly: false }), []);
});

test('imports are read from every kind of file', () => {
  const to = 'src/content.config.ts';
  const at = (from: string, text: string) => importsOf(from, text);
  assert.deepEqual(at('src/a.ts', "import { b } from './content.config.ts';"), [
    { from: 'src/a.ts', to, typeOnly: false },
  ]);
  assert.equal(at('src/a.ts', "import type { B } from './content.config.ts';")[0].typeOnly, true);
  assert.equal(at('src/a.ts', "import { type B, type C } from './content.config.ts';")[0].typeOnly, true);
  assert.equal(at('src/a.ts', "import { type B, c } from './content.config.ts';")[0].typeOnly, false);
  assert.equal(at('src/a.ts', "new Worker(new URL('./content.config.ts', import.meta.url))")[0].to, to);
  assert.equal(at('src/a.ts', "await import('./content.config.ts')")[0].to, to);
  assert.equal(at('src/a.astro', "---\nimport x from './content.config.ts';\n---\n<p/>")[0].to, to);
  assert.equal(
    at('src/a.svelte', "{#await import('./content.config.ts') then { default: X }}<X />{/await}")[0].to,
    to,
  );
  assert.equal(
    at('src/a.svelte', "<script lang='ts'>\nimport x from './content.config.ts?url';\n</script>")[0].to,
    to,
  );
  assert.equal(at('src/a.mdx', "import X from './content.config.ts';\n\nText")[0].to, to);
  assert.deepEqual(at('src/a.mdx', "```ts\nimport X from './content.config.ts';\n```"), []);
});

test('every file of src is reached from a page, a post or an engine, or is a part of lib that has its own tests', () => {
  const tested = globSync('tests/unit/*.test.ts').flatMap((from) =>
    importsOf(from, readFileSync(from, 'utf8')),
  );
  const entries = globSync([
    'astro.config.mjs',
    'src/pages/**/*',
    'src/content/**/*.mdx',
    'src/content.config.ts',
    'src/engine/*/index.ts',
  ]);
  const reached = new Set([
    ...entries,
    ...tested.map(({ to }) => to).filter((file) => file.startsWith('src/lib/')),
  ]);
  for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to);
  const dead = globSync('src/**/*.{ts,astro,svelte}').filter(
    (file) => !reached.has(file) && !file.endsWith('.d.ts'),
  );
  assert.deepEqual(dead, []);
});
