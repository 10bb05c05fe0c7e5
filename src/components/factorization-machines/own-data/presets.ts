import type { Role } from '../../../engine/factorization-machines/table/index.ts';
import type { EncodingChoices, PresetId, RunSettings } from './views.ts';

/** Data that the lab brings along. */
export interface Preset {
  id: PresetId;
  name: string;
  /** What a row is, what is asked of it, where it is from. */
  hint: string;
  /** Size of its file in bytes; 0: it is made in the tab. */
  bytes: number;
  /** Roles of columns by name, where they are not as they would be guessed. */
  roles: Readonly<Record<string, Role>>;
  encoding: Partial<EncodingChoices>;
  /** Settings that suit it. */
  run: Partial<RunSettings>;
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'penguins',
    name: 'Penguins',
    hint: 'Is it a chinstrap? From bill, flipper, mass and sex. Palmer Station LTER, CC0.',
    bytes: 15_241,
    roles: { species: 'target', island: 'ignore', year: 'ignore' },
    encoding: { task: 'classification', one: 'Chinstrap', missing: 'drop' },
    run: {},
  },
  {
    id: 'titanic',
    name: 'Titanic',
    hint: 'Who survived, of 2,201 people, by class, age and sex. Public record.',
    bytes: 0,
    roles: { survived: 'target' },
    encoding: { task: 'classification', one: 'yes' },
    run: { k: 2, batch: 128, lv: 0 },
  },
  {
    id: 'cancer',
    name: 'Breast cancer',
    hint: 'Benign or malignant, by 30 measures of cell nuclei. Wisconsin, from scikit-learn.',
    bytes: 123_865,
    roles: {},
    encoding: { task: 'classification', one: 'malignant' },
    run: { k: 2, rate: 0.005, lv: 0.3 },
  },
  {
    id: 'digits',
    name: 'Digits',
    hint: 'Is it a 0? 1,797 handwritten digits of 8 × 8 pixels. UCI, from scikit-learn.',
    bytes: 267_332,
    roles: {},
    encoding: { task: 'classification', one: 'yes' },
    run: { k: 2, rate: 0.005, epochs: 100, batch: 64 },
  },
  {
    id: 'diabetes',
    name: 'Diabetes',
    hint: 'How far the illness came in a year, by ten measures. Efron et al. 2004, from scikit-learn.',
    bytes: 18_648,
    roles: { progression: 'target', sex: 'categorical' },
    encoding: { task: 'regression' },
    run: { k: 2, rate: 0.01, lv: 1 },
  },
];

export const presetOf = (id: PresetId): Preset => PRESETS.find((preset) => preset.id === id) as Preset;
