import {
  add,
  div,
  mul,
  sqrt,
  square,
  sub,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { fullOptimizer, type Optimizer } from '../settings.ts';

/** Moves a variable one step against a gradient. `step` and `epoch` count from 1. */
export interface TensorUpdate {
  apply(gradient: Tensor, step: number, epoch: number): void;
  dispose(): void;
}

/** The update of one variable in pyfms' formulas, as operations of tfjs; its own optimizers differ from them. */
export function createTensorUpdate(given: Optimizer, values: Variable): TensorUpdate {
  const optimizer = fullOptimizer(given);
  const { learningRate } = optimizer;
  const move = (by: Tensor) => values.assign(sub(values, by));
  if (optimizer.method === 'sgd')
    return {
      apply: (gradient, _step, epoch) =>
        tidy(() => move(mul(gradient, learningRate / (1 + optimizer.decay * (epoch - 1))))),
      dispose() {},
    };
  const squares = memoryOf(values, 'square');
  if (optimizer.method === 'rmsprop') {
    const { rho, epsilon } = optimizer;
    return {
      apply: (gradient) =>
        tidy(() => {
          mix(squares, rho, square(gradient));
          move(div(mul(gradient, learningRate), sqrt(add(squares, epsilon))));
        }),
      dispose: () => squares.dispose(),
    };
  }
  const { beta1, beta2, epsilon, lambda } = optimizer;
  const mean = memoryOf(values, 'mean');
  return {
    apply: (gradient, step) =>
      tidy(() => {
        mix(mean, beta1 * lambda ** (step - 1), gradient);
        mix(squares, beta2, square(gradient));
        const [left1, left2] = [1 - beta1 ** step, 1 - beta2 ** step];
        move(div(mul(mean, learningRate / left1), add(sqrt(mul(squares, 1 / left2)), epsilon)));
      }),
    dispose() {
      mean.dispose();
      squares.dispose();
    },
  };
}

/** What an update remembers: as many zeros as there are values. */
function memoryOf(values: Variable, what: string): Variable {
  return tidy(() => variable(zerosLike(values), false, `${values.name}-${what}`));
}

const mix = (mean: Variable, stays: number, next: Tensor) =>
  mean.assign(add(mul(mean, stays), mul(next, 1 - stays)));
