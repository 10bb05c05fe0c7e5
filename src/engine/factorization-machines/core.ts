import type { CoreExports } from '../wasm.ts';

/** What the module exports: the functions of wasm/factorization-machines/factorization-machines.h, where they are described. */
export interface Core extends CoreExports {
  factorization_machines_new(
    rows: number,
    d: number,
    k: number,
    entries: number,
    sparse: number,
    weighted: number,
    task: number,
  ): number;
  factorization_machines_free(m: number): void;
  factorization_machines_start(m: number): number;
  factorization_machines_column(m: number): number;
  factorization_machines_value(m: number): number;
  factorization_machines_target(m: number): number;
  factorization_machines_weight(m: number): number;
  factorization_machines_exchange(m: number): number;
  factorization_machines_set_weights(m: number): void;
  factorization_machines_get_weights(m: number): void;
  factorization_machines_regularize(m: number, l1: number, w0: number, w1: number, v: number): void;
  factorization_machines_batch(m: number, count: number): number;
  factorization_machines_derive(m: number, count: number): number;
  factorization_machines_get_gradient(m: number): void;
  factorization_machines_descend(m: number, rate: number): void;
  factorization_machines_rmsprop(m: number, rate: number, keep: number, epsilon: number): void;
  factorization_machines_adam(
    m: number,
    rate: number,
    keep1: number,
    keep2: number,
    share1: number,
    share2: number,
    epsilon: number,
  ): void;
  factorization_machines_loss(m: number): number;
}

/** enum factorization_machines_task, by the names that callers use. */
export const TASK = { regression: 0, classification: 1 } as const;
