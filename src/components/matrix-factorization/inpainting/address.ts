import { choice, integer, number, urlState } from '../../../lib/url-state.ts';
import type { Channels } from './channels.ts';
import { HOLES, type Holes } from './holes.ts';
import { PRESETS } from './pictures.ts';
import { type Choices, LEAST_BETA, MOST_BETA, MOST_RANK, MOST_SEED } from './views.ts';

/** What a link to the lab holds. */
export interface LinkSettings {
  /** Of `PRESETS`, or 'own' for a picture that cannot travel in a link. */
  picture: string;
  /** Seed of the cloth's colours and stripes. */
  cloth: number;
  /** 'painted' for holes made by hand, which cannot travel either. */
  holes: Holes | 'painted';
  /** Seed of holes, and of random factors. */
  seed: number;
  rank: number;
  beta: number;
  channels: Channels;
  start: Choices['start'];
}

/** The rank that the page is served with: that of the first cloth. */
export const FIRST_RANK = 6;

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    picture: choice(PRESETS[0].value, [...PRESETS.map(({ value }) => value), 'own']),
    cloth: integer(1, 1, MOST_SEED),
    holes: choice<Holes | 'painted'>('random-60', [...HOLES.map(({ value }) => value), 'painted']),
    seed: integer(1, 1, MOST_SEED),
    rank: integer(FIRST_RANK, 1, MOST_RANK),
    beta: number(0.02, LEAST_BETA, MOST_BETA),
    channels: choice<Channels>('rgb', ['rgb', 'shared', 'gray']),
    start: choice<Choices['start']>('spectral', ['spectral', 'random']),
  });

/** How a link has its picture filled. */
export const choicesOf = ({ rank, beta, channels, start, seed }: LinkSettings): Choices => ({
  k: rank,
  beta,
  channels,
  start,
  seed,
});
