import type { Remote } from 'comlink';
import { HeldWorker } from '../../lib/held-worker.ts';
import type { MatrixFactorizationApi } from './matrix-factorization.worker.ts';

export type Api = Remote<MatrixFactorizationApi>;

/** The lab's worker, and the run that it holds. */
export const Link = HeldWorker<MatrixFactorizationApi>;
export type Link = HeldWorker<MatrixFactorizationApi>;
