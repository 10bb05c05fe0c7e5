import { channels, sortColors } from './colors.ts';
import { type Lab, REST } from './lab.svelte.ts';
import type { Settings } from './settings.svelte.ts';

/** One colour of the palette on screen. */
export interface Swatch {
  color: string;
  /** Its number in the palette. */
  index: number;
  count: number;
  share: number;
  /** It is locked. */
  fixed: boolean;
  /** It can be locked and changed; what is transparent cannot. */
  editable: boolean;
}

/** The palette on screen: its order, the colour that is looked at, and what the reader does to it. */
export class PaletteView {
  readonly #lab: Lab;
  readonly #settings: Settings;
  /** The colour last picked; it may be gone. */
  #wanted = $state<string>();

  constructor(lab: Lab, settings: Settings) {
    this.#lab = lab;
    this.#settings = settings;
  }

  /** Whether it is the reader's own. */
  get own(): boolean {
    return this.#lab.choices.own.length > 0;
  }

  readonly swatches: readonly Swatch[] = $derived.by(() => {
    const { result, picture } = this.#lab.shown;
    const { colors, counts, fixed } = result;
    const pixels = counts.reduce((sum, count) => sum + count, 0) || picture.width * picture.height;
    return sortColors(colors, counts, this.#settings.sort).map((index) => ({
      color: colors[index],
      index,
      count: counts[index],
      share: counts[index] / pixels,
      fixed: index < fixed && result.choices.own.length === 0,
      editable: channels(colors[index])[3] > 0,
    }));
  });

  /** The one that is looked at: the one picked last, else the commonest. */
  readonly picked: Swatch = $derived(
    this.swatches.find(({ color }) => color === this.#wanted) ??
      this.swatches.reduce((most, swatch) => (swatch.count > most.count ? swatch : most)),
  );

  pick({ color }: Swatch): void {
    this.#wanted = color;
  }

  /** Keeps a colour as it is, or lets it go. */
  lock({ color }: Swatch, locked: boolean): void {
    const others = this.#lab.choices.locked.filter((one) => one !== color);
    this.#lab.choose({ locked: locked ? [...others, color] : others });
  }

  /** Puts another colour (#rrggbb) in the place of one, where it stays. */
  change({ color, index }: Swatch, opaque: string): void {
    const { own, locked } = this.#lab.choices;
    const next = opaque + color.slice(7);
    this.#wanted = next;
    if (this.own) this.#lab.choose({ own: own.map((one) => (one === color ? next : one)) }, REST);
    else if (locked.includes(color))
      this.#lab.choose({ locked: locked.map((one) => (one === color ? next : one)) }, REST);
    else if (index >= 0) this.#lab.choose({ locked: [...locked, next] }, REST);
  }

  /** Takes a colour out of the reader's own palette. */
  remove({ color }: Swatch): void {
    this.#lab.choose({ own: this.#lab.choices.own.filter((one) => one !== color) });
  }

  /** Makes the palette on screen the reader's own, or goes back to what k-means finds. */
  setOwn(own: boolean): void {
    this.#lab.choose({ own: own ? [...new Set(this.#lab.shown.result.colors)] : [] });
  }
}
