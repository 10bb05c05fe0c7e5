import type { Implementation } from './implementation.ts';

/** Who takes part in JavaScript and WebAssembly; each is loaded where it runs. */
export const ROSTER = {
  compiled: async () => (await import('./ours.ts')).compiled,
  arrays: async () => (await import('./ours.ts')).arrays,
  tfjsWasm: async () => (await import('./tfjs.ts')).tfjsWasm,
  tfjsCpu: async () => (await import('./tfjs.ts')).tfjsCpu,
} satisfies Record<string, () => Promise<Implementation>>;
export type Rostered = keyof typeof ROSTER;
