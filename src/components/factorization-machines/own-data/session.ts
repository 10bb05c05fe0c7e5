import { InvalidInputError } from '../../../engine/errors.ts';
import type { CreateTrainer, Weights } from '../../../engine/factorization-machines/index.ts';
import type { Encoded, EncodeOptions, Table } from '../../../engine/factorization-machines/table/index.ts';
import { formatCount } from '../../../lib/format.ts';
import { fitWeights, readWeights } from '../weights-io/read-weights.ts';
import { Findings } from './findings.ts';
import { openedOf } from './opened.ts';
import { lookAt, type Presets, readTable, type Tables } from './reading.ts';
import { type Machines, Training } from './training.ts';
import type {
  EncodingChoices,
  ExecutorChoice,
  Look,
  Opened,
  Opening,
  Progress,
  Run,
  RunSettings,
} from './views.ts';

/** Who computes, and why not who was asked for. */
export interface Executor {
  create: CreateTrainer;
  name: string;
  instead: string;
}

/** The engine, handed over: it runs in the worker, and in Node for what the page is served with. */
export interface Engine {
  machines: Machines;
  tables: Tables;
  presets: Presets;
  executor: (choice: ExecutorChoice) => Promise<Executor>;
}

/** What trainers may hold: features times k and one more. */
const MOST_WEIGHTS = 50_000_000;

/** Rows being worked on: read, encoded, learned from, asked about. */
export class Session {
  readonly engine: Engine;
  #table: { key: number; table: Table; ms: number } | undefined;
  #encoded: Encoded | undefined;
  #abort = new AbortController();
  #progress: Progress = { done: 0, total: 0, count: 0 };
  #going: { training: Training; executor: Executor; ms: number; to: number } | undefined;
  #findings: Findings | undefined;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  look(opening: Opening): Promise<Look> {
    return lookAt(this.engine.tables, this.engine.presets, opening);
  }

  /** Reads rows, unless they are the ones read last; false when it was cancelled. What was read before is let go of only then. */
  async read(opening: Opening): Promise<boolean> {
    if (this.#table?.key === opening.key) return true;
    this.#abort = new AbortController();
    this.#progress = { done: 0, total: 0, count: 0 };
    const { signal } = this.#abort;
    const begun = performance.now();
    const onprogress = (progress: Progress) => {
      this.#progress = progress;
    };
    try {
      const { tables, presets } = this.engine;
      const table = await readTable(tables, presets, opening, { signal, onprogress });
      signal.throwIfAborted();
      this.#table = { key: opening.key, table, ms: performance.now() - begun };
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (error instanceof DOMException && error.name === 'NotReadableError')
        throw new InvalidInputError('The file can no longer be read; it may have changed. Choose it again.');
      throw error;
    }
  }

  /** Encodes the rows read last. What was encoded before, with its run, is let go of once the new is there. */
  encode(choices: EncodingChoices): Opened {
    if (!this.#table) throw new Error('no rows');
    const { table, ms } = this.#table;
    const begun = performance.now();
    const encoded = this.engine.tables.encode(table, optionsOf(choices));
    this.#letGo();
    this.#encoded = encoded;
    return { ...openedOf(encoded), ms: ms + performance.now() - begun };
  }

  progress(): Progress {
    return this.#progress;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Starts a run from its beginning, or from the weights of a file. */
  async begin(settings: RunSettings, file?: File): Promise<Run> {
    const { samples, task } = this.#data();
    const d = samples.X.columns;
    const from = file && (await this.#weightsFor(file, d));
    const k = from?.k ?? settings.k;
    if (d * (k + 1) > MOST_WEIGHTS)
      throw new InvalidInputError(
        `With ${formatCount(d)} features and k = ${k} there would be ${formatCount(d * (k + 1))} weights; at most ${formatCount(MOST_WEIGHTS)} can be trained here. Take a smaller k.`,
      );
    const executor = await this.engine.executor(settings.executor);
    const training = new Training(
      this.engine.machines,
      executor.create,
      samples,
      task,
      settings,
      file && from && { weights: from, file: file.name },
    );
    this.#letGo();
    this.#going = { training, executor, ms: 0, to: 0 };
    return this.run();
  }

  /** Goes on for so many epochs more, step by step; each yields where the run stands. */
  *steps(more: number): Generator<() => Run, void> {
    const going = this.#running();
    going.to = going.training.fit.epoch + more;
    this.#findings = undefined;
    const run = () => this.run();
    let begun = performance.now();
    for (const _ of going.training.run(going.to)) {
      const now = performance.now();
      going.ms += now - begun;
      yield run;
      begun = performance.now();
    }
    this.#findings = undefined;
    yield run;
  }

  run(): Run {
    const { training, executor, ms, to } = this.#running();
    const { from, fit, settings, task, k, learned, held, problem } = training;
    return {
      settings,
      task,
      k,
      features: this.#data().samples.X.columns,
      learned: learned.length,
      held: held.length,
      epoch: fit.epoch,
      to,
      best: fit.best,
      state: problem ? 'diverged' : fit.stopped ? 'stopped' : 'going',
      problem,
      points: training.points(),
      executor: executor.name,
      instead: executor.instead,
      ...(from !== undefined && { from }),
      ms,
    };
  }

  /** What can be said of the weights that are kept. */
  get findings(): Findings {
    this.#findings ??= new Findings(this.engine, this.#data(), this.#running().training);
    return this.#findings;
  }

  /** The shape of the weights in a file, which fit the rows at hand. */
  async weightsShape(file: File): Promise<{ d: number; k: number }> {
    const { d, k } = await this.#weightsFor(file, this.#data().samples.X.columns);
    return { d, k };
  }

  async #weightsFor(file: File, d: number): Promise<Weights> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return fitWeights(readWeights(this.engine.machines, bytes, file.name), d, 'these rows');
  }

  #letGo(): void {
    this.#going?.training.dispose();
    this.#going = this.#findings = undefined;
  }

  #data(): Encoded {
    if (!this.#encoded) throw new Error('no rows');
    return this.#encoded;
  }

  #running() {
    if (!this.#going) throw new Error('no run');
    return this.#going;
  }
}

/** The reader's choices as the engine has them. */
function optionsOf({ task, one, missing, many }: EncodingChoices): EncodeOptions {
  const drop = missing === 'drop';
  return {
    task,
    many,
    ...(one !== '' && { positive: one }),
    missingNumbers: drop ? 'drop' : 'mean',
    missingFeatures: missing === 'indicator',
    missingCategories: drop ? 'drop' : 'category',
  };
}
