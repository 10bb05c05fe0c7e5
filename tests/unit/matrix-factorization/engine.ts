import { readFile } from 'node:fs/promises';
import {
  createFactorizer,
  type Factors,
  type Problem,
} from '../../../src/engine/matrix-factorization/index.ts';

const wasm = '../../../src/engine/matrix-factorization/matrix-factorization.wasm';
const bytes = await readFile(new URL(wasm, import.meta.url));

/** The engine on the committed module. */
export const factorizer = await createFactorizer(await WebAssembly.compile(bytes));

/**
 * The gradient of a loss by central differences: `lossAt` gives the loss for a problem that starts elsewhere. Exact to about
 * 1e-9 of the loss where it is smooth, with a step of 1e-5.
 */
export function differences(problem: Problem, lossAt: (problem: Problem) => number, h = 1e-5): Factors {
  const { P, Q } = problem.start;
  const by = (factor: 'P' | 'Q') =>
    problem.start[factor].map((_, i) => {
      const at = (step: number) => {
        const start = { P: P.slice(), Q: Q.slice() };
        start[factor][i] = (start[factor][i] as number) + step;
        return lossAt({ ...problem, start });
      };
      // Richardson's extrapolation of two central differences: an error of order h^4
      return (8 * (at(h / 2) - at(-h / 2)) - (at(h) - at(-h))) / (6 * h);
    });
  return { P: by('P'), Q: by('Q') };
}

/** The largest difference of two gradients, as a share of the largest entry of the first. */
export function discrepancy(a: Factors, b: Factors): number {
  const all = (factors: Factors) => [...factors.P, ...factors.Q];
  const largest = Math.max(1e-12, ...all(a).map(Math.abs));
  return Math.max(...all(a).map((x, i) => Math.abs(x - (all(b)[i] as number)))) / largest;
}
