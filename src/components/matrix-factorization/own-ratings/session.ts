import { InvalidInputError } from '../../../engine/errors.ts';
import type { Loss, Ratings } from '../../../engine/matrix-factorization/index.ts';
import type { Names, RatingsFile } from '../../../engine/matrix-factorization/reading/index.ts';
import type * as recommendingModule from '../../../engine/matrix-factorization/recommending/index.ts';
import type {
  Fit,
  FitOptions,
  Model,
  Solvers,
} from '../../../engine/matrix-factorization/recommending/index.ts';
import type * as simulatedModule from '../../../engine/matrix-factorization/simulated.ts';
import { Listing } from './listing.ts';
import { lookAt, type OwnSource, type Reading, readRatings, utf8 } from './reading.ts';
import { simulatedFile } from './simulated-file.ts';
import {
  type Choices,
  type Look,
  MOST_TITLE_BYTES,
  type Opened,
  type Progress,
  type Run,
  type RunSettings,
  type Source,
} from './views.ts';

/** The engine, handed over: it runs in the worker, and in Node for what the page is served with. */
export interface Engine extends Solvers {
  reading: Reading;
  recommending: typeof recommendingModule;
  simulated: typeof simulatedModule;
  parseLoss: (source: string) => Loss;
}

/** The ratings at hand, with the names of their rows and columns. */
export interface Held {
  source: Source;
  ratings: Ratings;
  rows: Names;
  columns: Names;
}

/** Ratings being worked on: read, factorized, asked about. */
export class Session {
  readonly engine: Engine;
  #held: Held | undefined;
  #abort = new AbortController();
  #progress: Progress = { done: 0, total: 0, count: 0 };
  #fit: { fit: Fit; settings: RunSettings; ms: number; to: number } | undefined;
  #titles = new Map<string, string>();
  #listing: Listing | undefined;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  look(source: OwnSource, choices: Choices): Promise<Look> {
    return lookAt(this.engine.reading, source, choices);
  }

  /** Reads ratings; undefined when it was cancelled. What was held before is let go of when the new ones are there. */
  async open(source: Source, choices: Choices): Promise<Opened | undefined> {
    this.#abort = new AbortController();
    this.#progress = { done: 0, total: 0, count: 0 };
    const { signal } = this.#abort;
    const begun = performance.now();
    try {
      const { file, floor } = await this.#read(source, choices, signal);
      signal.throwIfAborted();
      const { ratings, rows, columns } = file;
      this.#held = { source, ratings, rows, columns };
      this.#letGo();
      return { ...openedOf(file), ms: performance.now() - begun, ...(floor !== undefined && { floor }) };
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof DOMException && error.name === 'NotReadableError')
        throw new InvalidInputError('The file can no longer be read; it may have changed. Choose it again.');
      throw error;
    }
  }

  progress(): Progress {
    return this.#progress;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Titles of items, from a file of their own; how many of the items it names. */
  async takeTitles(file: File): Promise<number> {
    const titles = this.engine.reading.readTitles(await utf8(file, MOST_TITLE_BYTES));
    const { columns } = this.#data();
    let named = 0;
    for (const name of titles.keys()) if (columns.find(name) >= 0) named++;
    if (named === 0) {
      throw new InvalidInputError(
        `None of the ids in “${file.name}” is an item of these ratings. The first of them is “${titles.keys().next().value}”, and the first item is “${columns.at(0)}”.`,
      );
    }
    this.#titles = titles;
    this.#listing = undefined;
    return named;
  }

  /** Starts a run from its beginning. */
  begin(settings: RunSettings): Run {
    const { ratings } = this.#data();
    this.#letGo();
    const fit = new this.engine.recommending.Fit(this.engine, ratings, this.#options(settings));
    this.#fit = { fit, settings, ms: 0, to: 0 };
    return this.run();
  }

  /** Goes on for so many sweeps or steps more, in pieces of a few milliseconds; each yields where the run stands. */
  *steps(more: number): Generator<Run, void> {
    const going = this.#going();
    going.to = going.fit.step + more;
    let begun = performance.now();
    for (const _ of going.fit.run(going.to)) {
      const now = performance.now();
      going.ms += now - begun;
      this.#listing = undefined;
      yield this.run();
      begun = performance.now();
    }
    yield this.run(); // a run that diverges ends without a word
  }

  run(): Run {
    const { fit, settings, ms, to } = this.#going();
    const { rounds, best, step, state, reference, train, held } = fit;
    return {
      settings,
      rounds,
      best: best && { step: best.step, train: best.train, held: best.held },
      step,
      to,
      state,
      trained: train.value.length,
      heldOut: held.value.length,
      reference,
      ms,
    };
  }

  /** What can be asked about the best factors so far. */
  get listing(): Listing {
    this.#listing ??= new Listing(this.engine, this.#data(), this.#titles, this.#model());
    return this.#listing;
  }

  /** For files of results. */
  get results() {
    const { recommending } = this.engine;
    const titles: ReadonlyMap<string, string> = this.#titles;
    return { held: this.#data(), fit: this.#going().fit, model: this.#model(), titles, recommending };
  }

  #model(): Model {
    const { fit, settings } = this.#going();
    if (!fit.best) throw new Error('no factors yet');
    const { P, Q } = fit.best;
    const { k, beta, baseline: kind } = settings;
    return { P, Q, k, beta, kind, baseline: fit.baseline, columns: this.#data().ratings.columns };
  }

  async #read(
    source: Source,
    choices: Choices,
    signal: AbortSignal,
  ): Promise<{ file: RatingsFile; floor?: number }> {
    if (source.kind === 'example' || source.kind === 'simulated')
      return simulatedFile(this.engine, source.kind);
    const onprogress = (progress: Progress) => {
      this.#progress = progress;
    };
    return { file: await readRatings(this.engine.reading, source, choices, { signal, onprogress }) };
  }

  #options(settings: RunSettings): FitOptions {
    const { k, beta, method, optimizer, alpha, loss, baseline, heldOut, seed } = settings;
    return {
      k,
      beta,
      baseline,
      heldOut: heldOut / 100,
      seed,
      method:
        method === 'als'
          ? { kind: 'als' }
          : { kind: 'gradient', loss: this.engine.parseLoss(loss), optimizer: { method: optimizer, alpha } },
    };
  }

  #letGo(): void {
    this.#fit?.fit.dispose();
    this.#fit = this.#listing = undefined;
  }

  #data(): Held {
    if (!this.#held) throw new Error('no ratings');
    return this.#held;
  }

  #going() {
    if (!this.#fit) throw new Error('no run');
    return this.#fit;
  }
}

function openedOf({ ratings, ...file }: RatingsFile): Omit<Opened, 'ms'> {
  const { rows, columns, row, column, value } = ratings;
  const seen = { rows: new Uint8Array(rows), columns: new Uint8Array(columns) };
  for (let i = 0; i < value.length; i++) {
    seen.rows[row[i]] = 1;
    seen.columns[column[i]] = 1;
  }
  const empty = (bits: Uint8Array) => bits.reduce((sum, bit) => sum + (bit ? 0 : 1), 0);
  const { min, max, duplicates, missing, comments, lines, bad, badLines } = file;
  return {
    ...{ rows, columns, count: value.length, min, max, duplicates, missing, comments, lines, bad, badLines },
    emptyRows: empty(seen.rows),
    emptyColumns: empty(seen.columns),
  };
}
