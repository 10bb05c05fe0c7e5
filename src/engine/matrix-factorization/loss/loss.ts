import type { Expression } from './expression.ts';

/** A loss as typed, understood. */
export interface Loss {
  source: string;
  /** A scalar. */
  expression: Expression;
  /** Its derivatives by P (m x k) and Q (k x n), with X = PQ seen through. */
  gradient: { P: Expression; Q: Expression };
}
