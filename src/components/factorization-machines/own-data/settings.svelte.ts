import type { UrlState } from '../../../lib/url-state.ts';
import { address, type DataChoice, type LinkSettings } from './address.ts';
import type { Lab } from './lab.svelte.ts';
import { presetOf } from './presets.ts';
import { rolesText, textRoles } from './role-letters.ts';
import { standardRun } from './standard-run.ts';
import type { Choices, EncodingChoices, Role, RunSettings, Source } from './views.ts';

/** Milliseconds after the last key at which what was pasted is read. */
const TYPING = 500;

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  data = $state<DataChoice>('penguins');
  run = $state.raw() as RunSettings;
  encoding = $state.raw() as EncodingChoices;
  /** How the source is read, as far as the reader settled it. */
  choices = $state.raw<Choices>({});
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
    const own = this.data === 'own';
    const roles = own ? '' : rolesText(this.choices.roles);
    const { task, one, ...others } = this.encoding;
    return { data: this.data, roles, ...(own ? BLANK : { task, one }), ...others, ...this.run };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    this.#take(values);
    this.notices = notices;
    if (values.data === 'own') {
      this.notices = [
        ...notices,
        'The link was made with a file of its maker’s own, which does not travel in it. Give yours.',
      ];
      return;
    }
    const { data, roles, task, one, missing, many } = values;
    const served = this.#url.defaults();
    const same =
      data === served.data &&
      roles === served.roles &&
      task === served.task &&
      one === served.one &&
      missing === served.missing &&
      many === served.many;
    if (!same) this.#open();
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

  /** Takes other data, with the settings that suit them. */
  pickData(data: DataChoice): void {
    const before = standardRun(this.data);
    this.data = data;
    this.choices = {};
    // What the reader has set stays; all else becomes what suits the data.
    const touched = Object.entries(this.run).filter(
      ([key, value]) => value !== before[key as keyof RunSettings],
    );
    this.run = { ...standardRun(data), ...Object.fromEntries(touched) };
    this.encoding = { ...this.encoding, ...BLANK };
    this.#lab.dismiss();
    this.#open();
  }

  pickFile(file: File | undefined): void {
    this.data = 'own';
    this.file = file;
    this.#anew();
    this.#open();
  }

  type(text: string): void {
    this.data = 'own';
    this.text = text;
    this.file = undefined;
    this.#anew();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#open(), TYPING);
  }

  /** Settles how the source is read; another target makes another task. */
  settle(choices: Choices): void {
    const target = (roles?: readonly Role[]) => roles?.indexOf('target') ?? -1;
    const before = this.choices.roles ?? this.#lab.look?.columns.map(({ role }) => role);
    const same = !choices.roles || target(choices.roles) === target(before);
    this.encoding = { ...this.effective, ...(!same && BLANK) };
    this.choices = choices;
    this.#open();
  }

  /** Settles how the rows are encoded. */
  encode(change: Partial<EncodingChoices>): void {
    this.encoding = { ...this.effective, ...change };
    this.#lab.encode(this.encoding);
  }

  /** Back to what the page was served with; the reader's file stays chosen. */
  reset(): void {
    clearTimeout(this.#typing);
    this.notices = [];
    this.#take(this.#url.defaults());
    this.#lab.reset();
  }

  close(): void {
    clearTimeout(this.#typing);
  }

  /** What was settled of a file says nothing of another. */
  #anew(): void {
    this.choices = {};
    this.encoding = { ...this.encoding, ...BLANK };
  }

  #open(): void {
    clearTimeout(this.#typing);
    const source = this.#source();
    if (source) this.#lab.open(source, this.choices, this.effective);
    else this.#lab.dismiss();
  }

  /** With what suits a preset, as long as its columns have the roles that it gives them. */
  get effective(): EncodingChoices {
    const { task, one } = this.encoding;
    if (this.data === 'own' || this.choices.roles || one !== '' || task !== 'auto') return this.encoding;
    return { ...this.encoding, ...presetOf(this.data).encoding };
  }

  #source(): Source | undefined {
    if (this.data !== 'own') return { kind: 'preset', id: this.data };
    if (this.file) return { kind: 'file', file: this.file };
    return this.text.trim() ? { kind: 'text', text: this.text } : undefined;
  }

  #take({ data, roles, task, one, missing, many, ...run }: LinkSettings): void {
    this.data = data;
    this.run = run;
    this.encoding = { task, one, missing, many };
    this.choices = roles === '' ? {} : { roles: textRoles(roles) };
  }
}

const BLANK = { task: 'auto', one: '' } as const;
