import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/**
 * Takes out of each page the style sheets of components that it does not have, and those it has twice. All articles are pages of
 * one route, and Astro links the styles of every island of a route into all of its pages, once for the server's half and once
 * for the browser's: each article would load the labs of all others. Styles of what an island loads later come with it.
 */
export function pageStyles(): AstroIntegration {
  return {
    name: 'page-styles',
    hooks: {
      'astro:build:done': async ({ dir, assets, logger }) => {
        const root = fileURLToPath(dir);
        const built = await readBuild(root);
        const pages = [...assets.values()].flat().map((url) => fileURLToPath(url));
        for (const page of pages.filter((file) => file.endsWith('.html'))) {
          const html = await readFile(page, 'utf8');
          const lean = withoutForeignStyles(html, built);
          if (lean !== html) await writeFile(page, lean);
        }
        logger.info(`${built.styles.size} style sheets, each where it is used`);
      },
    },
  };
}

/** The scripts and style sheets of a build, by file name. */
export interface BuiltFiles {
  scripts: ReadonlyMap<string, string>;
  styles: ReadonlyMap<string, string>;
}

async function readBuild(root: string): Promise<BuiltFiles> {
  const read = async (ending: string) => {
    const names = (await readdir(`${root}_astro`)).filter((name) => name.endsWith(ending));
    const texts = names.map(async (name) => [name, await readFile(`${root}_astro/${name}`, 'utf8')] as const);
    return new Map(await Promise.all(texts));
  };
  return { scripts: await read('.js'), styles: await read('.css') };
}

/** What scopes a rule to a component: a class of Svelte's, an attribute of Astro's. */
const SCOPE = /svelte-[a-z0-9]+|data-astro-cid-[a-z0-9]+/g;
const LINK = /<link rel="stylesheet" href="([^"]+)"[^>]*>/g;
const SCRIPT = /(?:src|component-url|renderer-url|before-hydration-url)="([^"]+\.js)"/g;
/** Static imports of a script; what is imported on demand brings its styles along. */
const IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

/**
 * The page without links to style sheets it does well without: those of which every rule is scoped to components that neither it
 * nor its scripts have, or that another of its sheets styles too. The styles of a component always stand together.
 */
export function withoutForeignStyles(html: string, { scripts, styles }: BuiltFiles): string {
  const reached = new Set([...html.matchAll(SCRIPT)].map(([, url]) => basename(url)));
  for (const name of reached) {
    for (const [, other] of (scripts.get(name) ?? '').matchAll(IMPORT)) reached.add(basename(other));
  }
  const texts = [html, ...[...reached].map((name) => scripts.get(name) ?? '')];
  const present = new Set(texts.flatMap((text) => text.match(SCOPE) ?? []));

  /** Of each linked sheet, the components on the page that it styles. */
  const kept = new Map<string, Set<string>>();
  for (const [, url] of html.matchAll(LINK)) {
    const scopes = styles.get(basename(url))?.match(SCOPE) ?? [];
    kept.set(basename(url), new Set(scopes.filter((scope) => present.has(scope))));
  }
  const bySize = [...kept.keys()].sort((a, b) => (styles.get(a)?.length ?? 0) - (styles.get(b)?.length ?? 0));
  for (const name of bySize) {
    if (!isScoped(styles.get(name) ?? '*{')) continue;
    const others = [...kept].filter(([other]) => other !== name).map(([, scopes]) => scopes);
    const alone = [...kept.get(name)!].some((scope) => !others.some((scopes) => scopes.has(scope)));
    if (!alone) kept.delete(name);
  }
  return html.replace(LINK, (link, url) => (kept.has(basename(url)) ? link : ''));
}

/** Whether each rule of a style sheet is scoped to a component, within at-rules too. */
export function isScoped(css: string): boolean {
  const open: ('group' | 'inside')[] = [];
  let from = 0;
  for (const { index, 0: mark } of css.matchAll(/[{};]/g)) {
    const prelude = css.slice(from, index).trim();
    from = index + 1;
    if (mark === '}') open.pop();
    if (mark !== '{') continue;
    const group = /^@(media|container|supports|layer)\b/.test(prelude);
    const inside = open.includes('inside');
    if (!group && !inside && !/svelte-|data-astro-cid-/.test(prelude)) return false;
    open.push(group && !inside ? 'group' : 'inside');
  }
  return true;
}
