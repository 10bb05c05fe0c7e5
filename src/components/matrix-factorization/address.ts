import type { Executor, Optimizer } from '../../engine/matrix-factorization/index.ts';
import { choice, flag, integer, number, text, type UrlState, urlState } from '../../lib/url-state.ts';
import { MOST_LINES } from './sheet.ts';
import { MOST_TEXT } from './sheet-text.ts';
import { ALPHA, MOST_BETA, MOST_SEED, MOST_STEPS, USUAL } from './views.ts';

/** What a link to the lab holds. */
export interface LinkSettings {
  /** D, as `sheetText` writes it; `large` where it was too large. */
  d: string;
  names: string;
  k: number;
  loss: string;
  beta: number;
  opt: Optimizer['method'];
  alpha: number;
  steps: number;
  seed: number;
  exec: Executor;
  follow: boolean;
}

/** Stands for a matrix, or a loss, that was too large for a link. */
export const LARGE = 'large';
/** The longest loss that a link takes. */
export const MOST_LOSS = 500;

/** The lab's settings in the address; `d` is the example's D. */
export const address = (id: string, d: string): UrlState<LinkSettings> =>
  urlState<LinkSettings>(id, {
    d: text(d, MOST_TEXT),
    names: text('', MOST_TEXT),
    k: integer(USUAL.k, 1, MOST_LINES),
    loss: text(USUAL.loss, MOST_LOSS),
    beta: number(USUAL.beta, 0, MOST_BETA),
    opt: choice(USUAL.method, ['gradient-descent', 'momentum', 'adam']),
    alpha: number(USUAL.alpha, ALPHA.least, ALPHA.most),
    steps: integer(USUAL.steps, 1, MOST_STEPS),
    seed: integer(USUAL.seed, 1, MOST_SEED),
    exec: choice(USUAL.executor, ['compiled', 'arrays', 'tfjs']),
    follow: flag(true),
  });
