import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { RemoteFile } from '../../../src/components/style-transfer/models/download.ts';
import { ModelStore } from '../../../src/components/style-transfer/models/model-store.ts';
import { seeded } from '../../../src/engine/random.ts';

const random = seeded(5);
const content = Uint8Array.from({ length: 50_000 }, () => Math.floor(256 * random()));
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const file: RemoteFile = {
  url: '/base/models/a.safetensors',
  bytes: content.length,
  hash: hashOf(content),
};
const never = () => new AbortController().signal;

interface Request {
  range: string | null;
  version: string | null;
}

/** A server of one file whose connection is cut after so many bytes of each answer; undefined: never. */
function server(
  cuts: (number | undefined)[],
  { body = content, ranges = true, tag = '"v1"' as string | undefined, encoding = '' } = {},
) {
  const requests: Request[] = [];
  const fetcher = (async (
    _: string,
    { headers, signal }: RequestInit & { headers: Record<string, string> },
  ) => {
    const range = headers['Range'] ?? null;
    requests.push({ range, version: headers['If-Range'] ?? null });
    const from = range && ranges ? Number(/\d+/.exec(range)?.[0]) : 0;
    if (from >= body.length) return new Response(null, { status: 416 });
    const end = cuts.shift();
    let at = from;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (signal?.aborted) return controller.error(signal.reason);
        if (end !== undefined && at >= from + end) return controller.error(new TypeError('network error'));
        if (at >= body.length) return controller.close();
        const to = Math.min(body.length, at + 4096);
        controller.enqueue(body.slice(at, to));
        at = to;
      },
    });
    const answer: Record<string, string> = {};
    if (from > 0) answer['Content-Range'] = `bytes ${from}-${body.length - 1}/${body.length}`;
    if (tag) answer['ETag'] = tag;
    if (encoding) answer['Content-Encoding'] = encoding;
    return new Response(stream, { status: from > 0 ? 206 : 200, headers: answer });
  }) as unknown as typeof fetch;
  return { fetch: fetcher, requests };
}

/** A cache that lives as long as the test. */
function caches({ full = false, refused = false } = {}) {
  const kept = new Map<string, Uint8Array>();
  const address = (key: string | { url: string }) =>
    new URL(typeof key === 'string' ? key : key.url, 'https://site.test').href;
  const cache = {
    match: async (key: string) => {
      const bytes = kept.get(address(key));
      return bytes && new Response(bytes.slice());
    },
    put: async (key: string, response: Response) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(address(key), new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (key: string) => kept.delete(address(key)),
    keys: async () => [...kept.keys()].map((url) => ({ url })),
  };
  const storage = {
    open: async () => {
      if (refused) throw new DOMException('refused', 'SecurityError');
      return cache;
    },
  } as unknown as CacheStorage;
  return { storage, kept };
}

test('a file is downloaded once, with its progress told, and kept by its content', async () => {
  const { fetch, requests } = server([]);
  const { storage, kept } = caches();
  const store = new ModelStore({ fetch, caches: storage });
  assert.equal(await store.has(file), false);
  const told: number[] = [];
  const first = await store.get(file, {
    signal: never(),
    onprogress: ({ done, total }) => {
      assert.equal(total, content.length);
      told.push(done);
    },
  });
  assert.deepEqual(first, { bytes: content, from: 'network' });
  assert.equal(told[0], 0);
  assert.equal(told.at(-1), content.length);
  assert.ok(told.every((done, i) => i === 0 || done > told[i - 1]));
  assert.equal(await store.has(file), true);
  assert.deepEqual([...kept.keys()], [`https://site.test${file.url}?sha256=${file.hash}`]);
  const again = await new ModelStore({ fetch, caches: storage }).get(file, { signal: never() });
  assert.deepEqual(again, { bytes: content, from: 'cache' });
  assert.equal(requests.length, 1);
});

test('removed, it is downloaded again', async () => {
  const { fetch, requests } = server([]);
  const { storage, kept } = caches();
  const store = new ModelStore({ fetch, caches: storage });
  await store.get(file, { signal: never() });
  await store.remove(file);
  assert.equal(kept.size, 0);
  await store.get(file, { signal: never() });
  assert.equal(requests.length, 2);
});

test('a newer version takes the place of an older one; other files stay', async () => {
  const { storage, kept } = caches();
  const newer = content.slice(0, 30_000);
  const other = { ...file, url: '/base/models/b.safetensors' };
  await new ModelStore({ fetch: server([]).fetch, caches: storage }).get(file, { signal: never() });
  await new ModelStore({ fetch: server([]).fetch, caches: storage }).get(other, { signal: never() });
  const next = { ...file, bytes: newer.length, hash: hashOf(newer) };
  await new ModelStore({ fetch: server([], { body: newer }).fetch, caches: storage }).get(next, {
    signal: never(),
  });
  assert.deepEqual([...kept.values()].map(({ length }) => length).sort(), [30_000, 50_000]);
});

test('what the cache holds in part, or changed, is downloaded anew', async () => {
  for (const spoiled of [content.slice(0, 100), content.map((byte, i) => (i === 9 ? byte ^ 1 : byte))]) {
    const { fetch, requests } = server([]);
    const { storage, kept } = caches();
    kept.set(`https://site.test${file.url}?sha256=${file.hash}`, spoiled);
    const got = await new ModelStore({ fetch, caches: storage }).get(file, { signal: never() });
    assert.deepEqual(got, { bytes: content, from: 'network' });
    assert.equal(requests.length, 1);
  }
});

test('no room in the cache, no cache, or one that is refused: it goes on, and says so', async () => {
  const { fetch } = server([]);
  for (const given of [caches({ full: true }).storage, caches({ refused: true }).storage, undefined]) {
    const { bytes, notice } = await new ModelStore({ fetch, caches: given }).get(file, { signal: never() });
    assert.deepEqual(bytes, content);
    assert.match(notice ?? '', /next visit loads the 50.kB again/);
  }
});

test('a cut download asks for the rest alone', async () => {
  const { fetch, requests } = server([20_000, 8000]);
  const store = new ModelStore({ fetch, pauses: [1, 1] });
  const { bytes } = await store.get(file, { signal: never() });
  assert.deepEqual(bytes, content);
  assert.deepEqual(requests, [
    { range: null, version: null },
    { range: 'bytes=20480-', version: '"v1"' },
    { range: 'bytes=28672-', version: '"v1"' },
  ]);
});

test('where the server knows no ranges, or compresses on the way, it begins anew', async () => {
  for (const options of [{ ranges: false }, { encoding: 'identity' }]) {
    const { fetch, requests } = server([20_000], options);
    const told: number[] = [];
    const store = new ModelStore({ fetch, pauses: [1] });
    const { bytes } = await store.get(file, { signal: never(), onprogress: ({ done }) => told.push(done) });
    assert.deepEqual(bytes, content);
    assert.equal(requests.length, 2);
    assert.equal(told.filter((done) => done === 0).length, 2);
  }
});

test('cut again and again, it says how far it came; asked again, it goes on from there', async () => {
  const { fetch, requests } = server([8000, 4000, 4000, undefined]);
  const store = new ModelStore({ fetch, pauses: [1, 1] });
  await assert.rejects(store.get(file, { signal: never() }), {
    name: 'InvalidInputError',
    message: /stopped after 16.4.kB of 50.kB: the connection was cut/,
  });
  const { bytes } = await store.get(file, { signal: never() });
  assert.deepEqual(bytes, content);
  assert.equal(requests.at(-1)?.range, 'bytes=16384-');
});

test('a file that changed meanwhile is not sewn together', async () => {
  const newer = content.map((byte) => byte ^ 1);
  let calls = 0;
  const old = server([20_000], { body: newer, tag: undefined });
  const now = server([], { tag: undefined });
  const fetcher = ((...given: Parameters<typeof fetch>) =>
    (calls++ === 0 ? old : now).fetch(...given)) as typeof fetch;
  const { bytes } = await new ModelStore({ fetch: fetcher, pauses: [1] }).get(file, { signal: never() });
  assert.deepEqual(bytes, content);
  assert.deepEqual(
    now.requests.map(({ range }) => range),
    ['bytes=20480-', null],
  );
});

test('what is another file altogether is refused, after a second try', async () => {
  for (const body of [content.map((byte) => byte ^ 1), new Uint8Array(80_000)]) {
    const { fetch, requests } = server([], { body });
    await assert.rejects(new ModelStore({ fetch, pauses: [1] }).get(file, { signal: never() }), {
      name: 'InvalidInputError',
      message: /What came for a.safetensors is not the file/,
    });
    assert.equal(requests.length, 2);
  }
});

test('a file that is not there, and no connection at all, are told', async () => {
  const missing = (async () => new Response(null, { status: 404 })) as typeof fetch;
  await assert.rejects(new ModelStore({ fetch: missing, pauses: [1] }).get(file, { signal: never() }), {
    message: /answered with status 404/,
  });
  const offline = (async () => {
    throw new TypeError('Failed to fetch');
  }) as typeof fetch;
  await assert.rejects(new ModelStore({ fetch: offline, pauses: [1] }).get(file, { signal: never() }), {
    message: /there is no connection/,
  });
});

test('stopped by the reader, it ends silently, and goes on when asked again', async () => {
  const { fetch, requests } = server([]);
  const store = new ModelStore({ fetch });
  const stop = new AbortController();
  const stopped = store.get(file, {
    signal: stop.signal,
    onprogress: ({ done }) => done > 10_000 && stop.abort(),
  });
  await assert.rejects(stopped, { name: 'AbortError' });
  const { bytes } = await store.get(file, { signal: never() });
  assert.deepEqual(bytes, content);
  assert.match(requests[1].range ?? '', /^bytes=(12288|16384)-/);
});
