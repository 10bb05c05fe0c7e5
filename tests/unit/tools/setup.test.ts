import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';

const made: string[] = [];
after(() => {
  for (const dir of made) rmSync(dir, { recursive: true });
});

type Packages = Record<string, object>;

/** Runs setup in a checkout with these locks, with an npm that only notes that it was called; gives whether it was. */
function installs(locked: Packages, installed: Packages | undefined): boolean {
  const dir = mkdtempSync(join(tmpdir(), 'setup-'));
  made.push(dir);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  };
  for (const file of ['setup.mjs', 'toolchain.mjs']) cpSync(join('tools', file), join(dir, 'tools', file));
  write('package-lock.json', JSON.stringify({ packages: { '': {}, ...locked } }));
  if (installed) write('node_modules/.package-lock.json', JSON.stringify({ packages: installed }));
  write(
    'npm.mjs',
    "import { writeFileSync } from 'node:fs';\nwriteFileSync('called', process.argv.slice(2).join(' '));\n",
  );
  const env = { ...process.env, npm_execpath: join(dir, 'npm.mjs'), npm_node_execpath: process.execPath };
  const { status, stderr } = spawnSync(process.execPath, [join(dir, 'tools/setup.mjs')], {
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return existsSync(join(dir, 'called'));
}

const a = { version: '1.0.0', integrity: 'sha512-a' };
const here = { os: [process.platform], cpu: [process.arch], optional: true };
const elsewhere = { os: ['aix'], cpu: ['ppc64'], optional: true };

test('packages are installed when there are none, or others than the lockfile names', () => {
  assert.equal(installs({ 'node_modules/a': a }, undefined), true);
  assert.equal(installs({ 'node_modules/a': a }, { 'node_modules/a': { ...a, version: '0.9.0' } }), true);
  assert.equal(
    installs({ 'node_modules/a': a }, { 'node_modules/a': { ...a, integrity: 'sha512-b' } }),
    true,
  );
  assert.equal(installs({ 'node_modules/a': a }, { 'node_modules/a': a, 'node_modules/b': a }), true);
  assert.equal(installs({ 'node_modules/a': { ...a, ...here } }, {}), true);
});

test('packages are left alone when they match, those of other platforms missing', () => {
  assert.equal(installs({ 'node_modules/a': a }, { 'node_modules/a': a }), false);
  assert.equal(
    installs({ 'node_modules/a': a, 'node_modules/b': { ...a, ...elsewhere } }, { 'node_modules/a': a }),
    false,
  );
  assert.equal(installs({ 'node_modules/b': { ...a, optional: true } }, {}), false);
});
