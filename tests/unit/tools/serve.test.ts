import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { basePath, siteHandler } from '../../../tools/serve.mjs';

const dir = mkdtempSync(join(tmpdir(), 'serve-'));
const servers: Server[] = [];

async function serve(base: string): Promise<string> {
  const server = createServer(siteHandler(join(dir, 'site'), base));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

before(() => {
  mkdirSync(join(dir, 'site/about'), { recursive: true });
  mkdirSync(join(dir, 'site/_astro'), { recursive: true });
  writeFileSync(join(dir, 'secret.txt'), 'outside');
  writeFileSync(join(dir, 'site/index.html'), '<h1>Home</h1>');
  writeFileSync(join(dir, 'site/about/index.html'), '<h1>About</h1>');
  writeFileSync(join(dir, 'site/404.html'), '<h1>Nothing here</h1>');
  writeFileSync(join(dir, 'site/_astro/a.wasm'), new Uint8Array([0, 97, 115, 109]));
  writeFileSync(
    join(dir, 'site/_headers'),
    '# all\n/*\n  X-Frame: no\n/_astro/*\n  Cache-Control: max-age=9\n',
  );
});
after(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections(); // fetch keeps them open
  }
  rmSync(dir, { recursive: true });
});

describe('the local server', () => {
  test('serves pages and files with their types and the headers of _headers', async () => {
    const origin = await serve('/');
    const home = await fetch(`${origin}/`);
    assert.equal(await home.text(), '<h1>Home</h1>');
    assert.equal(home.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(home.headers.get('x-frame'), 'no');
    const wasm = await fetch(`${origin}/_astro/a.wasm`);
    assert.equal(wasm.headers.get('content-type'), 'application/wasm');
    assert.equal(wasm.headers.get('cache-control'), 'max-age=9');
    assert.equal((await wasm.arrayBuffer()).byteLength, 4);
  });

  test('answers an unchanged file with 304, a folder without its slash with a redirect', async () => {
    const origin = await serve('/');
    const etag = (await fetch(`${origin}/about/`)).headers.get('etag') ?? '';
    assert.equal((await fetch(`${origin}/about/`, { headers: { 'If-None-Match': etag } })).status, 304);
    const bare = await fetch(`${origin}/about?a=1`, { redirect: 'manual' });
    assert.equal(bare.status, 301);
    assert.equal(bare.headers.get('location'), '/about/?a=1');
  });

  test('answers what is not there with the 404 page', async () => {
    const origin = await serve('/');
    for (const path of ['/none', '/none/', '/index.html/', '/_astro/', '/%00', '/%E0%A4%A']) {
      const answer = await fetch(origin + path);
      assert.equal(answer.status, 404, path);
      assert.equal(await answer.text(), '<h1>Nothing here</h1>');
    }
    assert.equal((await fetch(origin, { method: 'POST' })).status, 405);
  });

  test('lives under a base path, and nowhere else', async () => {
    const origin = await serve('/some/sub/path/');
    assert.equal(await (await fetch(`${origin}/some/sub/path/about/`)).text(), '<h1>About</h1>');
    assert.equal((await fetch(`${origin}/about/`)).status, 404);
    assert.equal((await fetch(origin, { redirect: 'manual' })).headers.get('location'), '/some/sub/path/');
  });

  test('gives no file outside its folder', async () => {
    const origin = await serve('/');
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/about/..%2f..%2fsecret.txt',
    ]) {
      // fetch tidies such paths up before it sends them; request sends them as they are
      const status = await new Promise((done) => {
        request(origin, { path }, (answer) => done(answer.resume().statusCode)).end();
      });
      assert.equal(status, 404, path);
    }
  });
});

test('a base path has one form', () => {
  for (const path of ['a/b', '/a/b', '/a/b/', 'a/b/']) assert.equal(basePath(path), '/a/b/');
  for (const path of ['', '/', undefined]) assert.equal(basePath(path), '/');
});
