import cancer from './data/breast-cancer.csv?url';
import diabetes from './data/diabetes.csv?url';
import digits from './data/digits.csv?url';
import penguins from './data/penguins.csv?url';
import type { PresetId } from './views.ts';

const URLS = { penguins, cancer, digits, diabetes };

/** Address of a preset's file. */
export const presetFile = (id: Exclude<PresetId, 'titanic'>): string => URLS[id];
