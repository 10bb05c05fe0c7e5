import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';

/** One import of a file of src by another. */
export interface Import {
  from: string;
  to: string;
  /** Whether only types cross, so that nothing is left of it when the code runs. */
  typeOnly: boolean;
}

/** Every import of files of src by each other and by the configuration, also from Astro, Svelte and MDX files, which other tools read in part or not at all. */
export function importsOfSource(): Import[] {
  return globSync(['astro.config.mjs', 'src/**/*.{ts,astro,svelte,mdx}']).flatMap((from) =>
    importsOf(from, readFileSync(from, 'utf8')),
  );
}

/** The imports that the code of one file makes of files that exist; packages are left out. */
export function importsOf(from: string, text: string): Import[] {
  const code = codeOf(extname(from), text);
  const imports: Import[] = [];
  const statement = /^\s*(?:import|export)\b([^'"`;]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
  for (const [, clause, target] of code.matchAll(statement)) add(target, isTypeOnly(clause));
  const bare =
    /^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"]([^'"]+)['"]/gm;
  for (const [, ...targets] of code.matchAll(bare)) add(targets.find(Boolean) ?? '', false);
  return imports;

  function add(target: string, typeOnly: boolean): void {
    if (!target.startsWith('.')) return;
    const to = normalize(join(dirname(from), target.replace(/\?.*$/, '')));
    if (existsSync(to)) imports.push({ from, to, typeOnly });
  }
}

/** The script parts of a file: all of a .ts, the frontmatter and scripts of others and what Svelte's markup awaits, the text of MDX but its code. */
function codeOf(extension: string, text: string): string {
  const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
  if (extension === '.astro') return [/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '', ...scripts].join('\n');
  if (extension === '.svelte') {
    const awaited = [...text.matchAll(/\{#await (import\([^)]*\))/g)].map(([, call]) => call);
    return [...scripts, ...awaited].join('\n');
  }
  if (extension === '.mdx') return text.replace(/^(```+)[\s\S]*?^\1/gm, '');
  return text.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
}

/** `import type { A }`, and `import { type A, type B }`. */
function isTypeOnly(clause: string): boolean {
  if (/^\s*type\b/.test(clause)) return true;
  const names = /^\s*\{([\s\S]*)\}\s*$/
    .exec(clause)?.[1]
    .split(',')
    .filter((name) => name.trim() !== '');
  return names?.every((name) => /^\s*type\b/.test(name)) ?? false;
}
