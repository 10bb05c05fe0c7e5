import { choice, flag, integer, text, type UrlState, urlState } from '../../lib/url-state.ts';
import { DEFAULT_PAIR, SAMPLES } from './samples.ts';
import {
  BRUSH,
  type Choices,
  MOST_SEED,
  MOST_SMOOTHNESS,
  MOST_STEPS,
  MOST_STYLES,
  SIZE,
  USUAL,
} from './views.ts';

const BITS = ['32', '8', '7', '6', '5', '4', '3', '2', '1'] as const;

/** What a link to the lab holds. */
export interface LinkSettings {
  /** Id of a sample, or 'own' for a picture that cannot travel in a link. */
  photo: string;
  /** Ids of samples, each with its share: `starry-night.50_harvest.20`. */
  style: string;
  size: number;
  steps: number;
  pyramid: boolean;
  strength: number;
  smooth: number;
  /** Names of the layers left out, joined by `.`. */
  without: string;
  pooling: Choices['pooling'];
  brush: number;
  colors: boolean;
  start: Choices['start'];
  by: Choices['optimizer'];
  seed: number;
  model: string;
  bits: (typeof BITS)[number];
  method: 'kmeans' | 'uniform';
}

/** The lab's settings in the address; `models` are the ids of networks that a link can name. */
export const address = (id: string, models: readonly [string, ...string[]]): UrlState<LinkSettings> =>
  urlState<LinkSettings>(id, {
    photo: choice<string>(DEFAULT_PAIR.content, [...SAMPLES.map(({ id }) => id), 'own']),
    style: text(DEFAULT_PAIR.style, 120),
    size: integer(USUAL.size, SIZE.least, SIZE.most),
    steps: integer(USUAL.steps, 1, MOST_STEPS),
    pyramid: flag(USUAL.pyramid),
    strength: integer(USUAL.strength, 0, 100),
    smooth: integer(USUAL.smoothness, 0, MOST_SMOOTHNESS),
    without: text('', 200),
    pooling: choice<Choices['pooling']>(USUAL.pooling, ['own', 'max', 'average']),
    brush: integer(USUAL.brush, BRUSH.least, BRUSH.most),
    colors: flag(USUAL.keepColors),
    start: choice<Choices['start']>(USUAL.start, ['content', 'noise']),
    by: choice<Choices['optimizer']>(USUAL.optimizer, ['lbfgs', 'adam']),
    seed: integer(USUAL.seed, 0, MOST_SEED),
    model: choice(models[0], models),
    bits: choice('8', BITS),
    method: choice<'kmeans' | 'uniform'>('kmeans', ['kmeans', 'uniform']),
  });

/** Paintings as a link names them: one alone by its id, several with their shares. */
export function stylesToLink(styles: readonly { id: string; weight: number }[]): string {
  if (styles.length === 1) return styles[0].id;
  return styles.map(({ id, weight }) => `${id}.${weight}`).join('_');
}

/** Paintings out of a link, and a sentence where some of them could not be had. */
export function stylesFromLink(link: string): {
  styles: { id: string; weight: number }[];
  notice?: string;
} {
  const parts = link.split('_').filter(Boolean);
  const styles = parts.flatMap((part) => {
    const [, id, share] = /^([a-z-]+)(?:\.(\d{1,3}))?$/.exec(part) ?? [];
    if (!SAMPLES.some((sample) => sample.id === id)) return [];
    return [{ id, weight: Math.min(100, Math.max(1, Number(share ?? 50))) }];
  });
  const kept = styles.slice(0, MOST_STYLES);
  const own = parts.some((part) => /^own(\.|$)/.test(part));
  const notice = own
    ? 'The link was made with a painting of its maker’s own, which cannot travel in it. Open yours.'
    : 'The link names a painting that is not among the samples; it was left out.';
  return {
    styles: kept.length > 0 ? kept : [{ id: DEFAULT_PAIR.style, weight: 50 }],
    ...(kept.length < Math.max(1, parts.length) && { notice }),
  };
}
