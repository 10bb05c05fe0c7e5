import type { CoreExports } from '../wasm.ts';

type PairFunction = () => never;

/** What the module exports: the functions of wasm/matrix-factorization/matrix-factorization.h, where they are described. */
export interface Core extends CoreExports {
  matrix_factorization_new(rows: number, columns: number, k: number, count: number): number;
  matrix_factorization_free(f: number): void;
  matrix_factorization_row(f: number): number;
  matrix_factorization_column(f: number): number;
  matrix_factorization_value(f: number): number;
  matrix_factorization_factors(f: number): number;
  matrix_factorization_prepare(f: number): number;
  matrix_factorization_begin(f: number): number;
  matrix_factorization_predicted(f: number): number;
  matrix_factorization_slope(f: number): number;
  matrix_factorization_gradient(f: number): number;
  matrix_factorization_predict(f: number): void;
  matrix_factorization_gather(f: number): void;
  matrix_factorization_update(f: number, method: number, alpha: number, momentum: number): number;
  matrix_factorization_by_column(f: number): number;
  matrix_factorization_solve_rows(f: number, from: number, to: number, ridge: number): void;
  matrix_factorization_solve_columns(f: number, from: number, to: number, ridge: number): void;
  matrix_factorization_squared_error(f: number): number;
  matrix_factorization_squared_length(f: number): number;
  // Functions of pairs of doubles, which only WebAssembly can call.
  matrix_factorization_exp: PairFunction;
  matrix_factorization_log: PairFunction;
  matrix_factorization_log1p: PairFunction;
  matrix_factorization_sigmoid: PairFunction;
  matrix_factorization_softplus: PairFunction;
  matrix_factorization_tanh: PairFunction;
  matrix_factorization_power: PairFunction;
}

/** enum matrix_factorization_method, by the names that callers use. */
export const METHOD = { 'gradient-descent': 0, momentum: 1, adam: 2 } as const;
