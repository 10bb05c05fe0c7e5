import { rmse, split } from '../../../engine/matrix-factorization/evaluation.ts';
import { randomFactors } from '../../../engine/matrix-factorization/factors.ts';
import { simulatedRatings } from '../../../engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../engine/random.ts';
import { factorizer } from './example.build.ts';
import type { RankShown } from './rank.ts';
import { RANKS } from './settings.ts';

async function ranks(): Promise<RankShown> {
  const { rows, columns, count, tastes, noise } = RANKS;
  const random = seeded(1);
  const { ratings, truth } = simulatedRatings({ rows, columns, count, rank: tastes, noise, random });
  const { train, held } = split(ratings, RANKS.held, random);
  const engine = await factorizer;
  const ks = Array.from({ length: RANKS.most }, (_, i) => i + 1);
  const short = (value: number) => Number(value.toFixed(4));
  const betas = RANKS.betas.map((beta) => {
    const errors = ks.map((k) => {
      const als = engine.als(train, { k, beta, start: randomFactors(rows, columns, k, seeded(1)) });
      while (als.sweeps < RANKS.sweeps) als.sweep();
      const factors = als.factors();
      als.dispose();
      return { train: short(rmse(train, factors, k)), held: short(rmse(held, factors, k)) };
    });
    return { beta, train: errors.map((each) => each.train), held: errors.map((each) => each.held) };
  });
  const average = train.value.reduce((sum, value) => sum + value, 0) / train.value.length;
  const mean = Math.sqrt(
    held.value.reduce((sum, value) => sum + (value - average) ** 2, 0) / held.value.length,
  );
  return { planted: truth.k, noise, mean: short(mean), betas };
}

export default ranks();
