import type { UrlState } from '../../../lib/url-state.ts';
import { address, type DataChoice, type LinkSettings } from './address.ts';
import type { Lab } from './lab.svelte.ts';
import type { Choices, RunSettings, Source } from './views.ts';

/** Milliseconds after the last key at which what was pasted is read. */
const TYPING = 500;

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  data = $state<DataChoice>('example');
  run = $state.raw() as RunSettings;
  file = $state.raw<File>();
  /** What was pasted or typed; no error, reset or other choice takes it away. */
  text = $state('');
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: Lab, id: string) {
    this.#lab = lab;
    this.#url = address(id);
    this.#take(this.#url.defaults());
  }

  get now(): LinkSettings {
    return { data: this.data, ...this.run };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    this.#take(values);
    this.notices =
      values.data === 'own'
        ? [
            ...notices,
            'The link was made with a file of its maker’s own, which does not travel in it. Give yours.',
          ]
        : notices;
    if (values.data === 'simulated') this.#lab.open({ kind: 'simulated' }, {});
  }

  writeAddress(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  set(change: Partial<RunSettings>): void {
    this.run = { ...this.run, ...change };
    this.#lab.runProblem = '';
  }

  pickData(data: DataChoice): void {
    this.data = data;
    this.#lab.dismiss();
    this.#open();
  }

  pickFile(file: File | undefined): void {
    this.data = 'own';
    this.file = file;
    this.#open();
  }

  type(text: string): void {
    this.data = 'own';
    this.text = text;
    this.file = undefined;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#open(), TYPING);
  }

  /** Settles how the reader's own file is read. */
  settle(choices: Choices): void {
    const source = this.#own();
    if (source) this.#lab.open(source, choices);
  }

  /** Back to what the page was served with; the reader's file stays chosen. */
  reset(): void {
    this.notices = [];
    this.#take(this.#url.defaults());
    this.#lab.reset();
  }

  close(): void {
    clearTimeout(this.#typing);
  }

  #open(): void {
    clearTimeout(this.#typing);
    if (this.data === 'own') {
      const source = this.#own();
      if (source) this.#lab.open(source, {});
      else this.#lab.dismiss();
    } else this.#lab.open({ kind: this.data }, {});
  }

  #own(): Extract<Source, { kind: 'file' | 'text' }> | undefined {
    if (this.file) return { kind: 'file', file: this.file };
    return this.text.trim() ? { kind: 'text', text: this.text } : undefined;
  }

  #take({ data, ...run }: LinkSettings): void {
    this.data = data;
    this.run = run;
  }
}
