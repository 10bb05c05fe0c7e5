import { isInvalidInput } from '../../../engine/errors.ts';
import type { Input } from '../../../engine/style-transfer/model/index.ts';
import { formatBytes } from '../../../lib/format.ts';
import { problemOf } from '../../../lib/problem.ts';
import type { Nine } from '../depths/nine.svelte.ts';
import type { Api, Loading, ModelLink } from './api.ts';
import { filesOf, Library } from './library.svelte.ts';
import { DEFAULT_MODEL, SHIPPED } from './models.ts';
import { type OwnFiles, readFiles } from './reading.ts';
import type { ShippedFile, ShippedModel, Totals } from './shipped.ts';
import { BITS, type Cost, type Depth, FIRST_DEPTH, type ModelView, networkBytes } from './views.ts';
import { bitsText } from './words.ts';

/** Files that the reader has opened, and the network in them. */
interface Own extends OwnFiles {
  key: string;
  view: ModelView;
}

/**
 * Which network a lab works with, and at what depth. Nothing is downloaded before `ensure` or `load`, which the reader asks for; what a
 * fresh worker lacks is given to it again.
 */
export class Models {
  /** The id of one of the site's, or `own`. */
  model = $state.raw(DEFAULT_MODEL);
  own = $state.raw<Own>();
  loading = $state.raw<Loading>();
  /** What was wrong with a download that a run needed, and with one asked for by itself. */
  problem = $state.raw('');
  loadProblem = $state.raw('');
  /** What was wrong with a file of the reader's, which is not taken. */
  fileProblem = $state.raw('');
  readonly library = new Library();
  /** The queue of all depths, once its panel was opened: it outlives it. */
  nine: Nine | undefined;

  readonly #link: ModelLink;
  #wanted = $state.raw<Depth>(FIRST_DEPTH);
  /** What the worker has measured: at one depth, or (`whole`) at all. */
  #measured = $state.raw<{ name: string; costs: readonly Cost[]; whole: boolean }>();
  #stop = new AbortController();
  #opened = 0;

  constructor(link: ModelLink) {
    this.#link = link;
  }

  /** Undefined for the reader's own. */
  get shipped(): ShippedModel | undefined {
    return this.model === 'own' ? undefined : SHIPPED.find(({ view }) => view.id === this.model);
  }

  get view(): ModelView {
    return this.own && this.model === 'own' ? this.own.view : (this.shipped ?? SHIPPED[0]).view;
  }

  /** The depth asked for, or the nearest that the network has. */
  get depth(): Depth {
    const { bits, method, exact } = this.#wanted;
    const { floats, most } = this.view;
    return {
      bits: bits === 32 ? (floats ? 32 : most) : Math.min(bits, most),
      ...{ method, exact: exact && floats },
    };
  }

  /** What the network takes at each depth that it has, as far as it is known; from the most bits on. */
  get costs(): readonly Totals[] {
    const { method, exact } = this.depth;
    return (!exact && this.shipped?.costs[method]) || this.measured || [];
  }

  /** What it takes at the depth chosen; for want of more, the bytes that can be told without the weights. */
  get cost(): Omit<Totals, 'entropy'> & Partial<Totals> {
    const { bits } = this.depth;
    return (
      this.costs.find((cost) => cost.bits === bits) ?? { bits, packed: networkBytes(this.view.layers, bits) }
    );
  }

  /** Costs with those of the layers, where they were measured in the worker. */
  get measured(): readonly Cost[] | undefined {
    return this.#measured?.name === this.#costsName ? this.#measured.costs : undefined;
  }

  /** Whether the costs are known at every depth. */
  get weighed(): boolean {
    if (this.shipped && !this.depth.exact) return true;
    return this.measured !== undefined && this.#measured?.whole === true;
  }

  /** Files that are needed for the depth chosen. */
  get files(): readonly ShippedFile[] {
    const { shipped } = this;
    return shipped ? (this.#needsFloats ? filesOf(shipped) : [shipped.file]) : [];
  }

  /** Bytes still to be downloaded for it. */
  get toLoad(): number {
    return this.library.bytesToLoad(this.files);
  }

  choose(model: string): void {
    const known = model === 'own' ? this.own : SHIPPED.some(({ view }) => view.id === model);
    if (known) this.model = model;
    this.problem = this.loadProblem = '';
  }

  setDepth(depth: Partial<Depth>): void {
    this.#wanted = { ...this.depth, ...depth };
    if (this.model !== 'own' || this.weighed) return;
    // It is in the worker, unless that was lost; then the next run measures it.
    this.ask((api) => this.measure(api)).catch(() => {});
  }

  reset(): void {
    this.stop();
    this.nine?.clear();
    this.model = DEFAULT_MODEL;
    this.#wanted = FIRST_DEPTH;
    this.own = undefined;
    this.problem = this.loadProblem = this.fileProblem = '';
  }

  /** Ends a download; what came is kept for the next attempt. */
  stop(): void {
    this.#stop.abort();
  }

  /** Takes the files of the model chosen out of the cache and of memory. */
  async remove(): Promise<void> {
    if (this.shipped) await this.library.remove(filesOf(this.shipped));
  }

  /**
   * Inside a job of the worker: makes it hold the model chosen, with what its depth needs; `floats`: with its float32 weights, where there
   * are any. Rejects as a download or a reading does.
   */
  async ensure(api: Api, signal?: AbortSignal, floats = false): Promise<void> {
    this.#stop = new AbortController();
    const stop = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    const { depth } = this; // another that is chosen meanwhile is for the next
    this.problem = '';
    try {
      await this.#bring(api, floats || this.#needsFloats, stop);
      await this.#make(api, [depth], stop);
      await this.#weigh(api, depth);
    } catch (error) {
      if (isInvalidInput(error)) this.problem = error.message;
      throw error;
    } finally {
      this.loading = undefined;
    }
  }

  /** Downloads the model chosen and gives it to the worker, without anything else. */
  async load(): Promise<void> {
    this.loadProblem = '';
    try {
      await this.ask((api) => this.measure(api));
    } catch (error) {
      this.loadProblem = problemOf(error)?.message ?? '';
      this.problem = '';
    }
  }

  /** Takes files of the reader's own; where they are refused, all stays as it was. */
  async open(files: readonly File[], input?: Input): Promise<void> {
    this.fileProblem = this.loadProblem = this.problem = '';
    const key = `own ${++this.#opened}`;
    this.#stop = new AbortController();
    try {
      await this.#link.call(async (api) => {
        const view = await this.#read(api, key, { files, input });
        await this.#make(api, [], this.#stop.signal, view);
        this.own = { key, files, input, view };
        this.model = 'own';
        await this.measure(api);
      });
    } catch (error) {
      this.fileProblem = problemOf(error)?.message ?? '';
    } finally {
      this.loading = undefined;
    }
  }

  /** A call on the model chosen, once it is in the worker. */
  ask<T>(job: (api: Api) => Promise<T>): Promise<T> {
    return this.#link.call(async (api) => {
      await this.ensure(api);
      return job(api);
    });
  }

  /** A call that makes sure by itself that the model is there. */
  use<T>(job: (api: Api) => Promise<T>): Promise<T> {
    return this.#link.call(job);
  }

  /** Inside a job, once the model is there: measures what it takes at every depth, where that is not known. */
  async measure(api: Api): Promise<void> {
    const name = this.#costsName;
    const { method, exact } = this.depth;
    const depths = BITS.filter((bits) => bits <= this.view.most).map((bits) => ({ bits, method, exact }));
    await this.#make(api, depths, this.#stop.signal); // a worker that has had another model since lacks them again
    if (this.weighed) return;
    const label = `Measuring ${this.view.title} at every depth`;
    this.loading = { label, done: 0, total: 0, text: '', stops: false };
    try {
      this.#measured = { name, costs: await api.modelCosts({ method, exact }), whole: true };
    } finally {
      this.loading = undefined;
    }
  }

  get #key(): string {
    return this.model === 'own' ? (this.own?.key ?? '') : this.model;
  }

  get #costsName(): string {
    const { method, exact } = this.depth;
    return `${this.#key} ${method} ${exact}`;
  }

  get #needsFloats(): boolean {
    const { bits, exact } = this.depth;
    return bits === 32 || exact;
  }

  async #bring(api: Api, needsFloats: boolean, stop: AbortSignal): Promise<void> {
    const { shipped, own } = this;
    const key = this.#key;
    const held = await api.modelHeld();
    const here = held?.key === key;
    if (own && !shipped) {
      if (!here) await this.#read(api, key, own);
    } else if (shipped) {
      const bytes = here ? undefined : await this.#get(shipped.file, stop);
      const lacks = needsFloats && !(here && held.floats);
      const floats = lacks && shipped.floats ? await this.#get(shipped.floats, stop) : undefined;
      stop.throwIfAborted();
      if (bytes) await api.modelLoad({ key, kind: 'bytes', bytes, floats });
      else if (floats) await api.modelFloats(floats);
    }
  }

  /** Has the worker hold levels that are made of the weights themselves, where these depths need such. */
  async #make(api: Api, depths: readonly Depth[], signal: AbortSignal, view = this.view): Promise<void> {
    const lacking = await api.modelLacks(depths);
    if (lacking.length === 0) return;
    const { makeLevels } = await import('./making-levels.ts');
    const tell = (bits: readonly number[], done: number, total: number) => {
      const label = `Finding levels of ${view.title} for ${bits.length > 1 ? 'every depth' : bitsText(bits[0])}`;
      this.loading = { label, done, total, text: '', stops: true };
    };
    await makeLevels(api, view.layers, lacking, { signal, tell });
  }

  #get(file: ShippedFile, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const label = `Loading ${file.name}`;
    return this.library.get(file, signal, (done, total) => {
      const text = `${formatBytes(done)} of ${formatBytes(total)}`;
      this.loading = { label, done, total, text, stops: true };
    });
  }

  #read(api: Api, key: string, own: OwnFiles): Promise<ModelView> {
    return readFiles(api, key, own, (loading) => {
      this.loading = loading;
    });
  }

  /** Costs at a depth whose levels are needed anyway. */
  async #weigh(api: Api, depth: Depth): Promise<void> {
    const name = this.#costsName;
    const { method, exact } = this.depth;
    if (method !== depth.method || exact !== depth.exact) return; // of no interest any more
    if (this.costs.some(({ bits }) => bits === depth.bits)) return;
    const cost = await api.modelCost(depth);
    const others = this.#measured?.name === name ? this.#measured.costs : [];
    this.#measured = { name, costs: [...others, cost], whole: false };
  }
}
