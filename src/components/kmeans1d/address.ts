import { choice, flag, integer, text, urlState } from '../../lib/url-state.ts';
import { type DataChoice, DEFAULT_SIZE, PRESETS, SIZES } from './presets.ts';
import { FEW_VALUES, MOST_CLUSTERS, MOST_SEED, type StartKind } from './views.ts';

/** What a link to the lab holds. */
export interface LinkSettings {
  data: DataChoice;
  /** How many numbers, for presets that come in sizes. */
  n: string;
  k: number;
  seed: number;
  starts: StartKind;
  log: boolean;
  elbow: 'variance' | 'inertia';
  /** The reader's own numbers, apart by blanks; empty where they are too many. */
  v: string;
}

const sizes: string[] = SIZES.map(String);

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    data: choice<DataChoice>(PRESETS[0].id, [...PRESETS.map(({ id }) => id), 'own']),
    n: choice(String(DEFAULT_SIZE), sizes),
    k: integer(PRESETS[0].k, 1, MOST_CLUSTERS),
    seed: integer(1, 1, MOST_SEED),
    starts: choice<StartKind>('random', ['random', 'k-means++']),
    log: flag(false),
    elbow: choice<LinkSettings['elbow']>('variance', ['variance', 'inertia']),
    v: text('', FEW_VALUES * 26), // no double takes more than 24 characters
  });
