import type { Dither, Space } from '../../engine/color-quantization/index.ts';
import { choice, integer, text, urlState } from '../../lib/url-state.ts';
import { SAMPLES } from './samples.ts';
import { type Choices, FEW_COLORS, MOST_COLORS, MOST_SEED } from './views.ts';

/** How a palette's colours are ordered on screen. */
export type Order = 'hue' | 'lightness' | 'share';

/** What a link to the lab holds. */
export interface LinkSettings {
  /** Id of a sample, or 'own' for a picture that cannot travel in a link. */
  picture: string;
  k: number;
  space: Space;
  mode: Choices['mode'];
  seed: number;
  dither: Dither;
  /** Of dithering, in per cent. */
  strength: number;
  /** Colours that stay, and the reader's own palette: hex digits, joined by `-`. */
  locked: string;
  palette: string;
  sort: Order;
}

/** The k that the page is served with. */
export const FIRST_K = 16;

const COLORS_LENGTH = 9 * FEW_COLORS;

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    picture: choice(SAMPLES[0].id, [...SAMPLES.map(({ id }) => id), 'own']),
    k: integer(FIRST_K, 1, MOST_COLORS),
    space: choice<Space>('srgb', ['srgb', 'oklab', 'linear']),
    mode: choice<Choices['mode']>('fast', ['fast', 'best']),
    seed: integer(0, 0, MOST_SEED),
    dither: choice<Dither>('none', ['none', 'floyd-steinberg', 'atkinson', 'blue-noise', 'ordered']),
    strength: integer(100, 0, 100),
    locked: text('', COLORS_LENGTH),
    palette: text('', COLORS_LENGTH),
    sort: choice<Order>('hue', ['hue', 'lightness', 'share']),
  });

/** Colours as a link holds them; nothing where they are too many. */
export const colorsToLink = (colors: readonly string[]) =>
  colors.length > FEW_COLORS ? '' : colors.map((color) => color.slice(1)).join('-');

/** Colours out of a link, all different, and how many of its parts were none. */
export function colorsFromLink(text: string): { colors: string[]; bad: number } {
  const parts = text.split('-').filter(Boolean);
  const good = parts.filter((part) => /^(?:[\da-f]{6}|[\da-f]{8})$/i.test(part));
  const colors = good.map((part) => `#${part.toLowerCase().replace(/^(.{6})ff$/, '$1')}`);
  return { colors: [...new Set(colors)].slice(0, FEW_COLORS), bad: parts.length - good.length };
}
