import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';

/** The value of an expression in X where X is the one number `x`. */
export function evaluate(expression: string, x: number): number {
  const trainer = createArraysTrainer({
    ratings: {
      rows: 1,
      columns: 1,
      row: Uint32Array.of(0),
      column: Uint32Array.of(0),
      value: Float64Array.of(0),
    },
    k: 1,
    start: { P: Float64Array.of(x), Q: Float64Array.of(1) },
    loss: parseLoss(`sum(${expression})`),
    beta: 0,
    optimizer: { method: 'gradient-descent', alpha: 0 },
  });
  const { loss } = trainer;
  trainer.dispose();
  return loss;
}
