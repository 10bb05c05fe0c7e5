import { ADAM, MOMENTUM, type Optimizer } from './training.ts';

/** Moves `values` one step against `gradient`, in place; keeps what the method remembers of the steps before. */
export type Update = (values: Float64Array, gradient: Float64Array) => void;

/** The update of one array of `length` parameters: the same as tfjs' optimizer of that name, in float64. */
export function createUpdate({ method, alpha, momentum = MOMENTUM }: Optimizer, length: number): Update {
  if (method === 'gradient-descent')
    return (values, gradient) => {
      for (let i = 0; i < values.length; i++)
        values[i] = (values[i] as number) - alpha * (gradient[i] as number);
    };
  if (method === 'momentum') {
    const velocity = new Float64Array(length);
    return (values, gradient) => {
      for (let i = 0; i < values.length; i++) {
        const v = momentum * (velocity[i] as number) + (gradient[i] as number);
        velocity[i] = v;
        values[i] = (values[i] as number) - alpha * v;
      }
    };
  }
  const { beta1, beta2, epsilon } = ADAM;
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  let [left1, left2] = [1, 1]; // beta1 and beta2 to the number of steps: what the means still have of the zeros they began with
  return (values, gradient) => {
    left1 *= beta1;
    left2 *= beta2;
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i] as number;
      const m = beta1 * (mean[i] as number) + (1 - beta1) * g;
      const s = beta2 * (square[i] as number) + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = s;
      values[i] =
        (values[i] as number) - (alpha * (m / (1 - left1))) / (epsilon + Math.sqrt(s / (1 - left2)));
    }
  };
}
