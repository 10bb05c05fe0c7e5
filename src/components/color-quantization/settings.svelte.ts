import type { UrlState } from '../../lib/url-state.ts';
import { address, colorsFromLink, colorsToLink, type LinkSettings, type Order } from './address.ts';
import { type Lab, REST } from './lab.svelte.ts';
import type { Choices } from './views.ts';

/** What the reader set, and its way into the lab's work and the page's address. */
export class Settings {
  sort = $state<Order>('hue');
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;

  constructor(lab: Lab, id: string) {
    this.#lab = lab;
    this.#url = address(id);
  }

  /** Id of the sample that is open, or 'own'. */
  get picture(): string {
    const { source } = this.#lab.shown;
    return source.kind === 'sample' ? source.id : 'own';
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { k, space, mode, seed, dither, strength, locked, own } = this.#lab.choices;
    return {
      picture: this.picture,
      k,
      space,
      mode,
      seed,
      dither,
      strength: Math.round(strength * 100),
      locked: colorsToLink(locked),
      palette: colorsToLink(own),
      sort: this.sort,
    };
  }

  /** Sets what the page's address asks for. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    const plain = this.#url.defaults();
    const missing = values.picture === 'own';
    if (missing) {
      notices.push(
        'The link was made with a picture of its maker’s own, which cannot travel in it. Open yours.',
      );
      values.picture = plain.picture;
    }
    const [own, locked] = [colorsFromLink(values.palette), colorsFromLink(values.locked)];
    if (own.bad + locked.bad > 0)
      notices.push('Some of the colours in the link cannot be read as hexadecimal digits and were left out.');
    this.notices = notices;
    this.sort = values.sort;
    const choices = { ...choicesOf(values), own: own.colors, locked: locked.colors };
    if (values.picture !== plain.picture) {
      this.#lab.open({ kind: 'sample', id: values.picture }, { locked: locked.colors });
      choices.locked = [];
    }
    if (JSON.stringify(choices) !== JSON.stringify(choicesOf(plain))) this.#lab.choose(choices);
  }

  writeAddress(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  pickSample(id: string): void {
    this.#lab.open({ kind: 'sample', id });
  }

  pickFile(file: File): void {
    this.#lab.open({ kind: 'file', file });
  }

  /** The number of colours, while a slider moves. */
  setK(k: number): void {
    this.#lab.choose({ k }, REST);
  }

  /** Back to what the page was served with. */
  reset(): void {
    const plain = this.#url.defaults();
    this.notices = [];
    this.sort = plain.sort;
    this.#lab.dismiss();
    this.pickSample(plain.picture);
    this.#lab.choose(choicesOf(plain));
  }
}

const choicesOf = ({ k, space, mode, seed, dither, strength }: LinkSettings): Choices => ({
  k,
  space,
  mode,
  seed,
  dither,
  strength: strength / 100,
  locked: [],
  own: [],
});
