import { choice, flag, integer, number, text, urlState } from '../../../lib/url-state.ts';
import type { EncodingChoices, PresetId, RunSettings } from './views.ts';

export type DataChoice = PresetId | 'own';

/** What a link to the lab holds; never the file. */
export interface LinkSettings extends RunSettings, Omit<EncodingChoices, 'roles'> {
  data: DataChoice;
  /** Roles of columns, a letter each; blank: as they were guessed. */
  roles: string;
}

/** What the knobs reach from and to. */
export const RANGES = {
  k: { min: 0, max: 64 },
  epochs: { min: 1, max: 10_000 },
  rate: { min: 0.00001, max: 10 },
  penalty: { min: 0, max: 10 },
  batch: { min: 1, max: 100_000 },
  heldOut: { min: 0, max: 90 },
  seed: { min: 1, max: 999_999 },
  patience: { min: 0, max: 1_000 },
} as const;

const within = ({ min, max }: { min: number; max: number }, fallback: number) => number(fallback, min, max);
const whole = ({ min, max }: { min: number; max: number }, fallback: number) => integer(fallback, min, max);

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    data: choice<DataChoice>('penguins', ['penguins', 'titanic', 'cancer', 'digits', 'diabetes', 'own']),
    roles: text('', 2_000),
    task: choice<EncodingChoices['task']>('auto', ['auto', 'regression', 'classification']),
    one: text('', 200),
    missing: choice<EncodingChoices['missing']>('indicator', ['indicator', 'mean', 'drop']),
    many: choice<EncodingChoices['many']>('refuse', ['refuse', 'hash', 'frequent', 'ignore']),
    k: whole(RANGES.k, 4),
    epochs: whole(RANGES.epochs, 200),
    method: choice<RunSettings['method']>('adam', ['adam', 'rmsprop', 'sgd']),
    rate: within(RANGES.rate, 0.02),
    norm: choice<RunSettings['norm']>('l2', ['l1', 'l2']),
    reduction: choice<RunSettings['reduction']>('mean', ['mean', 'sum']),
    l0: within(RANGES.penalty, 0),
    l1: within(RANGES.penalty, 0),
    lv: within(RANGES.penalty, 0.01),
    batch: whole(RANGES.batch, 32),
    heldOut: whole(RANGES.heldOut, 25),
    seed: whole(RANGES.seed, 1),
    standardize: flag(true),
    patience: whole(RANGES.patience, 0),
    keep: choice<RunSettings['keep']>('best', ['best', 'last']),
    executor: choice<RunSettings['executor']>('auto', ['auto', 'compiled', 'arrays', 'cpu', 'wasm']),
  });
