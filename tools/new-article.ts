/**
 * `npm run new-article -- <slug> "<Title>"`: writes an article that builds, with an engine, its unit test and a lab: a small
 * working example to change into the real thing. Nothing has to be registered anywhere; the post begins as a draft.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

const { positionals } = parseArgs({ allowPositionals: true });
const [slug, title] = positionals;
const usage =
  'Usage: npm run new-article -- <slug> "<Title>", for example: npm run new-article -- quantiles "Quantiles, exactly"';
if (positionals.length !== 2) fail(usage);
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug))
  fail(`“${slug}” cannot be a slug: small letters and digits, words joined by hyphens.`);
if (title.length > 90 || title.trim() === '') fail('A title has 1 to 90 characters.');

const Name = slug.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
const day = new Date().toISOString().slice(0, 10);
const filled: Record<string, string> = {
  slug,
  Name,
  title: title.replaceAll("'", "''"), // as YAML wants it between single quotes
  date: day,
  month: day.slice(0, 7),
  order: String(1 + Math.max(0, ...readdirSync('src/content/posts').map(orderOf))),
};

/** Template beside this file, and the file it becomes. */
const files: [string, string][] = [
  ['post.mdx', `src/content/posts/${slug}.mdx`],
  ['engine.ts', `src/engine/${slug}/index.ts`],
  ['unit.test.ts', `tests/unit/${slug}.test.ts`],
  ['build.ts', `src/components/${slug}/${slug}.build.ts`],
  ['worker.ts', `src/components/${slug}/${slug}.worker.ts`],
  ['Lab.astro', `src/components/${slug}/${Name}Lab.astro`],
  ['Lab.svelte', `src/components/${slug}/${Name}Lab.svelte`],
];
const taken = files.map(([, file]) => file).find((file) => existsSync(file));
if (taken) fail(`${taken} is there already.`);

for (const [template, file] of files) {
  const text = readFileSync(`${import.meta.dirname}/new-article/${template}.txt`, 'utf8');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => filled[key]),
  );
  console.log(`  ${file}`);
}
spawnSync('biome', ['check', '--write', ...files.map(([, file]) => file)]); // how lines break depends on the name
console.log(`
It works as it is: npm run dev, then /posts/${slug}/. Now
  - say in the post's front matter what it mirrors and what it tells; take out draft: true to publish it;
  - change the engine and its test, then the lab, into what the article is about: CONTRIBUTING.md has the rules.`);

function orderOf(file: string): number {
  return Number(/^order: (\d+)/m.exec(readFileSync(`src/content/posts/${file}`, 'utf8'))?.[1] ?? 0);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
