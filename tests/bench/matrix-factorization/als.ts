import { rmse, split } from '../../../src/engine/matrix-factorization/evaluation.ts';
import { type Factors, randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import type { Ratings } from '../../../src/engine/matrix-factorization/ratings.ts';
import { MOVIELENS_SHAPES, simulatedRatings } from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';
import { cpuMs, spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import { alsByHand } from './als-by-hand.ts';
import type { Python } from './python.ts';
import type { Results } from './results.ts';
import { openOurs } from './trainers.ts';

/** The rank that is fitted, which is that of what is planted: 14 tastes, and how much readers and films are liked in general. */
const K = 16;
/** Standard deviation of the noise: what is left of MovieLens 1M by the best of published models is about as much. */
const NOISE = 0.75;
/** Sweeps after which least squares, started at what was planted, has come to rest to a thousandth of the error. */
const RESTED = 30;
/** What counts as having arrived: an error this many times that of the floor. */
const ARRIVED = 1.01;
const MOST_SWEEPS = 40;

/** Whoever alternates: its sweeps are the same in exact arithmetic, so that all arrive with the same one. */
interface Alternation {
  /** Milliseconds of CPU until the first sweep can begin. */
  ready: number;
  /** One sweep: its milliseconds of CPU. */
  sweep: () => Promise<number>;
  factors: () => Factors;
  close: () => void;
}
type Open = (train: Ratings, beta: number, start: Factors) => Promise<Alternation>;

/**
 * Alternating least squares on a million simulated ratings of MovieLens 1M's shape, a tenth of them held out: the time until the error
 * on those is within 1 % of the floor. The floor is where least squares comes to rest when it starts at the planted factors, at the best
 * of `betas`: nobody can start better, and what the same model still errs there is noise, and what noise did to its factors.
 */
export async function alsOf(
  python: Python | undefined,
  betas: number[],
  rounds: number,
): Promise<Results['als']> {
  const shape = MOVIELENS_SHAPES['1m'];
  const { ratings, truth } = simulatedRatings({ ...shape, rank: K - 2, noise: NOISE, random: seeded(1) });
  const { train, held } = split(ratings, 0.1, seeded(2));
  const error = (factors: Factors) => rmse(held, factors, K);
  const grid = await gridOf(betas, train, truth, error);
  const best = grid.reduce((a, b) => (b.rmse < a.rmse ? b : a));
  const start = randomFactors(shape.rows, shape.columns, K, seeded(3));

  const contenders: { name: string; version?: string; open: Open; rounds: number }[] = [
    { name: 'This site’s engine', open: openEngine, rounds },
    { name: 'JavaScript, typed arrays', open: openByHand, rounds: Math.min(rounds, 3) },
    ...(python
      ? [
          {
            name: 'numpy',
            version: python.versions.numpy,
            open: openNumpy(python),
            rounds: Math.min(rounds, 2),
          },
        ]
      : []),
  ];
  const runs = contenders.map((): Run[] => []);
  for (let i = 0; i < rounds; i++)
    for (const [c, { open, rounds }] of contenders.entries())
      if (i < rounds) runs[c].push(await run(await open(train, best.beta, start), best.rmse, error));

  const [[{ errors }]] = runs;
  const ours = spreadOf(runs[0].map(({ total }) => total)).median;
  return {
    shape,
    k: K,
    noise: NOISE,
    planted: round(error(truth), 5),
    floor: { beta: best.beta, rmse: best.rmse, grid },
    rows: contenders.map(({ name, version }, c) => {
      agree(name, runs[c], errors);
      const spread = (part: 'ready' | 'sweep' | 'total') =>
        rounded(spreadOf(runs[c].map((each) => each[part])));
      return {
        name,
        ...(version && { version }),
        ready: spread('ready'),
        sweep: spread('sweep'),
        total: spread('total'),
        ratio: round(spread('total').median / ours),
        sweeps: runs[c][0].errors.length,
        rmse: round(runs[c][0].errors.at(-1) ?? Number.NaN, 5),
      };
    }),
  };
}

interface Run {
  ready: number;
  /** The mean over sweeps. */
  sweep: number;
  total: number;
  /** On what is held out, after each sweep. */
  errors: number[];
}

async function run(
  alternation: Alternation,
  floor: number,
  error: (factors: Factors) => number,
): Promise<Run> {
  const errors: number[] = [];
  let sum = 0;
  while (!(errors.at(-1)! <= ARRIVED * floor) && errors.length < MOST_SWEEPS) {
    sum += await alternation.sweep();
    errors.push(error(alternation.factors()));
  }
  const { ready } = alternation;
  alternation.close();
  return { ready, sweep: sum / errors.length, total: ready + sum, errors };
}

async function gridOf(betas: number[], train: Ratings, truth: Factors, error: (factors: Factors) => number) {
  const grid: { beta: number; rmse: number }[] = [];
  for (const beta of betas) {
    const { sweep, factors, close } = await openEngine(train, beta, truth);
    for (let i = 0; i < RESTED; i++) await sweep();
    grid.push({ beta, rmse: round(error(factors()), 5) });
    close();
  }
  return grid;
}

const openEngine: Open = async (ratings, beta, start) => {
  const factorizer = await openOurs();
  let als!: ReturnType<typeof factorizer.als>;
  const ready = cpuMs(() => {
    als = factorizer.als(ratings, { k: K, beta, start });
  });
  return {
    ready,
    sweep: async () => cpuMs(() => als.sweep()),
    factors: () => als.factors(),
    close: () => als.dispose(),
  };
};

const openByHand: Open = async (ratings, beta, start) => {
  let als!: ReturnType<typeof alsByHand>;
  const ready = cpuMs(() => {
    als = alsByHand(ratings, K, beta, start);
  });
  return { ready, sweep: async () => cpuMs(als.sweep), factors: als.factors, close: () => {} };
};

const openNumpy =
  ({ ask }: Python): Open =>
  async ({ rows, columns, row, column, value }, beta, { P, Q }) => {
    const request = { do: 'als', rows, columns, k: K, beta };
    const { ms } = await ask<{ ms: number }>(request, { row, column, value, P, Q });
    let factors: Factors = { P, Q };
    const sweep = async () => {
      const reply = await ask<{ ms: number } & Factors>({ do: 'sweep' }, {}, ['P', 'Q']);
      factors = reply;
      return reply.ms;
    };
    return { ready: ms, sweep, factors: () => factors, close: () => {} };
  };

/** Nobody wins by being wrong: the same error after every sweep. */
function agree(name: string, runs: Run[], errors: number[]): void {
  for (const run of runs)
    for (const [i, error] of errors.entries())
      if (!(Math.abs(run.errors[i] / error - 1) < 1e-6))
        throw new Error(`${name} errs by ${run.errors[i]} after sweep ${i + 1}, the engine by ${error}.`);
}
