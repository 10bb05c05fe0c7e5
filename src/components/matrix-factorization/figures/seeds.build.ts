import { predictions, quantile, startOf, trainer } from './example.build.ts';
import { BIN, BINS, type SeedsShown, type Spread } from './seeds.ts';
import { MISSING, SEEDS, TUTORIAL } from './settings.ts';

/** How a run is brought to its end, sooner than the tutorial's steps would: it ends when the loss falls by less than `least`. */
const END = { method: 'momentum', alpha: 0.03, steps: 500, least: 1e-13, most: 100_000 } as const;

/** What one start predicts, and at which loss, at each of the times looked at. */
interface Looked {
  cells: Float64Array;
  loss: number;
}

async function follow(seed: number): Promise<Looked[]> {
  const slow = await trainer(startOf(seed), { method: 'gradient-descent', alpha: TUTORIAL.alpha });
  const looked: Looked[] = [];
  for (const steps of SEEDS.steps) {
    while (slow.steps < steps) slow.advance();
    looked.push({ cells: predictions(slow.factors()), loss: slow.loss });
  }
  const rapid = await trainer(slow.factors(), END);
  slow.dispose();
  for (let before = Number.POSITIVE_INFINITY; before - rapid.loss > END.least && rapid.steps < END.most; ) {
    before = rapid.loss;
    for (let i = 0; i < END.steps; i++) rapid.advance();
  }
  looked.push({ cells: predictions(rapid.factors()), loss: rapid.loss });
  rapid.dispose();
  return looked;
}

function spread(values: number[]): Spread {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.max(0, Math.floor(value / BIN)))]++;
  const at = (share: number) => Number(quantile(values, share).toFixed(4));
  return { counts, low: at(0.05), median: at(0.5), high: at(0.95) };
}

/** Every start, looked at three times. */
export const looked: Promise<Looked[][]> = (async () => {
  const all: Looked[][] = [];
  for (let seed = 0; seed < SEEDS.count; seed++) all.push(await follow(seed));
  return all;
})();

async function seeds(): Promise<SeedsShown> {
  const runs = await looked;
  const stages = [...SEEDS.steps, Number.POSITIVE_INFINITY].map((steps, stage) => ({
    steps: Number.isFinite(steps) ? steps : 0,
    loss: Number(
      quantile(
        runs.map((run) => run[stage].loss),
        0.5,
      ).toFixed(6),
    ),
    spreads: MISSING.map((cell) => spread(runs.map((run) => run[stage].cells[cell]))),
  }));
  return { stages };
}

export default seeds();
