import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { type Effort, ratesInTurn } from '../taking-turns.ts';
import { NETWORKS, type NetworkName } from './networks.ts';
import { operationsOf } from './problem.ts';
import type { Torch } from './python.ts';
import type { Opened } from './requests.ts';
import type { EvaluationRow, Results } from './results.ts';
import type { Bench } from './threads.ts';

/** Nobody wins by being wrong: a gradient may be this far from another, where a ReLU or two have turned over; and a loss, in sums of floats. */
const TOLERANCE = { gradient: 0.01, loss: 1e-3 };

/** One evaluation of loss and gradient by each contender, ours first; they take turns, every other round in reverse order. */
export async function evaluationsOf(
  network: NetworkName,
  size: number,
  benches: Bench[],
  torch: Torch | undefined,
  effort: Effort,
): Promise<Results['evaluations'][number]> {
  const exact = await torch?.exact(network, size);
  const opened: Opened[] = [];
  for (const bench of benches) {
    const { gradient, loss } = await bench.open(network, size);
    opened.push({ gradient, loss });
    const wanted = exact ?? opened[0];
    const off = apart(wanted.gradient, gradient).root;
    const lost = Math.abs(loss / wanted.loss - 1);
    if (!(off <= TOLERANCE.gradient && lost <= TOLERANCE.loss))
      throw new Error(`The gradient of ${bench.name}, ${network}, is off by ${off}, its loss by ${lost}.`);
  }
  const rates = await ratesInTurn(
    benches.map((bench) => bench.evaluate),
    effort,
  );
  const times = rates.map((each) => each.map((rate) => 1000 / rate));
  const operations = operationsOf(NETWORKS[network](), size) / 1e9;
  const ours = spreadOf(times[0]).median;
  return {
    network,
    size,
    gflop: round(operations),
    rows: benches.map(({ name, version }, i): EvaluationRow => {
      const ms = spreadOf(times[i]);
      return {
        name,
        ...(version && { version }),
        ms: rounded(ms),
        ratio: round(ms.median / ours),
        gflops: round((1000 * operations) / ms.median),
        ...(exact && { off: round(apart(exact.gradient, opened[i].gradient).median, 2) }),
      };
    }),
  };
}

/** Differences of a gradient from what it should be, over the root of the mean square of the latter: their own such root, and their median. */
function apart(wanted: ArrayLike<number>, found: ArrayLike<number>): { root: number; median: number } {
  let [away, all] = [0, 0];
  const gaps = new Float64Array(wanted.length);
  for (let i = 0; i < wanted.length; i++) {
    gaps[i] = Math.abs(wanted[i] - found[i]);
    away += gaps[i] ** 2;
    all += wanted[i] ** 2;
  }
  const scale = Math.sqrt(all / wanted.length);
  return { root: Math.sqrt(away / all), median: gaps.sort()[gaps.length >> 1] / scale };
}
