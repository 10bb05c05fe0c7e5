import {
  add,
  dispose,
  memory,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  tensor,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { penalties } from '../settings.ts';
import { checkProblem, type Problem, type Trainer } from '../training.ts';
import type { Weights } from '../weights.ts';
import { type Batch, Batches } from './batches.ts';
import { errorOf, penaltyOf, type Variables } from './forward.ts';
import { registerGradients } from './gradients.ts';
import { createTensorUpdate } from './updates.ts';

/** How many tensors tfjs holds in memory. Steps leave it as it is; `dispose` brings it back to what it was before. */
export const tensorsAlive = (): number => memory().numTensors;

let made = 0;

/**
 * A trainer that runs the loss as operations of tfjs, in float32, and lets tfjs find the gradient by itself from the tape of what ran.
 * The caller starts a backend first (src/lib/tfjs). Rows are written out with their zeros: a step throws an `InvalidInputError` where
 * its rows and features are more than 4 million numbers.
 */
export function createTfjsTrainer(problem: Problem): Trainer {
  checkProblem(problem);
  const { task, samples, start, optimizer, regularizer } = problem;
  const { d, k } = start;
  registerGradients();
  const number = ++made; // variables of tfjs need names of their own
  const own = (name: string, values: ArrayLike<number>, shape: number[]): Variable =>
    tidy(() => variable(tensor(Float32Array.from(values), shape), true, `machine-${number}-${name}`));
  const now: Variables = {
    w0: own('w0', [start.w0], []),
    w1: own('w1', start.w1, [d, 1]),
    ...(k > 0 && { V: own('V', start.V, [k, d]) }),
  };
  const all = [now.w0, now.w1, ...(now.V ? [now.V] : [])];
  const updates = all.map((each) => createTensorUpdate(optimizer, each));
  const penalty = penalties(regularizer, d, k);
  const batches = new Batches(task, samples);
  let steps = 0;

  function slopes(batch: Batch): NamedTensorMap {
    const { value, grads } = variableGrads(() => {
      const error = errorOf(task, now, batch);
      const added = penaltyOf(now, penalty);
      return added ? add(error, added) : error;
    }, all);
    value.dispose();
    return grads;
  }

  const shaped = (find: (each: Variable) => Tensor | undefined): Weights => {
    const numbers = (each: Variable) =>
      Float64Array.from(find(each)?.dataSync() ?? new Float64Array(each.size));
    const V = now.V ? numbers(now.V) : new Float64Array(0);
    return { d, k, w0: numbers(now.w0)[0], w1: numbers(now.w1), V };
  };

  const read = (compute: () => Scalar | undefined): number => {
    const value = tidy(compute);
    const number = value?.dataSync()[0] ?? 0;
    value?.dispose();
    return number;
  };

  return {
    executor: 'tfjs',
    get steps() {
      return steps;
    },
    step(order, from, to, epoch) {
      batches.use(order, from, to, (batch) => {
        const grads = slopes(batch);
        steps++;
        for (const [i, update] of updates.entries())
          update.apply(grads[(all[i] as Variable).name] as Tensor, steps, epoch);
        dispose(grads);
      });
    },
    gradient(order, from, to) {
      let found = shaped(() => undefined);
      batches.use(order, from, to, (batch) => {
        const grads = slopes(batch);
        found = shaped((each) => grads[each.name]);
        dispose(grads);
      });
      return found;
    },
    loss() {
      let sum = read(() => penaltyOf(now, penalty));
      batches.useAll((batch) => {
        sum += read(() => errorOf(task, now, batch));
      });
      return sum;
    },
    weights: () => shaped((each) => each),
    dispose() {
      for (const each of [...updates, ...all, batches]) each.dispose();
    },
  };
}
