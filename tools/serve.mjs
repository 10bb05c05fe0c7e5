/**
 * Serves the built site the way a static host does: `node tools/serve.mjs [--dir dist] [--base /] [--port 4321] [--host 127.0.0.1]`.
 * The base path comes from SITE_URL, as in astro.config.mjs, unless --base names one. Headers of the build's own `_headers` file
 * are applied, so that what the file breaks, breaks here first. Needs nothing but Node 20.
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.avif': 'image/avif',
  '.bib': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};
const COMPRESSED = /^(text\/|image\/svg|application\/(json|xml|wasm|manifest))/;

/** '/a/b/' for 'a/b', '/a/b' and '/a/b/'; '/' for nothing. */
export function basePath(path = '/') {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/** The rules of a `_headers` file (the format of Netlify and Cloudflare Pages): path patterns with `*`, each with its headers. */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    if (/^\S/.test(line)) {
      const pattern = line.trim().split('*').map(escapeRegExp).join('.*');
      rules.push({ matches: new RegExp(`^${pattern}$`), headers: [] });
    } else {
      const colon = line.indexOf(':');
      rules.at(-1)?.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** A request handler for the folder `dir`, served under `base`. */
export function siteHandler(dir, base) {
  const root = resolve(dir);
  const headersFile = join(root, '_headers');
  const rules = existsSync(headersFile) ? parseHeaders(readFileSync(headersFile, 'utf8')) : [];

  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const { pathname, search } = new URL(request.url, 'http://localhost');
    if (!pathname.startsWith(base)) {
      if (pathname === '/' || `${pathname}/` === base) redirect(response, base + search);
      else await sendNotFound(request, response, root);
      return;
    }
    const file = fileFor(root, pathname.slice(base.length));
    const found = file && (await stat(file).catch(() => undefined));
    if (found?.isDirectory()) {
      const index = await stat(join(file, 'index.html')).catch(() => undefined);
      if (!index) await sendNotFound(request, response, root);
      else if (pathname.endsWith('/'))
        send(request, response, join(file, 'index.html'), index, 200, headersOf(pathname));
      else redirect(response, `${pathname}/${search}`);
    } else if (found?.isFile() && !pathname.endsWith('/'))
      send(request, response, file, found, 200, headersOf(pathname));
    else await sendNotFound(request, response, root);
  };

  function headersOf(pathname) {
    return rules.filter((rule) => rule.matches.test(pathname)).flatMap((rule) => rule.headers);
  }
}

/** The file a path names inside `root`, or undefined where it is not a path or leads out of it. */
function fileFor(root, path) {
  try {
    const file = resolve(root, `.${sep}${decodeURIComponent(path)}`);
    return relative(root, file).startsWith('..') || file.includes('\0') ? undefined : file;
  } catch {
    return undefined;
  }
}

function redirect(response, location) {
  response.writeHead(301, { Location: location }).end();
}

async function sendNotFound(request, response, root) {
  const page = join(root, '404.html');
  const found = await stat(page).catch(() => undefined);
  if (found) send(request, response, page, found, 404, []);
  else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
}

function send(request, response, file, { size, mtimeMs }, status, headers) {
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const etag = `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  response.setHeader('Cache-Control', 'no-cache');
  for (const [name, value] of headers) response.setHeader(name, value);
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', type);
  const gzip = COMPRESSED.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  else response.setHeader('Content-Length', size);
  response.writeHead(status);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const source = createReadStream(file);
  source.on('error', () => response.destroy());
  (gzip ? source.pipe(createGzip()) : source).pipe(response);
}

/** Listens on `port`, or on the next free one of the twenty after it; resolves to the port. */
function listen(server, port, host, tries = 20) {
  return new Promise((done, failed) => {
    const taken = (error) => {
      if (error.code === 'EADDRINUSE' && tries > 0)
        listen(server, port + 1, host, tries - 1).then(done, failed);
      else failed(error);
    };
    server.once('error', taken);
    server.listen(port, host, () => {
      server.off('error', taken);
      done(server.address().port);
    });
  });
}

async function main() {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: 'dist' },
      base: { type: 'string', default: new URL(process.env.SITE_URL ?? 'http://localhost/').pathname },
      port: { type: 'string', default: process.env.PORT ?? '4321' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  if (!existsSync(join(values.dir, 'index.html'))) {
    console.error(
      `There is no built site in ${values.dir}/. Run \`npm run build\` first, or \`npm start\`, which does both.`,
    );
    process.exit(1);
  }
  const base = basePath(values.base);
  const port = await listen(createServer(siteHandler(values.dir, base)), Number(values.port), values.host);
  console.log(`\nFewer Numbers is at http://localhost:${port}${base}  (stop with Ctrl+C)`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
