import { formatBytes } from '../../../lib/format.ts';
import { Download, isWhole, type Received, type RemoteFile } from './download.ts';
import { CACHE } from './shipped.ts';

/** What a browser gives for this, or a test. */
export interface Surroundings {
  fetch: typeof fetch;
  /** Absent in insecure contexts; opening it may be refused. */
  caches?: CacheStorage | undefined;
  /** Milliseconds before each attempt to go on with a cut download. */
  pauses?: readonly number[];
}

/** A file, and where it came from. */
export interface Got {
  bytes: Uint8Array<ArrayBuffer>;
  from: 'cache' | 'network';
  /** Why it could not be kept, as a sentence. */
  notice?: string;
}

/**
 * Files of weights: downloaded once, kept in the browser's cache by their content, removed when asked. Where there is no cache, or no
 * room in it, it goes on without.
 */
export class ModelStore {
  readonly #fetch: typeof fetch;
  readonly #caches: CacheStorage | undefined;
  readonly #pauses: readonly number[] | undefined;
  readonly #downloads = new Map<string, Download>();

  constructor({ fetch: fetcher, caches, pauses }: Surroundings = browser()) {
    this.#fetch = fetcher;
    this.#caches = caches;
    this.#pauses = pauses;
  }

  /** From the cache, or from the site: `InvalidInputError` with a sentence where it does not come, `AbortError` where it was stopped. */
  async get(
    file: RemoteFile,
    options: { signal: AbortSignal; onprogress?: (received: Received) => void },
  ): Promise<Got> {
    options.signal.throwIfAborted();
    const kept = await this.#kept(file);
    if (kept) return { bytes: kept, from: 'cache' };
    const key = keyOf(file);
    const download = this.#downloads.get(key) ?? new Download(file, this.#fetch, this.#pauses);
    this.#downloads.set(key, download);
    const bytes = await download.run(options);
    this.#downloads.delete(key);
    const notice = await this.#keep(file, bytes);
    return { bytes, from: 'network', ...(notice && { notice }) };
  }

  /** Whether the cache has it. */
  async has(file: RemoteFile): Promise<boolean> {
    const cache = await this.#open();
    return (await cache?.match(keyOf(file)).catch(() => undefined)) !== undefined;
  }

  /** Takes it, and older versions of it, out of the cache; also the part of it that a cut download left. */
  async remove(file: RemoteFile): Promise<void> {
    this.#downloads.delete(keyOf(file));
    const cache = await this.#open();
    if (cache) await forget(cache, file);
  }

  async #open(): Promise<Cache | undefined> {
    return this.#caches?.open(CACHE).catch(() => undefined);
  }

  async #kept(file: RemoteFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const cache = await this.#open();
    const response = await cache?.match(keyOf(file)).catch(() => undefined);
    if (!cache || !response) return undefined;
    const bytes = new Uint8Array(await response.arrayBuffer().catch(() => new ArrayBuffer()));
    if (await isWhole(bytes, file)) return bytes;
    await cache.delete(keyOf(file)).catch(() => false); // cut off by the browser, or changed
    return undefined;
  }

  /** Why it was not kept; nothing where it was. */
  async #keep(file: RemoteFile, bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
    const cache = await this.#open();
    if (!cache)
      return `This browser lets pages keep no files here, so the next visit loads the ${formatBytes(file.bytes)} again.`;
    try {
      await forget(cache, file);
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(bytes.length) };
      await cache.put(keyOf(file), new Response(bytes, { headers }));
      return undefined;
    } catch {
      await cache.delete(keyOf(file)).catch(() => false);
      return `The browser has no room to keep the file: it is used now, and the next visit loads the ${formatBytes(file.bytes)} again.`;
    }
  }
}

const browser = (): Surroundings => ({ fetch: (...given) => fetch(...given), caches: globalThis.caches });

/** An address under which the content, and no other version of it, is kept. */
const keyOf = ({ url, hash }: RemoteFile) => `${url}?sha256=${hash}`;

async function forget(cache: Cache, { url }: RemoteFile): Promise<void> {
  for (const { url: kept } of await cache.keys()) {
    if (new URL(kept).pathname === url) await cache.delete(kept);
  }
}
