import type { UrlState } from '../../lib/url-state.ts';
import { address, type LinkSettings } from './address.ts';
import type { Lab } from './lab.svelte.ts';
import { type DataChoice, presetOf } from './presets.ts';
import type { Choices, Source } from './views.ts';

/** Milliseconds after the last key at which what was typed is read. */
const TYPING = 500;

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  choice = $state<DataChoice>('mixture');
  /** How many numbers, for presets that come in sizes. */
  size = $state(0);
  /** What was typed; no error, reset or other choice takes it away. */
  text = $state('');
  file = $state.raw<File>();
  log = $state(false);
  elbow = $state<LinkSettings['elbow']>('variance');
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;
  readonly #plain: LinkSettings;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: Lab, id: string) {
    this.#lab = lab;
    this.#url = address(id);
    this.#plain = this.#url.defaults();
    this.#take(this.#plain);
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { k, seed, startKind, shown } = this.#lab;
    const values = this.choice === 'own' && shown.source.kind !== 'preset' ? shown.dataset.values : undefined;
    return {
      data: this.choice,
      n: String(this.size),
      k,
      seed,
      starts: startKind,
      log: this.log,
      elbow: this.elbow,
      v: values?.join(' ') ?? '',
    };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    this.#take(values);
    const { data, n, k, seed, starts } = this.#plain;
    const missing = values.data === 'own' && values.v === '';
    this.notices = missing
      ? [
          ...notices,
          'The link was made with numbers of its maker’s own, too many to travel in it. Give yours.',
        ]
      : notices;
    if (!missing && (values.data !== data || values.n !== n)) this.#open(values.k);
    else if (values.k !== k) this.#lab.setK(values.k);
    else if (values.seed !== seed || values.starts !== starts)
      this.#lab.setStarts(values.seed, values.starts);
  }

  writeAddress(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  pickData(choice: DataChoice): void {
    this.choice = choice;
    this.#lab.dismiss();
    this.#open(choice === 'own' ? this.#lab.k : presetOf(choice).k);
  }

  pickSize(size: number): void {
    this.size = size;
    this.#open();
  }

  pickFile(file: File | undefined): void {
    this.file = file;
    this.#open();
  }

  /** Settles how the reader's own table is read. */
  settle(choices: Choices): void {
    const source = this.#own();
    if (source) this.#lab.open(source, choices, this.#lab.k);
  }

  type(text: string): void {
    this.text = text;
    this.file = undefined;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#open(), TYPING);
  }

  /** Back to what the page was served with; the reader's numbers stay in their box. */
  reset({ source, choices }: { source: Source; choices: Choices }): void {
    this.notices = [];
    this.#take(this.#plain);
    this.#lab.dismiss();
    this.#lab.open(source, choices, this.#plain.k);
  }

  close(): void {
    clearTimeout(this.#typing);
  }

  #open(k = this.#lab.k): void {
    clearTimeout(this.#typing);
    const { choice, size } = this;
    const source: Source | undefined =
      choice === 'own' ? this.#own() : { kind: 'preset', id: choice, n: size, seed: 1 };
    if (source) this.#lab.open(source, {}, k);
    else this.#lab.dismiss();
  }

  #own(): Source | undefined {
    if (this.file) return { kind: 'file', file: this.file };
    return this.text.trim() ? { kind: 'text', text: this.text } : undefined;
  }

  #take({ data, n, log, elbow, v, seed, starts }: LinkSettings): void {
    this.choice = data;
    this.size = Number(n);
    this.log = log;
    this.elbow = elbow;
    if (v) this.text = v;
    this.#lab.seed = seed;
    this.#lab.startKind = starts;
  }
}
