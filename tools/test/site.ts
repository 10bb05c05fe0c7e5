import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { stripVTControlCharacters } from 'node:util';
import { type Count, check, type Env, type Stage, show } from './stage.ts';

/** Where the second build pretends to live: a site must work at any base path. */
const SUB_PATH_URL = 'https://example.org/some/sub/path/';
const REPORT = 'test-results/report.json';

/** The site built for `/` into dist and for a sub-path into dist-sub, one test each. */
export const builds: Stage = {
  name: 'build',
  title: 'the site builds for / and for a sub-path',
  run: async () => {
    const atRoot = await build('dist', 'http://localhost:4321/');
    const atSubPath = await build('dist-sub', SUB_PATH_URL);
    const note = atRoot.note ?? atSubPath.note;
    return {
      passed: atRoot.passed + atSubPath.passed,
      failed: atRoot.failed + atSubPath.failed,
      ...(note && { note }),
    };
  },
};

async function build(dir: string, address: string): Promise<Count> {
  rmSync(dir, { recursive: true, force: true });
  const site = await check('build', '', 'astro', ['build', '--outDir', dir], { SITE_URL: address }).run();
  if (site.failed > 0) return site;
  return check('build', '', 'pagefind', ['--site', dir, '--silent']).run();
}

/**
 * The Playwright specs in every browser that is here, at both addresses. Out of seven hundred one may be upset by what else the machine
 * does: a test is tried twice, and one that passes the second time is named in the summary, so that it is seen and mended.
 */
export const browsers: Stage = {
  name: 'e2e',
  title: 'the site in browsers: at /, under a sub-path, accessibility, budgets',
  run: async () => {
    if (!existsSync('dist/index.html') || !existsSync('dist-sub/index.html')) {
      return { passed: 0, failed: 1, note: 'not run, as there is no build' };
    }
    // What measures time runs alone; the rest need not wait for one another.
    const alone = await playwright(['--workers=1', '--project=chromium', '--grep=50 ms']);
    const together = await playwright(['--workers=2'], { UNTIMED: '1' });
    const note = `${alone.note ?? ''}${together.note ?? ''}`;
    return {
      passed: alone.passed + together.passed,
      failed: alone.failed + together.failed,
      skipped: (alone.skipped ?? 0) + (together.skipped ?? 0),
      ...(note && { note }),
    };
  },
};

async function playwright(options: string[], extra: Env = {}): Promise<Count> {
  rmSync(REPORT, { force: true });
  const env = { CI: '1', PORT: String(await freePort()), PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT, ...extra };
  const code = await show('playwright', ['test', '--reporter=list,json', '--retries=1', ...options], env);
  if (!existsSync(REPORT))
    return { passed: 0, failed: 1, note: `playwright ended with ${code} and no report` };
  const { stats, suites }: Report = JSON.parse(readFileSync(REPORT, 'utf8'));
  const named = suites.flatMap(failures);
  return {
    passed: stats.expected + stats.flaky,
    failed: code === 0 ? stats.unexpected : Math.max(1, stats.unexpected),
    skipped: stats.skipped,
    ...(named.length > 0 && { note: named.map((each) => `\n    ${each}`).join('') }),
  };
}

/** What is read of Playwright's report. */
interface Report {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Suite[];
}

interface Suite {
  suites?: Suite[];
  specs?: {
    file: string;
    line: number;
    title: string;
    tests: {
      projectName: string;
      status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      results: { error?: { message?: string } }[];
    }[];
  }[];
}

/** The tests that did not pass at once, each with what it said: in a long log these are hard to find. */
function failures({ suites = [], specs = [] }: Suite): string[] {
  const here = specs.flatMap(({ file, line, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, status, results }) => {
        const message = results.find(({ error }) => error)?.error?.message ?? 'no error is told of';
        const said = stripVTControlCharacters(message).replace(/\s+/g, ' ').slice(0, 300);
        const tries = status === 'flaky' ? 'passed at its second try' : 'failed';
        return `[${projectName}] ${file}:${line} ${title}: ${tries}: ${said}`;
      }),
  );
  return [...here, ...suites.flatMap(failures)];
}

/** A port that is free, and so is the one after it. */
async function freePort(): Promise<number> {
  for (let port = 20_000 + Math.floor(Math.random() * 6_000) * 2; ; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
