import { choice, integer, number, type UrlState, urlState } from '../../lib/url-state.ts';
import {
  BATCH,
  type Computer,
  MOST_EPOCHS,
  MOST_K,
  MOST_PENALTY,
  MOST_SEED,
  RATE,
  type Spec,
  USUAL,
} from './views.ts';

/** Which of the weights that give the same predictions are shown: centred over the people, or as learned. */
export type MapView = 'centred' | 'raw';

/** What a link to the lab holds. */
export interface LinkSettings {
  k: number;
  opt: Spec['method'];
  lr: number;
  norm: Spec['norm'];
  w1: number;
  v: number;
  epochs: number;
  batch: number;
  seed: number;
  by: Computer;
  map: MapView;
  /** The group that is taken apart, by its place. */
  group: number;
}

/** The group that the page is served with: 3rd, Female, Child. */
export const USUAL_GROUP = 10;

/** The lab's settings in the address; `groups` is how many groups there are. */
export const address = (id: string, groups: number): UrlState<LinkSettings> =>
  urlState<LinkSettings>(id, {
    k: integer(USUAL.k, 0, MOST_K),
    opt: choice(USUAL.method, ['adam', 'rmsprop', 'sgd']),
    lr: number(USUAL.rate, RATE.least, RATE.most),
    norm: choice(USUAL.norm, ['l2', 'l1']),
    w1: number(USUAL.w1, 0, MOST_PENALTY),
    v: number(USUAL.v, 0, MOST_PENALTY),
    epochs: integer(USUAL.epochs, 1, MOST_EPOCHS),
    batch: integer(USUAL.batch, 0, BATCH.most),
    seed: integer(USUAL.seed, 1, MOST_SEED),
    by: choice(USUAL.computer, ['tfjs', 'tfjs-wasm', 'compiled', 'arrays']),
    map: choice('centred', ['centred', 'raw']),
    group: integer(USUAL_GROUP, 0, groups - 1),
  });
