import { type FullOptimizer, fullOptimizer, type Optimizer } from './settings.ts';

/** Moves `values` one step against `gradient`, in place; keeps what the method remembers of the steps before. `step` and `epoch` count from 1. */
export type Update = (values: Float64Array, gradient: Float64Array, step: number, epoch: number) => void;

/** The update of one array of `length` numbers, in pyfms' formulas. */
export function createUpdate(given: Optimizer, length: number): Update {
  const optimizer: FullOptimizer = fullOptimizer(given);
  const { learningRate } = optimizer;
  if (optimizer.method === 'sgd')
    return (values, gradient, _step, epoch) => {
      const rate = learningRate / (1 + optimizer.decay * (epoch - 1));
      for (let i = 0; i < values.length; i++) values[i] -= rate * gradient[i];
    };
  const square = new Float64Array(length);
  if (optimizer.method === 'rmsprop') {
    const { rho, epsilon } = optimizer;
    return (values, gradient) => {
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i];
        const s = rho * square[i] + (1 - rho) * g * g;
        square[i] = s;
        values[i] -= (learningRate * g) / Math.sqrt(s + epsilon);
      }
    };
  }
  const { beta1, beta2, epsilon, lambda } = optimizer;
  const mean = new Float64Array(length);
  return (values, gradient, step) => {
    const decayed = beta1 * lambda ** (step - 1);
    const [left1, left2] = [1 - beta1 ** step, 1 - beta2 ** step];
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i];
      const m = decayed * mean[i] + (1 - decayed) * g;
      const s = beta2 * square[i] + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = s;
      values[i] -= (learningRate * (m / left1)) / (Math.sqrt(s / left2) + epsilon);
    }
  };
}
