import { InvalidInputError } from '../errors.ts';
import { float64View, instantiate, uint32View } from '../wasm.ts';
import { type Core, TASK } from './core.ts';
import { type Features, isSparse, sparse } from './features.ts';
import { type FullOptimizer, fullOptimizer, penalties } from './settings.ts';
import { type CreateTrainer, checkProblem, type Problem, type Trainer } from './training.ts';
import type { Weights } from './weights.ts';

/**
 * Trainers in C++, compiled to WebAssembly, which take the steps of those on typed arrays several times as fast. All of them share one
 * memory, which grows as needed; `dispose` makes room in it for the next.
 */
export async function createCompiled(module: WebAssembly.Module): Promise<CreateTrainer> {
  const core: Core = await instantiate(module);
  return (problem) => createCompiledTrainer(core, problem);
}

/** A trainer in the memory of a module that was started by `instantiate`. */
export function createCompiledTrainer(core: Core, problem: Problem): Trainer {
  checkProblem(problem);
  const { samples, start, optimizer, regularizer } = problem;
  const { d, k } = start;
  let machine = load(core, problem);
  const penalty = penalties(regularizer, d, k);
  const l1 = Number(penalty.norm === 'l1');
  core.factorization_machines_regularize(machine, l1, penalty.w0, penalty.w1, penalty.v);
  const move = mover(core, machine, fullOptimizer(optimizer));
  let steps = 0;

  const exchange = () =>
    weightsView(float64View(core, core.factorization_machines_exchange(machine), 1 + d + k * d), d, k);
  exchange().set(start);
  core.factorization_machines_set_weights(machine);

  let batch = new Uint32Array(0);

  /** Finds the gradient; false when the rows weigh nothing. */
  function derive(order: Uint32Array, from: number, to: number): boolean {
    const count = to - from;
    if (batch.length < count) {
      // Memory that has grown detaches views: their length is then 0.
      batch = new Uint32Array(0); // the old one is gone, also where there is no memory for the new
      const pointer = core.factorization_machines_batch(machine, count);
      if (pointer === 0) throw new InvalidInputError(NO_MEMORY);
      batch = uint32View(core, pointer, count);
    }
    for (let i = 0; i < count; i++) {
      const row = order[from + i];
      if (!(row < samples.X.rows)) throw new RangeError(`there is no row ${row}`);
      batch[i] = row;
    }
    return core.factorization_machines_derive(machine, count) !== 0;
  }

  return {
    executor: 'compiled',
    get steps() {
      return steps;
    },
    step(order, from, to, epoch) {
      if (!derive(order, from, to)) return;
      steps++;
      move(steps, epoch);
    },
    gradient(order, from, to) {
      if (!derive(order, from, to))
        return { d, k, w0: 0, w1: new Float64Array(d), V: new Float64Array(k * d) };
      core.factorization_machines_get_gradient(machine);
      return exchange().get();
    },
    loss: () => core.factorization_machines_loss(machine),
    weights() {
      core.factorization_machines_get_weights(machine);
      return exchange().get();
    },
    dispose() {
      core.factorization_machines_free(machine);
      machine = 0;
    },
  };
}

const NO_MEMORY =
  'There is not enough memory for these data. Close other tabs, or take fewer rows, fewer features or a smaller k.';
/** Most numbers in X; they take 4 GB. */
const MOST_ENTRIES = 2 ** 29;

/** Copies samples into the module's memory, as entries where that is less work; returns what its functions take. */
function load(core: Core, { task, samples, start: { d, k } }: Problem): number {
  const { y, weights } = samples;
  const X = lighter(samples.X);
  const values = isSparse(X) ? X.value : X.values;
  const machine =
    values.length > MOST_ENTRIES
      ? 0
      : core.factorization_machines_new(
          X.rows,
          d,
          k,
          values.length,
          Number(isSparse(X)),
          Number(weights !== undefined),
          TASK[task],
        );
  if (machine === 0) throw new InvalidInputError(NO_MEMORY);
  if (isSparse(X)) {
    uint32View(core, core.factorization_machines_start(machine), X.rows + 1).set(X.start);
    uint32View(core, core.factorization_machines_column(machine), values.length).set(X.column);
  }
  float64View(core, core.factorization_machines_value(machine), values.length).set(values);
  float64View(core, core.factorization_machines_target(machine), X.rows).set(y);
  if (weights) float64View(core, core.factorization_machines_weight(machine), X.rows).set(weights);
  return machine;
}

/** A whole matrix of which most is 0 as its entries. */
function lighter(X: Features): Features {
  if (isSparse(X)) return X;
  const count = X.values.reduce((sum, value) => sum + (value !== 0 ? 1 : 0), 0);
  return count < WORTH_SPARSE * X.values.length ? sparse(X) : X;
}

/** An entry of its own takes about twice the time of a number in a whole matrix. */
const WORTH_SPARSE = 0.5;

/** The function that makes a step of the gradient. */
function mover(core: Core, machine: number, optimizer: FullOptimizer): (step: number, epoch: number) => void {
  const { learningRate } = optimizer;
  if (optimizer.method === 'sgd')
    return (_step, epoch) =>
      core.factorization_machines_descend(machine, learningRate / (1 + optimizer.decay * (epoch - 1)));
  if (optimizer.method === 'rmsprop')
    return () => core.factorization_machines_rmsprop(machine, learningRate, optimizer.rho, optimizer.epsilon);
  const { beta1, beta2, epsilon, lambda } = optimizer;
  return (step) =>
    core.factorization_machines_adam(
      machine,
      learningRate,
      beta1 * lambda ** (step - 1),
      beta2,
      1 - beta1 ** step,
      1 - beta2 ** step,
      epsilon,
    );
}

/** Numbers in the order in which the module takes and gives weights, and gradients: w0, w1, V. */
function weightsView(values: Float64Array, d: number, k: number) {
  return {
    get: (): Weights => ({
      d,
      k,
      w0: values[0],
      w1: values.slice(1, 1 + d),
      V: values.slice(1 + d),
    }),
    set({ w0, w1, V }: Weights) {
      values[0] = w0;
      values.set(w1, 1);
      values.set(V, 1 + d);
    },
  };
}
