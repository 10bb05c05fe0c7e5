import { presetOf } from './loss-line/presets.ts';
import { productOf } from './matrices.ts';
import type { Point } from './views.ts';

/** What a loss takes for the prediction. */
export interface Prediction {
  /** As mathematics in plain text. */
  text: string;
  of: (x: number) => number;
}

const PLAIN: Prediction = { text: 'PQ', of: (x) => x };
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** By what the presets say; a loss of the reader's own predicts PQ. */
const KNOWN: Record<string, Prediction> = {
  '1 + 4 * sigmoid(X)': { text: '1 + 4 sigmoid(PQ)', of: (x) => 1 + 4 * sigmoid(x) },
  'sigmoid(X)': { text: 'sigmoid(PQ)', of: sigmoid },
};

export const predictionBy = (loss: string): Prediction => KNOWN[presetOf(loss)?.predicts ?? ''] ?? PLAIN;

/** The predictions for all cells, row after row. */
export const predictions = (point: Point, rows: number, columns: number, k: number, { of }: Prediction) =>
  productOf(point, rows, columns, k).map(of);
