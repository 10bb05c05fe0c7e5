import { isInvalidInput } from '../../engine/errors.ts';
import { fileStem } from '../../lib/file-stem.ts';
import { problemOf } from '../../lib/problem.ts';
import type { Lab } from './lab.svelte.ts';
import { giveToWorker, readSource } from './sources.ts';

/** How one file of a batch fared. */
export interface BatchRow {
  name: string;
  before: number;
  /** Bytes of the PNG and colours in it, where it worked. */
  after?: number;
  colors?: number;
  /** What opening did to the picture; or why it could not be worked on. */
  notes: readonly string[];
  problem?: string;
}

/** Several pictures, all made with the settings of the lab, packed into a zip. */
export class Batch {
  rows = $state.raw<readonly BatchRow[]>([]);
  total = $state(0);
  running = $state(false);
  zip = $state.raw<Blob>();
  problem = $state('');
  #abort: AbortController | undefined;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  async run(files: readonly File[]): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.rows = [];
    this.total = files.length;
    this.zip = undefined;
    this.problem = '';
    this.running = true;
    const made: { name: string; blob: Blob }[] = [];
    try {
      for (const file of files) {
        const { row, png } = await this.#convert(file, abort.signal);
        if (png)
          made.push({ name: `${fileStem(file.name)}.png`, blob: new Blob([png], { type: 'image/png' }) });
        this.rows = [...this.rows, row];
      }
    } catch (error) {
      if (this.#abort === abort) this.problem = problemOf(error)?.message ?? '';
    } finally {
      if (this.#abort === abort) await this.#pack(made);
    }
  }

  stop(): void {
    this.#abort?.abort();
  }

  async #convert(file: File, signal: AbortSignal): Promise<{ row: BatchRow; png?: Uint8Array<ArrayBuffer> }> {
    const { name, size } = file;
    try {
      const read = await readSource({ kind: 'file', file });
      const { choices } = this.#lab;
      const wanted = () => !signal.aborted;
      const { png, colors, notes } = await this.#lab.make(
        (api) => giveToWorker(read, true, (given) => api.convert(given, choices), wanted),
        signal,
      );
      return { row: { name, before: size, after: png.length, colors, notes }, png };
    } catch (error) {
      if (!isInvalidInput(error)) throw error;
      return { row: { name, before: size, notes: [], problem: error.message } };
    }
  }

  /** What is done by the end, or by a stop. */
  async #pack(made: readonly { name: string; blob: Blob }[]): Promise<void> {
    try {
      if (made.length === 0) return;
      const { zipBlobs } = await import('../../lib/zip.ts');
      this.zip = await zipBlobs(made);
    } catch (error) {
      this.problem = problemOf(error)?.message ?? '';
    } finally {
      this.running = false;
    }
  }
}
