import type { StartKind } from './views.ts';

/** Starts of Lloyd's algorithm for each k. */
export const STARTS = 200;

/** How far the elbow curve goes: to 32 clusters, or on to the power of two that holds k. */
export const elbowLength = (k: number, distinct: number) =>
  Math.min(distinct, k <= 32 ? 32 : 2 ** Math.ceil(Math.log2(k)));

/** Whether the starts take so long that they are run only when asked for. Choosing by k-means++ looks at every value k times. */
export const isCostly = (n: number, k: number, kind: StartKind) =>
  n > 2e6 || (kind === 'k-means++' && n * k > 2e7);
