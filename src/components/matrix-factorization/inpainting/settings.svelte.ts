import { problemOf } from '../../../lib/problem.ts';
import type { UrlState } from '../../../lib/url-state.ts';
import { address, choicesOf, type LinkSettings } from './address.ts';
import { cloth } from './first.ts';
import type { Lab } from './lab.svelte.ts';
import greatWall from './pictures/great-wall.webp?url';
import { nameOf, PRESETS, type Preset } from './pictures.ts';

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  /** A preset, or 'own'. */
  picture = $state(PRESETS[0].value);
  cloth = $state(1);
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;

  constructor(lab: Lab, id: string) {
    this.#lab = lab;
    this.#url = address(id);
  }

  /** The preset that is shown; undefined for a picture of the reader's own. */
  get preset(): Preset | undefined {
    return PRESETS.find(({ value }) => value === this.picture);
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { k: rank, beta, channels, start, seed } = this.#lab.choices;
    const { picture, cloth } = this;
    return { picture, cloth, holes: this.#lab.mask.holes, seed, rank, beta, channels, start };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    const plain = this.#url.defaults();
    if (values.picture === 'own') {
      notices.push(
        'The link was made with a picture of its maker’s own, which cannot travel in it. Open yours.',
      );
      values.picture = plain.picture;
    }
    if (values.holes === 'painted') {
      notices.push('The link was made with holes painted by hand, which cannot travel in it. Paint yours.');
      values.holes = plain.holes;
    }
    this.notices = notices;
    if (JSON.stringify(values) !== JSON.stringify(plain)) void this.#set(values);
  }

  writeAddress(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  async pickPreset(value: string): Promise<void> {
    await this.#open(value, this.cloth, this.#lab.mask.holes);
  }

  async pickFile(file: File): Promise<void> {
    if (await this.#lab.open(file, file.name)) this.picture = 'own';
  }

  /** Weaves another cloth. */
  async weave(): Promise<void> {
    await this.#open(this.picture, this.cloth + 1, this.#lab.mask.holes);
  }

  /** Back to what the page was served with. */
  async reset(): Promise<void> {
    this.notices = [];
    await this.#set(this.#url.defaults());
  }

  async #set(values: LinkSettings): Promise<void> {
    this.#lab.choose(choicesOf(values));
    await this.#open(values.picture, values.cloth, values.holes);
  }

  async #open(value: string, seed: number, holes: LinkSettings['holes']): Promise<void> {
    const preset = PRESETS.find((each) => each.value === value);
    if (!preset) return;
    if ('weave' in preset) {
      this.picture = value;
      this.cloth = seed;
      this.#lab.show(cloth(nameOf(preset), seed, preset.weave), holes);
      return;
    }
    try {
      const response = await fetch(greatWall);
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      if (await this.#lab.open(await response.blob(), nameOf(preset), holes)) this.picture = value;
    } catch (error) {
      this.#lab.failure = problemOf(error)?.message ?? '';
    }
  }
}
