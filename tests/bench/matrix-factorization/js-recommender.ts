import { createRequire } from 'node:module';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

interface Table {
  setCell: (row: string, column: string, value: number) => void;
}
interface Package {
  Table: new () => Table;
  Recommender: new (
    options: Record<'kDim' | 'alpha' | 'lambda' | 'iterations', number>,
  ) => { fit: (table: Table) => void };
}
const { Table, Recommender }: Package = createRequire(import.meta.url)('js-recommender');

/**
 * The npm package js-recommender: gradient steps of the article's kind, but first one of Q, then one of P; it looks at all observed
 * cells for every number of both, and starts anew, at random, with every call.
 */
export const jsRecommender: Implementation = {
  name: 'js-recommender',
  version: versionOf('js-recommender'),
  precision: 'float64',
  fits: (size, loss) => loss === 'squared' && size !== '943 × 1,682',
  open: ({ ratings, k, alpha, beta }) => {
    const table = new Table();
    const { row, column, value } = ratings;
    for (let i = 0; i < value.length; i++) table.setCell(`row ${row[i]}`, `column ${column[i]}`, value[i]);
    return {
      loss: Number.NaN,
      steps: (count) =>
        new Recommender({ kDim: k, alpha: 2 * alpha, lambda: beta / 2, iterations: count }).fit(table),
      close: () => {},
    };
  },
};
