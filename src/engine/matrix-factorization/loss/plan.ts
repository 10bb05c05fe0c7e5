import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { MOST_CELLS } from '../whole.ts';
import type { Expression, Name, Shape } from './expression.ts';
import { inputsOf, instruction, type Sizes } from './instructions.ts';
import { reachable } from './nodes.ts';

/** What the names stand for; scalars are arrays of one number. P and Q may be changed between runs, the others not. */
export type Values = Readonly<Record<Exclude<Name, 'X'>, Float64Array>>;

/** Expressions made ready to be computed again and again. */
export interface Plan {
  /** Computes the results anew from what P and Q hold now. */
  run(): void;
  /** Of each root, row after row; the same arrays in every run. */
  results: Float64Array[];
}

/**
 * Puts what `roots` are made of in order, each node once; computes what depends on neither P nor Q right away; and shares memory
 * between nodes that are not needed at the same time.
 */
export function createPlan(roots: readonly Expression[], values: Values): Plan {
  const sizes: Sizes = { m: values.m[0] as number, n: values.n[0] as number, k: values.k[0] as number };
  const nodes = reachable(roots, { parts: inputsOf });
  const memory = new Memory(roots, nodes);
  const arrays = new Map<Expression, Float64Array>();
  const moving = new Set<Expression>();
  const steps: (() => void)[] = [];
  for (const node of nodes) {
    const inputs = inputsOf(node);
    if (node.op === 'name' ? 'PQX'.includes(node.name) : inputs.some((input) => moving.has(input)))
      moving.add(node);
    if (node.op === 'name' && node.name !== 'X') {
      arrays.set(node, values[node.name]);
      continue;
    }
    const length = lengthOf(node.shape, sizes);
    const entrywise = node.op !== 'matmul' && node.op !== 'transpose' && node.op !== 'name'; // may overwrite what it reads
    const release = () => {
      for (const input of inputs) if (moving.has(input)) memory.release(input, node, arrays.get(input));
    };
    if (entrywise) release();
    const out = moving.has(node) ? memory.take(length) : new Float64Array(length);
    if (!entrywise) release();
    const compute = instruction(node, out, (input) => arrays.get(input) as Float64Array, sizes, values);
    arrays.set(node, out);
    if (moving.has(node)) steps.push(compute);
    else compute();
  }
  return {
    run() {
      for (let i = 0; i < steps.length; i++) (steps[i] as () => void)();
    },
    results: roots.map((root) => arrays.get(root) as Float64Array),
  };
}

function lengthOf(shape: Shape, sizes: Sizes): number {
  if (shape === 'scalar') return 1;
  const length = sizes[shape[0]] * sizes[shape[1]];
  if (length <= MOST_CELLS) return length;
  throw new InvalidInputError(
    `A matrix of ${shape.join(' x ')} has ${grouped(length)} cells here, and this way of computing holds at most ${grouped(MOST_CELLS)}. Take fewer rows or columns, or a loss over observed cells alone, which can be compiled.`,
  );
}

/** Arrays that are no longer read, by length, for nodes still to come. */
class Memory {
  private readonly free = new Map<number, Float64Array[]>();
  private readonly lastReader = new Map<Expression, Expression>();
  private readonly kept: ReadonlySet<Expression>;

  constructor(roots: readonly Expression[], nodes: readonly Expression[]) {
    for (const node of nodes) for (const input of inputsOf(node)) this.lastReader.set(input, node);
    this.kept = new Set(roots);
  }

  take(length: number): Float64Array {
    return this.free.get(length)?.pop() ?? new Float64Array(length);
  }

  /** `reader` reads `node`; if it is the last to do so, the array can be used again. */
  release(node: Expression, reader: Expression, array: Float64Array | undefined): void {
    const given = node.op === 'name' && node.name !== 'X';
    if (!array || given || this.kept.has(node) || this.lastReader.get(node) !== reader) return;
    const waiting = this.free.get(array.length) ?? [];
    if (!waiting.includes(array)) waiting.push(array);
    this.free.set(array.length, waiting);
  }
}
