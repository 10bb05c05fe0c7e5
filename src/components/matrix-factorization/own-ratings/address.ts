import { choice, integer, number, text, urlState } from '../../../lib/url-state.ts';
import { MOST_RANK, MOST_SEED, type RunSettings } from './views.ts';

export type DataChoice = 'example' | 'simulated' | 'own';

/** What a link to the lab holds; never the file. */
export interface LinkSettings extends RunSettings {
  data: DataChoice;
}

/** Squared errors, with large factors costing: the loss of the article. */
export const ARTICLE_LOSS = 'sum(W * (D - X)^2) + beta/2 * (sum(P^2) + sum(Q^2))';

export const RANGES = {
  beta: { min: 0.01, max: 1000 },
  alpha: { min: 0.00001, max: 1 },
  sweeps: { min: 1, max: 200 },
  steps: { min: 5, max: 5000 },
};

export const address = (id: string) =>
  urlState<LinkSettings>(id, {
    data: choice<DataChoice>('example', ['example', 'simulated', 'own']),
    k: integer(8, 1, MOST_RANK),
    beta: number(10, RANGES.beta.min, RANGES.beta.max),
    method: choice<RunSettings['method']>('als', ['als', 'gradient']),
    optimizer: choice<RunSettings['optimizer']>('adam', ['adam', 'momentum', 'gradient-descent']),
    alpha: number(0.02, RANGES.alpha.min, RANGES.alpha.max),
    loss: text(ARTICLE_LOSS, 400),
    baseline: choice<RunSettings['baseline']>('offsets', ['offsets', 'mean', 'none']),
    heldOut: integer(10, 0, 50),
    seed: integer(1, 1, MOST_SEED),
    sweeps: integer(12, RANGES.sweeps.min, RANGES.sweeps.max),
    steps: integer(300, RANGES.steps.min, RANGES.steps.max),
  });
