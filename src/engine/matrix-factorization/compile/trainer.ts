import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { float64View } from '../../wasm.ts';
import { type Core, METHOD } from '../core.ts';
import type { Factors } from '../factors.ts';
import type { Expression, Name } from '../loss/expression.ts';
import { checkRatings, dense, observed, type Ratings } from '../ratings.ts';
import { NO_MEMORY, Sparse } from '../sparse.ts';
import { MOMENTUM, type Problem, type Trainer } from '../training.ts';
import { MOST_CELLS } from '../whole.ts';
import { type CompiledLoss, compileLoss } from './compiled-loss.ts';
import type { Emitted, SumFunction } from './emit.ts';
import { NotCompiledError } from './not-compiled.ts';
import type { Domain } from './reductions.ts';
import { type Known, scalarSlopes, scalarValue } from './scalars.ts';

/** A trainer that runs the loss as a WebAssembly module of its own, emitted from the syntax tree. Double precision. */
export interface CompiledTrainer extends Trainer {
  readonly executor: 'compiled';
  /** The module. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Memory of all that is being factorized, in bytes. */
  readonly memoryBytes: number;
}

/** Throws `NotCompiledError` where the loss cannot be compiled, and `InvalidInputError` for what cannot be factorized. */
export function createCompiledTrainer(core: Core, problem: Problem): CompiledTrainer {
  return new ModuleTrainer(core, problem, compileLoss(problem.loss));
}

/** A sum of the loss that varies. */
interface Part {
  node: Expression;
  sum(): number;
  /** The same, and puts `weight` times its derivative where it belongs. */
  slope(weight: number): number;
}

class ModuleTrainer implements CompiledTrainer {
  readonly executor = 'compiled';
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #core: Core;
  readonly #problem: Problem;
  readonly #sparse: Sparse;
  /** Memory of the module's own: W, where it is needed, and the scalars. */
  readonly #extra: number;
  /** Over cells, and over the entries of P and Q. */
  readonly #parts: { cells: Part[]; factors: Part[] } = { cells: [], factors: [] };
  /** Of the sums, and of those that do not vary for ever. */
  readonly #values = new Map<Expression, number>();
  /** Of a linear loss: what each sum counts, and what is left where all are 0. */
  readonly #fixed: { weights: Map<Expression, number>; constant: number } | undefined;
  #steps = 0;
  #loss = Number.NaN;

  constructor(core: Core, problem: Problem, compiled: CompiledLoss) {
    const { ratings, k, start, loss } = problem;
    const cells = compiled.holes ? everyCell(ratings) : undefined;
    this.#core = core;
    this.#problem = problem;
    this.bytes = compiled.bytes;
    this.#sparse = new Sparse(core, cells?.ratings ?? ratings, k, start);
    const maskLength = cells?.mask.length ?? 0;
    this.#extra = core.malloc(8 * (maskLength + compiled.scalars.length + 1)) >>> 0;
    if (this.#extra === 0 || core.matrix_factorization_begin(this.#sparse.pointer) === 0) {
      this.dispose();
      throw new InvalidInputError(NO_MEMORY);
    }
    if (cells) float64View(core, this.#extra, maskLength).set(cells.mask);
    const scalars = this.#extra + 8 * maskLength;
    this.#bind(compiled, scalars);
    float64View(core, scalars, compiled.scalars.length).set(
      compiled.scalars.map((node) => scalarValue(node, this.#known)),
    );
    if (compiled.linear) {
      for (const { node } of this.#all()) this.#values.set(node, 0);
      this.#fixed = { weights: this.#weights(), constant: scalarValue(loss.expression, this.#known) };
    }
    this.#evaluate();
  }

  get memoryBytes(): number {
    return this.#core.memory.buffer.byteLength;
  }

  get steps(): number {
    return this.#steps;
  }

  get loss(): number {
    return this.#loss;
  }

  advance(): number {
    const { method, alpha, momentum = MOMENTUM } = this.#problem.optimizer;
    const { pointer } = this.#sparse;
    if (this.#core.matrix_factorization_update(pointer, METHOD[method], alpha, momentum) === 0) {
      throw new InvalidInputError(NO_MEMORY);
    }
    this.#steps++;
    this.#evaluate();
    return this.#loss;
  }

  factors(): Factors {
    return this.#sparse.factors();
  }

  gradient(): Factors {
    return this.#sparse.gradient();
  }

  dispose(): void {
    this.#sparse.free();
    this.#core.free(this.#extra);
  }

  /** Starts the module; sums that do not vary are computed at once, for scalars may be made of them. */
  #bind({ module, reductions }: CompiledLoss, scalars: number): void {
    const instance = new WebAssembly.Instance(module, { core: importsOf(this.#core) });
    const functions = instance.exports as unknown as Emitted;
    const { rows, columns, value } = this.#sparse.ratings;
    const { pointer, k } = this.#sparse;
    const core = this.#core;
    const d = core.matrix_factorization_value(pointer);
    const predicted = core.matrix_factorization_predicted(pointer);
    const slopes = core.matrix_factorization_slope(pointer);
    const factors = core.matrix_factorization_factors(pointer);
    const gradient = core.matrix_factorization_gradient(pointer);
    const columnsAt = 8 * rows * k;
    const places: Record<Domain, { x: number; g: number; n: number; entries: number }> = {
      observed: { x: predicted, g: slopes, n: value.length, entries: rows * columns },
      all: { x: predicted, g: slopes, n: value.length, entries: rows * columns },
      P: { x: factors, g: gradient, n: rows * k, entries: rows * k },
      Q: { x: factors + columnsAt, g: gradient + columnsAt, n: columns * k, entries: columns * k },
    };
    reductions.forEach(({ node, domain, varies }, i) => {
      const { x, g, n, entries } = places[domain];
      const scale = node.op === 'mean' ? 1 / entries : 1;
      const run = (f: SumFunction, weight: number) =>
        scale * f(d, this.#extra, x, g, scalars, n, scale * weight);
      const sum = functions[`sum${i}`] as SumFunction;
      if (!varies) {
        this.#values.set(node, run(sum, 0));
        return;
      }
      const slope = functions[`slope${i}`] as SumFunction;
      const part = { node, sum: () => run(sum, 0), slope: (weight: number) => run(slope, weight) };
      (domain === 'P' || domain === 'Q' ? this.#parts.factors : this.#parts.cells).push(part);
    });
  }

  /** Loss and gradient at the current factors. */
  #evaluate(): void {
    const { matrix_factorization_predict, matrix_factorization_gather } = this.#core;
    const { pointer } = this.#sparse;
    const { cells, factors } = this.#parts;
    matrix_factorization_predict(pointer);
    if (!this.#fixed) for (const { node, sum } of this.#all()) this.#values.set(node, sum());
    const weights = this.#fixed?.weights ?? this.#weights();
    let loss = this.#fixed?.constant ?? 0;
    for (const { node, slope } of cells) {
      const weight = weights.get(node) ?? 0;
      loss += weight * slope(weight);
    }
    matrix_factorization_gather(pointer);
    // What P and Q add to the gradient themselves comes on top of what the cells gave.
    for (const { node, slope } of factors) {
      const weight = weights.get(node) ?? 0;
      loss += weight * slope(weight);
    }
    this.#loss = this.#fixed ? loss : scalarValue(this.#problem.loss.expression, this.#known);
  }

  /** The derivative of the loss by each of its sums. */
  #weights(): Map<Expression, number> {
    const wanted = new Set(this.#all().map(({ node }) => node));
    const slopes = new Map<Expression, number>();
    scalarSlopes(this.#problem.loss.expression, this.#known, wanted, slopes);
    return slopes;
  }

  #all(): Part[] {
    return [...this.#parts.cells, ...this.#parts.factors];
  }

  readonly #known: Known = (node) => {
    if (node.op !== 'name') return this.#values.get(node);
    const { ratings, k, beta, optimizer } = this.#problem;
    const names: Partial<Record<Name, number>> = {
      alpha: optimizer.alpha,
      beta,
      m: ratings.rows,
      n: ratings.columns,
      k,
    };
    return names[node.name];
  };
}

/** What emitted modules import. */
const importsOf = (core: Core): WebAssembly.ModuleImports => ({
  memory: core.memory,
  exp: core.matrix_factorization_exp,
  log: core.matrix_factorization_log,
  log1p: core.matrix_factorization_log1p,
  sigmoid: core.matrix_factorization_sigmoid,
  softplus: core.matrix_factorization_softplus,
  tanh: core.matrix_factorization_tanh,
  power: core.matrix_factorization_power,
});

/** All cells of a matrix as if observed, 0 where they are not, and W. */
function everyCell(ratings: Ratings): { ratings: Ratings; mask: Uint8Array } {
  const { rows, columns } = ratings;
  if (rows * columns > MOST_CELLS) {
    throw new NotCompiledError(
      `It counts cells that are not observed, and of those there are ${grouped(rows * columns)} with the others. Multiply by W inside the sum.`,
    );
  }
  checkRatings(ratings);
  const { values, mask } = dense(ratings);
  return { ratings: observed({ rows, columns, values, mask: mask.map(() => 1) }), mask };
}
