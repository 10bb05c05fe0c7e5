import type { Random } from '../random.ts';
import { multiply } from './matmul.ts';

/** The two factors of D ≈ PQ. */
export interface Factors {
  /** P, m x k, row after row: one row of k numbers for every row of D. */
  P: Float64Array;
  /** Q, k x n, row after row: one column of k numbers for every column of D. */
  Q: Float64Array;
}

/** Starting factors, evenly spread over [0, 1): first P, then Q, row after row. Where the tutorial of 2010 starts, too. */
export function randomFactors(rows: number, columns: number, k: number, random: Random): Factors {
  return {
    P: Float64Array.from({ length: rows * k }, random),
    Q: Float64Array.from({ length: k * columns }, random),
  };
}

/** X = PQ, m x n, row after row. */
export function product({ P, Q }: Factors, rows: number, columns: number, k: number): Float64Array {
  const X = new Float64Array(rows * columns);
  multiply(X, P, Q, rows, k, columns);
  return X;
}
