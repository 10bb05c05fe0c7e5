/** How a step is made of a gradient; names, formulas and defaults are those of pyfms, which differ from tfjs' here and there. */
export type Optimizer =
  | {
      method: 'sgd';
      /** Default 0.001. */
      learningRate?: number;
      /** In epoch e (from 1) the learning rate is divided by 1 + decay (e - 1). Default 0. */
      decay?: number;
    }
  | {
      method: 'rmsprop';
      /** Default 0.001. */
      learningRate?: number;
      /** How much of the mean of squared gradients stays at a step. Default 0.9. */
      rho?: number;
      /** Added to that mean under the root. Default 1e-6. */
      epsilon?: number;
    }
  | {
      /** Kingma and Ba 2015, Algorithm 1; the decay of beta1 as in its first version. */
      method: 'adam';
      /** Default 0.001. */
      learningRate?: number;
      /** Default 0.9. */
      beta1?: number;
      /** Default 0.999. */
      beta2?: number;
      /** Added to the root. Default 1e-8. */
      epsilon?: number;
      /** beta1 is multiplied by this at every step, but for the correction of the bias. Default 1 - 1e-8. */
      lambda?: number;
    };

/** What is added to the mean error: `w0` times |w0| or w0², and so on. */
export interface Regularizer {
  /** Sizes of numbers, or their squares. */
  norm: 'l1' | 'l2';
  /** Weights of the three parts. Default 0. */
  w0?: number;
  w1?: number;
  v?: number;
  /**
   * Whether a part is the mean over its numbers, as in pyfms, so that a weight means the same for any d and k, or their sum, as in
   * Rendle 2010 and most libraries. Default 'mean'.
   */
  reduction?: 'mean' | 'sum';
}

/** An optimizer with its defaults in place. */
export type FullOptimizer = { [M in Optimizer as M['method']]: Required<M> }[Optimizer['method']];

/** Puts the defaults in place. */
export function fullOptimizer(optimizer: Optimizer): FullOptimizer {
  if (optimizer.method === 'sgd') return { learningRate: 0.001, decay: 0, ...optimizer };
  if (optimizer.method === 'rmsprop') return { learningRate: 0.001, rho: 0.9, epsilon: 1e-6, ...optimizer };
  return { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, lambda: 1 - 1e-8, ...optimizer };
}

/** The weights of a regularizer on each single number of w0, w1 and V: divided by how many there are where parts are means. */
export function penalties(
  regularizer: Regularizer | undefined,
  d: number,
  k: number,
): { norm: 'l1' | 'l2'; w0: number; w1: number; v: number } {
  const { norm = 'l2', w0 = 0, w1 = 0, v = 0, reduction = 'mean' } = regularizer ?? {};
  const mean = reduction === 'mean';
  return { norm, w0, w1: mean ? w1 / d : w1, v: k === 0 ? 0 : mean ? v / (d * k) : v };
}
