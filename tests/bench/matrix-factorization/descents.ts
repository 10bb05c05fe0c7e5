import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { type Effort, ratesInTurn } from '../taking-turns.ts';
import { byHand } from './by-hand.ts';
import { descentOf, type LossName, SIZES, type Size } from './problems.ts';
import type { Bench, Opened } from './requests.ts';
import type { Results, StepsRow } from './results.ts';

/** How far from the gradient derived by hand one may be: of its largest entry, in float32 and in float64. */
const TOLERANCE = { float32: 1e-4, float64: 1e-9 };
/** After so many steps all must have reached the same loss. */
const COMPARED_AFTER = 5;

/** Steps a second of each contender on one problem; they take turns, every other round in reverse order. */
export async function stepsOf(
  size: Size,
  loss: LossName,
  benches: Bench[],
  effort: Effort,
): Promise<Results['steps'][number]> {
  const problem = descentOf(size, loss);
  const reference = await byHand.open(problem);
  const gradient = reference.gradient?.();
  const start: Opened = { loss: reference.loss, ...(gradient && { gradient }) };
  reference.steps(COMPARED_AFTER);

  const runs: { bench: Bench; off: number | undefined }[] = [];
  for (const bench of benches.filter(({ fits }) => fits(size, loss))) {
    const opened = await bench.open(size, loss);
    const off = distance(opened, start);
    const what = `${bench.name}, ${loss} loss, ${size}`;
    const tolerance = TOLERANCE[bench.precision];
    hold(`the loss of ${what}`, opened.loss, start.loss, tolerance, opened.gradient === undefined);
    if (off !== undefined && !(off <= tolerance))
      throw new Error(`The gradient of ${what} is off by ${off} of its largest entry.`);
    const stepped = await bench.steps(opened.gradient ? COMPARED_AFTER : 1);
    hold(`the loss of ${what}, after steps,`, stepped.loss, reference.loss, tolerance, !opened.gradient);
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
  return {
    size,
    loss,
    k: SIZES[size].k,
    count: problem.ratings.value.length,
    rows: runs.map(({ bench: { name, version }, off }, i): StepsRow => {
      const rate = spreadOf(rates[i]);
      return {
        name,
        ...(version && { version }),
        rate: rounded(rate),
        ratio: round(ours / rate.median),
        ...(off !== undefined && { off: round(off, 2) }),
      };
    }),
  };
}

function hold(what: string, value: number, wanted: number, tolerance: number, exempt: boolean): void {
  if (exempt || Math.abs(value / wanted - 1) <= tolerance) return;
  throw new Error(`Where ${what} should be ${wanted}, it is ${value}.`);
}

/** How far two gradients are apart at most, over the largest entry. */
function distance(found: Opened, wanted: Opened): number | undefined {
  if (!found.gradient || !wanted.gradient) return undefined;
  let [most, largest] = [0, 0];
  for (const part of ['P', 'Q'] as const)
    for (const [i, entry] of wanted.gradient[part].entries()) {
      const gap = Math.abs(entry - found.gradient[part][i]);
      if (!(gap <= most)) most = gap; // not a number stays
      largest = Math.max(largest, Math.abs(entry));
    }
  return most / largest;
}
