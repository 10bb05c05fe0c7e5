import {
  AdamOptimizer,
  dispose,
  MomentumOptimizer,
  memory,
  type NamedTensorMap,
  profile,
  type Scalar,
  SGDOptimizer,
  scalar,
  type Tensor2D,
  type Optimizer as TfjsOptimizer,
  tensor2d,
  type Variable,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { checkRatings, dense } from '../ratings.ts';
import { ADAM, MOMENTUM, type Optimizer, type Problem, type Trainer } from '../training.ts';
import { checkWhole } from '../whole.ts';
import { Forward } from './forward.ts';
import { registerGradients } from './gradients.ts';

/** A trainer by tfjs that also tells what it asks of it. */
export interface TfjsTrainer extends Trainer {
  /** Takes a step as `advance` does, and returns how often each kernel ran in it. */
  traced(): Promise<Map<string, number>>;
}

/** How many tensors tfjs holds in memory. Steps leave it as it is; `dispose` brings it back to what it was before. */
export const tensorsAlive = (): number => memory().numTensors;

let made = 0;

/**
 * A trainer that runs the loss as operations of tfjs, in float32, and lets tfjs find the gradient by itself from the tape of what
 * ran. The caller starts a backend first (src/lib/tfjs). Matrices are held whole: `InvalidInputError` above 4 million cells.
 */
export function createTfjsTrainer({ ratings, k, start, loss, beta, optimizer }: Problem): TfjsTrainer {
  const { rows, columns } = ratings;
  checkWhole(ratings);
  checkRatings(ratings);
  registerGradients();
  const { values: D, mask } = dense(ratings);
  const number = ++made; // variables of tfjs need names of their own
  const factor = (name: 'P' | 'Q', shape: [number, number]): Variable => {
    const initial = tensor2d(Float32Array.from(start[name]), shape);
    const own = variable(initial, true, `factorization-${number}-${name}`);
    initial.dispose();
    return own;
  };
  const [P, Q] = [factor('P', [rows, k]), factor('Q', [k, columns])];
  const forward = new Forward(
    {
      P,
      Q,
      D: tensor2d(Float32Array.from(D), [rows, columns]),
      W: tensor2d(Float32Array.from(mask), [rows, columns]),
      alpha: scalar(optimizer.alpha),
      beta: scalar(beta),
      m: scalar(rows),
      n: scalar(columns),
      k: scalar(k),
    },
    mask,
  );
  const steps = stepper(optimizer);
  const evaluate = () => {
    const { value, grads } = variableGrads(() => forward.value(loss.expression) as Scalar, [P, Q]);
    const reached = value.dataSync()[0] as number;
    value.dispose();
    return { value: reached, grads };
  };
  let now = evaluate();
  let taken = 0;
  const trainer: TfjsTrainer = {
    executor: 'tfjs',
    get steps() {
      return taken;
    },
    get loss() {
      return now.value;
    },
    advance() {
      steps.applyGradients(now.grads);
      dispose(now.grads);
      now = evaluate();
      taken++;
      return now.value;
    },
    factors: () => ({ P: numbers(P), Q: numbers(Q) }),
    gradient: () => ({ P: gradientOf(now.grads, P), Q: gradientOf(now.grads, Q) }),
    async traced() {
      const { kernels } = await profile(() => {
        trainer.advance();
        return [];
      });
      const counts = new Map<string, number>();
      for (const { name } of kernels) counts.set(name, (counts.get(name) ?? 0) + 1);
      return new Map([...counts].sort((a, b) => b[1] - a[1]));
    },
    dispose() {
      dispose(now.grads);
      steps.dispose();
      forward.dispose();
    },
  };
  return trainer;
}

/** How often each kernel of tfjs runs in one step of a problem. */
export async function kernelsPerStep(problem: Problem): Promise<Map<string, number>> {
  const trainer = createTfjsTrainer(problem);
  trainer.advance(); // optimizers make what they remember in their first step
  const counts = await trainer.traced();
  trainer.dispose();
  return counts;
}

/** Gives back the learning rate too, which tfjs' own forgets. */
class Momentum extends MomentumOptimizer {
  override dispose(): void {
    super.dispose();
    this.c.dispose();
  }
}

function stepper({ method, alpha, momentum = MOMENTUM }: Optimizer): TfjsOptimizer {
  if (method === 'momentum') return new Momentum(alpha, momentum);
  if (method === 'adam') return new AdamOptimizer(alpha, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  return new SGDOptimizer(alpha);
}

const numbers = (tensor: Tensor2D | Variable): Float64Array => Float64Array.from(tensor.dataSync());

/** A loss need not depend on both factors. */
function gradientOf(gradients: NamedTensorMap, of: Variable): Float64Array {
  const gradient = gradients[of.name];
  return gradient ? Float64Array.from(gradient.dataSync()) : new Float64Array(of.size);
}
