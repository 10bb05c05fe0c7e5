import type { ModelStore } from './model-store.ts';
import { remoteFile, SHIPPED } from './models.ts';
import { CACHE, type ShippedFile, type ShippedModel } from './shipped.ts';

/** The files of a model: its codes, and its float32 weights where the site has them. */
export const filesOf = ({ file, floats }: ShippedModel): readonly ShippedFile[] =>
  floats ? [file, floats] : [file];

/** The site's files of weights, as far as they are here: in memory, or in the browser's cache. */
export class Library {
  /** Names of files that the cache is known to have. */
  kept = $state.raw<ReadonlySet<string>>(new Set());
  /** Sentences on what could not be kept. */
  notices = $state.raw<readonly string[]>([]);
  /** In memory, by name. */
  #here = $state.raw<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>(new Map());
  #store: ModelStore | undefined;

  /** Of these files, bytes that are neither in memory nor known to be in the cache. */
  bytesToLoad(files: readonly ShippedFile[]): number {
    return files.reduce(
      (sum, { name, bytes }) => sum + (this.#here.has(name) || this.kept.has(name) ? 0 : bytes),
      0,
    );
  }

  /** Looks up what the cache has: no network, and where it was never used, nothing else either. */
  async lookUp(): Promise<void> {
    if (!(await globalThis.caches?.has(CACHE).catch(() => false))) return;
    const store = await this.#opened();
    const kept = new Set<string>();
    for (const file of SHIPPED.flatMap(filesOf)) if (await store.has(remoteFile(file))) kept.add(file.name);
    this.kept = kept;
  }

  /** A file, from here or from the site. Rejects as `ModelStore.get` does. */
  async get(
    file: ShippedFile,
    signal: AbortSignal,
    onprogress: (done: number, total: number) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const here = this.#here.get(file.name);
    if (here) return here;
    const store = await this.#opened();
    const { bytes, notice } = await store.get(remoteFile(file), {
      signal,
      onprogress: ({ done, total }) => onprogress(done, total),
    });
    this.#here = new Map([...this.#here, [file.name, bytes]]);
    if (notice) this.notices = [...new Set([...this.notices, notice])];
    else this.kept = new Set([...this.kept, file.name]);
    return bytes;
  }

  /** Takes files out of the cache and of memory. */
  async remove(files: readonly ShippedFile[]): Promise<void> {
    const store = await this.#opened();
    for (const file of files) await store.remove(remoteFile(file));
    const names = new Set(files.map(({ name }) => name));
    this.#here = new Map([...this.#here].filter(([name]) => !names.has(name)));
    this.kept = new Set([...this.kept].filter((name) => !names.has(name)));
    this.notices = [];
  }

  /** Its code is loaded when it is first needed. */
  async #opened(): Promise<ModelStore> {
    const { ModelStore } = await import('./model-store.ts');
    this.#store ??= new ModelStore();
    return this.#store;
  }
}
