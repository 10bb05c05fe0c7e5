import { createArraysTrainer, type Weights } from '../../../src/engine/factorization-machines/index.ts';
import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { type Effort, ratesInTurn } from '../taking-turns.ts';
import { BATCH, problemOf, SIZES, type Size } from './problems.ts';
import type { Bench } from './requests.ts';
import type { Results, StepsRow } from './results.ts';

/** How far from the gradient of the typed arrays one may be: of its largest entry, in float32 and in float64. */
export const TOLERANCE = { float32: 1e-4, float64: 1e-9 };
/** After so many steps all must have reached the same loss. */
const COMPARED_AFTER = 5;

/** Steps a second of each contender on one problem; they take turns, every other round in reverse order. */
export async function stepsOf(
  size: Size,
  benches: Bench[],
  effort: Effort,
): Promise<Results['steps'][number]> {
  const problem = problemOf(size);
  const reference = createArraysTrainer(problem);
  const order = Uint32Array.from({ length: problem.samples.X.rows }, (_, i) => i);
  const gradient = reference.gradient(order, 0, BATCH);
  for (let i = 0; i < COMPARED_AFTER; i++) reference.step(order, i * BATCH, (i + 1) * BATCH, 1);

  const runs: { bench: Bench; off: number }[] = [];
  for (const bench of benches.filter(({ fits }) => fits(size))) {
    const off = distance((await bench.open(size)).gradient, gradient);
    const what = `${bench.name}, ${size}`;
    const tolerance = TOLERANCE[bench.precision];
    if (!(off <= tolerance))
      throw new Error(`The gradient of ${what} is off by ${off} of its largest entry.`);
    await bench.steps(COMPARED_AFTER);
    hold(`the loss of ${what}, after steps,`, (await bench.loss()).loss, reference.loss(), tolerance);
    runs.push({ bench, off });
  }
  const rates = await ratesInTurn(
    runs.map(
      ({ bench }) =>
        async (count) =>
          (await bench.steps(count)).ms,
    ),
    effort,
  );
  const ours = spreadOf(rates[0]).median;
  const { d, entries, k } = SIZES[size];
  return {
    size,
    d,
    entries,
    k,
    rows: runs.map(({ bench: { name, version }, off }, i): StepsRow => {
      const rate = spreadOf(rates[i]);
      const ratio = round(ours / rate.median);
      return { name, ...(version && { version }), rate: rounded(rate), ratio, off: round(off, 2) };
    }),
  };
}

/** Nobody wins by being wrong. */
export function hold(what: string, value: number, wanted: number, tolerance: number): void {
  if (Math.abs(value / wanted - 1) <= tolerance) return;
  throw new Error(`Where ${what} should be ${wanted}, it is ${value}.`);
}

/** How far two gradients are apart at most, over the largest entry. */
function distance(found: Weights, wanted: Weights): number {
  const flat = ({ w0, w1, V }: Weights) => [w0, ...w1, ...V];
  const other = flat(found);
  let [most, largest] = [0, 0];
  for (const [i, entry] of flat(wanted).entries()) {
    const gap = Math.abs(entry - other[i]);
    if (!(gap <= most)) most = gap; // not a number stays
    largest = Math.max(largest, Math.abs(entry));
  }
  return most / largest;
}
