import { InvalidInputError } from '../../engine/errors.ts';
import { seeded } from '../../engine/random.ts';
import { presetOf } from './presets.ts';
import { type Reading, readFile, readText, type Watch } from './reading.ts';
import type { Session } from './session.ts';
import type { Choices, Opened, Progress, Source } from './views.ts';

/** Reads sources into a session; one at a time, and the page may look on and stop it. */
export class Opening {
  readonly #session: Session;
  readonly #fetchText: (preset: string) => Promise<string>;
  #abort = new AbortController();
  #progress: Progress = { done: 0, total: 0, count: 0 };
  /** Read, and waiting for the reader's word on its bad cells. */
  #pending: { reading: Reading; label: string; readMs: number } | undefined;

  /** `fetchText` gives the file of a preset that is not made by code. */
  constructor(session: Session, fetchText: (preset: string) => Promise<string>) {
    this.#session = session;
    this.#fetchText = fetchText;
  }

  progress(): Progress {
    return this.#progress;
  }

  /** Ends `open`, which then gives undefined; what the session held before, it keeps. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Reads a source and, unless it has bad cells that nobody chose to skip, loads the session with it. */
  async open(source: Source, choices: Choices): Promise<Opened | undefined> {
    this.#abort = new AbortController();
    this.#progress = { done: 0, total: 0, count: 0 };
    this.#pending = undefined;
    const { signal } = this.#abort;
    const begun = performance.now();
    try {
      const watch: Watch = {
        signal,
        onprogress: (progress) => {
          this.#progress = progress;
        },
      };
      const reading = await this.#read(source, choices, watch);
      signal.throwIfAborted();
      return this.#load(
        reading,
        labelOf(source, reading),
        performance.now() - begun,
        choices.skipBad ?? false,
      );
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof DOMException && error.name === 'NotReadableError')
        throw new InvalidInputError('The file can no longer be read; it may have changed. Choose it again.');
      throw error;
    }
  }

  /** Loads what `open` read, without its bad cells. */
  accept(): Opened | undefined {
    return (
      this.#pending && this.#load(this.#pending.reading, this.#pending.label, this.#pending.readMs, true)
    );
  }

  async #read(source: Source, choices: Choices, watch: Watch): Promise<Reading> {
    if (source.kind === 'file') return readFile(source.file, choices, watch);
    if (source.kind === 'text') return readText(source.text, choices, watch);
    const { make, id } = presetOf(source.id);
    if (!make) return readText(await this.#fetchText(id), choices, watch);
    return { values: make(source.n, seeded(source.seed)), missing: 0, bad: 0, badCells: [] };
  }

  #load(reading: Reading, label: string, readMs: number, skipBad: boolean): Opened {
    const { values, missing, bad, badCells, layout } = reading;
    const opened: Opened = { count: values.length, missing, bad, badCells, ...(layout && { layout }) };
    if (bad > 0 && (!skipBad || values.length === 0)) {
      this.#pending = { reading, label, readMs };
      return opened;
    }
    if (values.length === 0) throw new InvalidInputError('There are no numbers here. Give at least one.');
    this.#pending = undefined;
    return { ...opened, dataset: this.#session.load(values, label, readMs) };
  }
}

/** What the numbers of a source are: a preset says it, and so does the header of a table. */
function labelOf(source: Source, { layout }: Reading): string {
  if (source.kind === 'preset') return presetOf(source.id).axis;
  const { column = 'all', header = false, columns = [] } = layout ?? {};
  return header && column !== 'all' ? columns[column].name : 'value';
}
