import type { Implementation } from './implementation.ts';

/** Who takes part in JavaScript and WebAssembly; each is loaded where it runs. */
export const ROSTER = {
  compiled: async () => (await import('./trainers.ts')).compiled,
  arrays: async () => (await import('./trainers.ts')).arrays,
  byHand: async () => (await import('./by-hand.ts')).byHand,
  tfjsWasm: async () => (await import('./tfjs.ts')).tfjsWasm,
  tfjsCpu: async () => (await import('./tfjs.ts')).tfjsCpu,
  npmMatrixFactorization: async () => (await import('./npm-matrix-factorization.ts')).npmMatrixFactorization,
  jsRecommender: async () => (await import('./js-recommender.ts')).jsRecommender,
} satisfies Record<string, () => Promise<Implementation>>;
export type Rostered = keyof typeof ROSTER;
