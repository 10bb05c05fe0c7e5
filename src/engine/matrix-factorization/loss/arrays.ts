import type { Factors } from '../factors.ts';
import { createUpdate } from '../optimizers.ts';
import { checkRatings, dense } from '../ratings.ts';
import type { Problem, Trainer } from '../training.ts';
import { checkWhole } from '../whole.ts';
import { createPlan } from './plan.ts';

/**
 * A trainer that walks the loss and its derived gradient, node by node, over arrays of float64. Matrices are held whole:
 * `InvalidInputError` above 4 million cells.
 */
export function createArraysTrainer({ ratings, k, start, loss, beta, optimizer }: Problem): Trainer {
  const { rows, columns } = ratings;
  checkWhole(ratings);
  checkRatings(ratings);
  if (start.P.length !== rows * k || start.Q.length !== k * columns)
    throw new RangeError(
      `factors of ${start.P.length} and ${start.Q.length} numbers for ${rows} x ${k} x ${columns}`,
    );
  const { values: D, mask } = dense(ratings);
  const [P, Q] = [start.P.slice(), start.Q.slice()];
  const scalar = (value: number) => Float64Array.of(value);
  const plan = createPlan([loss.expression, loss.gradient.P, loss.gradient.Q], {
    D,
    W: Float64Array.from(mask),
    P,
    Q,
    alpha: scalar(optimizer.alpha),
    beta: scalar(beta),
    m: scalar(rows),
    n: scalar(columns),
    k: scalar(k),
  });
  const [value, byP, byQ] = plan.results as [Float64Array, Float64Array, Float64Array];
  const updateP = createUpdate(optimizer, P.length);
  const updateQ = createUpdate(optimizer, Q.length);
  plan.run();
  let steps = 0;
  return {
    executor: 'arrays',
    get steps() {
      return steps;
    },
    get loss() {
      return value[0] as number;
    },
    advance() {
      updateP(P, byP);
      updateQ(Q, byQ);
      plan.run();
      steps++;
      return value[0] as number;
    },
    factors: (): Factors => ({ P: P.slice(), Q: Q.slice() }),
    gradient: (): Factors => ({ P: byP.slice(), Q: byQ.slice() }),
    dispose() {},
  };
}
