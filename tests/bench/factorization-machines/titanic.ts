import {
  initialWeights,
  type Problem,
  startingBias,
  titanic,
} from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';

/** As the article's lab begins: 24 groups that weigh as many people, two factors, Adam with a rate of 0.02. */
export function titanicProblem(): Problem {
  const samples = titanic();
  const start = initialWeights({ d: samples.X.columns, k: 2, random: seeded(1) });
  start.w0 = startingBias(samples, 'classification');
  return { task: 'classification', samples, start, optimizer: { method: 'adam', learningRate: 0.02 } };
}
