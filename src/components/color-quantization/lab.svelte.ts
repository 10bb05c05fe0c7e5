import type { Remote } from 'comlink';
import { problemOf } from '../../lib/problem.ts';
import { Agenda, type Next } from './agenda.ts';
import type { ColorQuantizationApi } from './color-quantization.worker.ts';
import { isNear } from './colors.ts';
import { Frames } from './frames.svelte.ts';
import { Link } from './link.ts';
import { openSource, type Wanted } from './open-source.ts';
import type { Choices, Result, Shown, Source } from './views.ts';

/** What the worker is busy with. */
export type Task = 'open' | 'quantize' | 'size';

/** Milliseconds that a slider must rest before the result in full is worked out. */
export const REST = 150;

/**
 * The lab's work, without its looks. Whatever is asked for is noted down, and one loop works it off, the most urgent first and only in
 * its newest version: opening a picture, a quick preview, the result in full, the veil over other colours, the size as a file.
 */
export class Lab {
  shown = $state.raw() as Shown;
  /** What is asked for; `shown.result.choices` follows it. */
  choices = $state.raw() as Choices;
  task = $state<Task>();
  /** Stopped by the reader, with something left to do. */
  stopped = $state(false);
  /** Whether the times shown were taken on this device. */
  measured = $state(false);
  /** What is wrong with the picture, to be shown beside its controls. */
  pictureProblem = $state('');
  /** A picture that is too large as it is, and the size at which it could be opened. */
  oversized = $state.raw<{ source: Source; size: { width: number; height: number } }>();
  /** What is wrong with the lab, to be tried again. */
  failure = $state('');
  /** The colour whose pixels stand out. */
  pointed = $state<number>();
  readonly frames = new Frames();

  readonly #link: Link;
  #wanted: { open?: Wanted; preview?: boolean; full?: boolean; veil?: boolean } = {};
  #opening: Wanted | undefined;
  #last: Wanted | undefined;
  #halted: Wanted | undefined;
  #stopping = false;
  #restUntil = 0;
  readonly #agenda = new Agenda(
    () => this.#next(),
    (error) => this.#ended(error),
  );

  constructor(shown: Shown, spawn: () => Worker) {
    this.shown = shown;
    this.choices = shown.result.choices;
    this.#link = new Link(spawn);
  }

  /** Gets the worker going with what is shown. */
  warm(): void {
    if (this.#link.warm || this.#agenda.busy || this.failure) return;
    this.#reopen();
    this.#ask();
  }

  /** Opens another picture. Locked colours were of the last one: `locked` are its own. `scale`: made smaller if it is too large. */
  open(source: Source, { scale = false, locked = [] }: Partial<Pick<Wanted, 'scale' | 'locked'>> = {}): void {
    this.#wanted = { open: { source, scale, locked } };
    this.#last = this.#wanted.open;
    this.pictureProblem = '';
    this.oversized = undefined;
    this.#link.interrupt();
    this.#ask();
  }

  /** Lets go of a picture that was refused; what is shown stays. */
  dismiss(): void {
    this.pictureProblem = '';
    this.oversized = undefined;
  }

  /** Quantizes in another way: a preview at once, and the result in full after `rest` milliseconds without another choice. */
  choose(changes: Partial<Choices>, rest = 0): void {
    this.choices = { ...this.choices, ...changes };
    this.#wanted = { ...this.#wanted, preview: true, full: true };
    this.#restUntil = performance.now() + rest;
    if (this.task !== 'open') this.#link.interrupt();
    this.#ask();
  }

  /** Makes the pixels of one colour stand out, or none's. */
  point(index: number | undefined): void {
    if (index === this.pointed) return;
    this.pointed = index;
    if (index === undefined) this.frames.show({ veil: undefined });
    this.#wanted.veil = index !== undefined;
    if (index === undefined || this.failure) return;
    if (!this.#agenda.busy) this.#link.interrupt(); // what `make` is at can wait
    this.#agenda.go();
  }

  /** Stops what runs. What is shown stays; `goOn` takes up the rest. */
  stop(): void {
    if (!this.#agenda.busy) return;
    this.#stopping = this.stopped = true;
    this.#halted = this.#wanted.open ?? this.#opening;
    this.#wanted = {};
    this.#link.halt();
    this.#agenda.go();
  }

  goOn(): void {
    this.#wanted = this.#halted ? { open: this.#halted } : { full: true };
    this.#ask();
  }

  /** Tries again what failed. */
  retry(): void {
    if (this.#last && this.#last.source !== this.shown.source) this.#wanted.open ??= this.#last;
    else this.#reopen();
    this.#ask();
  }

  /** Ends the worker. */
  close(): void {
    this.#link.close();
  }

  /** Makes something of the picture or its result in full, whenever nothing more urgent is at hand; rejects when `signal` aborts. */
  async make<T>(
    job: (api: Remote<ColorQuantizationApi>) => Promise<T | undefined>,
    signal = new AbortController().signal,
  ): Promise<T> {
    const interrupt = () => {
      if (!this.#agenda.busy) this.#link.interrupt();
    };
    signal.addEventListener('abort', interrupt);
    if (this.shown.result.preview && !this.#agenda.busy) this.goOn(); // what was stopped is needed now
    try {
      for (;;) {
        await this.settled();
        signal.throwIfAborted();
        if (this.failure) throw new Error('The picture could not be worked on.');
        const made = await this.#link.withPicture(job);
        signal.throwIfAborted();
        if (made === 'lost') {
          this.#reopen();
          this.#ask();
        } else if (made !== undefined) return made;
      }
    } finally {
      signal.removeEventListener('abort', interrupt);
    }
  }

  /** Resolves when nothing is at hand. */
  async settled(): Promise<void> {
    if (!this.#link.warm) this.warm();
    await this.#agenda.settled();
  }

  #reopen(): void {
    const { source } = this.shown;
    this.#wanted.open ??= { source, scale: true, locked: this.choices.locked, again: true };
  }

  #ask(): void {
    this.stopped = this.#stopping = false;
    this.#halted = undefined;
    this.failure = '';
    this.#agenda.go();
  }

  #next(): Next {
    const { open, preview, full, veil } = this.#wanted;
    const rest = this.#restUntil - performance.now();
    if (open) return () => this.#open(open);
    if (preview) return () => this.#preview();
    if (full && rest <= 0) return () => this.#full();
    if (veil) return () => this.#veil();
    if (full) return rest;
    if (!this.#stopping && !this.shown.pngBytes && this.measured) return () => this.#size();
    return undefined;
  }

  #ended(error: unknown): void {
    this.task = undefined;
    this.#stopping = false;
    const problem = error === undefined ? undefined : problemOf(error);
    if (!problem) return;
    this.#wanted = {};
    this.failure = problem.message;
  }

  async #open(wanted: Wanted): Promise<void> {
    const { source, locked, again } = wanted;
    delete this.#wanted.open;
    this.#opening = wanted;
    this.task = 'open';
    const current = () => !this.#wanted.open && !this.#stopping;
    const outcome = await openSource(this.#link, wanted, { ...this.choices, locked }, current).finally(() => {
      this.#opening = undefined;
    });
    if (!outcome) return;
    if ('refused' in outcome) {
      this.pictureProblem = outcome.refused;
      this.oversized = outcome.size && { source, size: outcome.size };
      return;
    }
    const { picture, before, result, after } = outcome;
    this.#wanted.full = true;
    if (again) {
      after.close();
      this.frames.show({ before });
      this.shown = { ...this.shown, picture };
    } else {
      this.choices = { ...this.choices, locked };
      this.#present({ ...this.shown, source, picture }, result, { before, after });
    }
  }

  async #preview(): Promise<void> {
    this.#wanted.preview = false;
    const { choices } = this;
    const made = await this.#link.withPicture((api) => api.preview(choices));
    if (made === 'lost') {
      this.#reopen();
      this.#wanted.preview = true;
    } else this.#present(this.shown, made.result, { after: made.after });
  }

  async #full(): Promise<void> {
    this.#wanted.full = false;
    this.task = 'quantize';
    const { choices } = this;
    const made = await this.#link.withPicture((api) => api.full(choices));
    this.task = undefined;
    if (made === 'lost') this.#reopen();
    else if (made) {
      this.measured = true;
      this.#present(this.shown, made.result, { after: made.after });
    }
  }

  async #veil(): Promise<void> {
    this.#wanted.veil = false;
    const index = this.pointed;
    if (index === undefined) return;
    const veil = await this.#link.withPicture((api) => api.veil(index));
    if (veil === 'lost') {
      this.#reopen();
      this.#wanted.veil = true;
    } else if (this.pointed === index) this.frames.show({ veil });
  }

  async #size(): Promise<void> {
    this.task = 'size';
    const { result } = this.shown;
    const bytes = await this.#link.withPicture((api) => api.png8Bytes());
    this.task = undefined;
    if (bytes === 'lost') this.#reopen();
    else if (bytes && this.shown.result === result) this.shown = { ...this.shown, pngBytes: bytes };
  }

  #present(shown: Shown, result: Result, frames: { before?: ImageBitmap; after: ImageBitmap }): void {
    const { pointed } = this;
    // The same colour, but for a little: it goes on to stand out.
    const near =
      pointed !== undefined &&
      !frames.before &&
      isNear(result.colors[pointed], this.shown.result.colors[pointed]);
    this.shown = { ...shown, result, pngBytes: undefined };
    if (!near) this.pointed = undefined;
    this.#wanted.veil = near;
    this.frames.show({ ...frames, veil: undefined });
  }
}
