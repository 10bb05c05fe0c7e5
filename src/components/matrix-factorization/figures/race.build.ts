import type { Factors } from '../../../engine/matrix-factorization/factors.ts';
import type { Optimizer } from '../../../engine/matrix-factorization/training.ts';
import { alternation, predictions, quantile, startOf, trainer } from './example.build.ts';
import type { Goal, RaceShown, Run } from './race.ts';
import { MISSING, RACE } from './settings.ts';

/** What the example converges to; a unit test holds it to alternating least squares. */
export const LEAST = { loss: 0.39068, cell: 1.70425 };

const GOALS: Record<Goal, (loss: number, cell: number) => boolean> = {
  tenth: (loss) => loss < 1.1 * LEAST.loss,
  hundredth: (loss) => loss < 1.01 * LEAST.loss,
  cell: (_, cell) => Math.abs(cell - LEAST.cell) < 0.05,
};
const METHODS: [name: string, method: Optimizer['method']][] = [
  ['Gradient descent', 'gradient-descent'],
  ['With momentum', 'momentum'],
  ['Adam', 'adam'],
];

/** Something that moves, and can be looked at. */
interface Moving {
  move(): void;
  loss(): number;
  factors(): Factors;
}

/** After how many moves each goal is reached for good, as far as `RACE.most` shows it; looked at every fiftieth part of the way. */
function reach(moving: Moving): { steps: Record<Goal, number>; diverged: boolean } {
  const since: Record<Goal, number> = { tenth: 0, hundredth: 0, cell: 0 };
  const never = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= RACE.most; ) {
    const loss = moving.loss();
    if (!Number.isFinite(loss))
      return { steps: { tenth: never, hundredth: never, cell: never }, diverged: true };
    const cell = predictions(moving.factors())[MISSING[0]];
    const next = Math.max(at + 1, Math.ceil(1.02 * at));
    for (const goal of Object.keys(GOALS) as Goal[]) if (!GOALS[goal](loss, cell)) since[goal] = next;
    if (at > 2 * Math.max(...Object.values(since))) break; // it has stayed there as long as it took
    for (; at < next; at++) moving.move();
  }
  const steps = Object.fromEntries(
    Object.entries(since).map(([goal, step]) => [goal, step > RACE.most ? never : step]),
  );
  return { steps: steps as Record<Goal, number>, diverged: false };
}

const seeds = Array.from({ length: RACE.seeds }, (_, seed) => seed);

async function run(method: Optimizer['method'], alpha: number): Promise<Run> {
  const reached = [];
  for (const seed of seeds) {
    const one = await trainer(startOf(seed), { method, alpha });
    reached.push(reach({ move: () => one.advance(), loss: () => one.loss, factors: () => one.factors() }));
    one.dispose();
  }
  return {
    alpha,
    diverged: reached.filter(({ diverged }) => diverged).length > seeds.length / 2,
    steps: medians(reached),
  };
}

function medians(reached: { steps: Record<Goal, number> }[]): Run['steps'] {
  const median = (goal: Goal) => {
    const middle = quantile(
      reached.map(({ steps }) => steps[goal]),
      0.5,
    );
    return Number.isFinite(middle) ? middle : null;
  };
  return { tenth: median('tenth'), hundredth: median('hundredth'), cell: median('cell') };
}

async function race(): Promise<RaceShown> {
  const runs = [];
  for (const [name, method] of METHODS) {
    const all = [];
    for (const alpha of RACE.alphas) all.push(await run(method, alpha));
    runs.push({ name, runs: all });
  }
  const alternated = [];
  for (const seed of seeds) {
    const als = await alternation(startOf(seed));
    alternated.push(reach({ move: () => als.sweep(), loss: () => als.loss(), factors: () => als.factors() }));
    als.dispose();
  }
  return { runs, sweeps: medians(alternated) };
}

export default race();
