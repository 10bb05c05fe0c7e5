import type { Expression } from '../loss/expression.ts';
import * as wasm from './instructions.ts';
import { NotCompiledError } from './not-compiled.ts';

/** Where the code of an entry finds what it needs. */
export interface Surroundings {
  /** Code that leaves two entries of D, W or X (or of P or Q, as X) on the stack. */
  leaf(name: 'D' | 'W' | 'X'): number[];
  /** The local that holds a scalar, twice. */
  scalar(node: Expression): number;
  /** The number of an imported function of pairs. */
  imported(name: ImportedName): number;
  /** Another local for a pair. */
  local(): number;
  /** Whether cells that are not observed are among the entries. */
  holes: boolean;
}

export type ImportedName = 'exp' | 'log' | 'log1p' | 'sigmoid' | 'softplus' | 'tanh' | 'power';

/**
 * Instructions that compute expressions for two entries at once. Each node is computed once and kept in a local;
 * `compute` returns the code that leaves a node's value on the stack, and computes before it what is new.
 */
export class EntryCode {
  readonly #around: Surroundings;
  readonly #kept = new Map<Expression, number>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  compute(node: Expression): number[] {
    if (node.op === 'number') return wasm.constant(node.value);
    if (node.shape === 'scalar') return wasm.localGet(this.#around.scalar(node));
    if (node.op === 'spread') return this.compute(node.of);
    const kept = this.#kept.get(node);
    if (kept !== undefined) return wasm.localGet(kept);
    const code = this.#code(node);
    const local = this.#around.local();
    this.#kept.set(node, local);
    return [...code, ...wasm.localTee(local)];
  }

  #code(node: Exclude<Expression, { op: 'number' }>): number[] {
    if (node.op === 'name') return this.#leaf(node.name);
    if ('left' in node) return this.#binary(node.op, node.left, node.right);
    const of = this.compute(node.of);
    switch (node.op) {
      case 'negate':
      case 'abs':
      case 'sqrt':
        return [...of, ...wasm.pair[node.op]];
      case 'relu':
        return [...of, ...wasm.constant(0), ...wasm.pair.max];
      case 'step':
        return oneWhere(of, wasm.pair.greater);
      case 'sign':
        return [
          ...oneWhere(of, wasm.pair.greater),
          ...oneWhere(this.compute(node.of), wasm.pair.less),
          ...wasm.pair.subtract,
        ];
      case 'exp':
      case 'log':
      case 'log1p':
      case 'sigmoid':
      case 'softplus':
      case 'tanh':
        return [...of, ...wasm.call(this.#around.imported(node.op))];
      default:
        throw new NotCompiledError(`It is not computed entry by entry: ${node.op} needs whole matrices.`);
    }
  }

  #leaf(name: string): number[] {
    if (name === 'W' && !this.#around.holes) return wasm.constant(1);
    return this.#around.leaf(name === 'D' || name === 'W' ? name : 'X');
  }

  #binary(op: string, left: Expression, right: Expression): number[] {
    switch (op) {
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide':
      case 'max':
      case 'min':
        return [...this.compute(left), ...this.compute(right), ...wasm.pair[op]];
      case 'mask': {
        const value = this.compute(right);
        if (!this.#around.holes) return value;
        return [
          ...value,
          ...this.compute(left),
          ...wasm.constant(0),
          ...wasm.pair.notEqual,
          ...wasm.pair.and,
        ];
      }
      case 'power':
        return this.#power(left, right);
      case 'huber': {
        // x²/2 or d (|x| - d/2), and a choice between them where |x| is at most d
        const x = this.compute(left);
        const again = this.compute(left);
        const d = this.compute(right);
        const size = this.#around.local();
        return [
          ...[...x, ...again, ...wasm.pair.multiply, ...wasm.constant(0.5), ...wasm.pair.multiply],
          ...[...d, ...again, ...wasm.pair.abs, ...wasm.localTee(size)],
          ...[
            ...d,
            ...wasm.constant(0.5),
            ...wasm.pair.multiply,
            ...wasm.pair.subtract,
            ...wasm.pair.multiply,
          ],
          ...[...d, ...wasm.localGet(size), ...wasm.pair.atLeast, ...wasm.pair.select],
        ];
      }
      default:
        throw new NotCompiledError(`It is not computed entry by entry: ${op} needs whole matrices.`);
    }
  }

  #power(base: Expression, exponent: Expression): number[] {
    const x = this.compute(base);
    const again = () => this.compute(base);
    if (exponent.op === 'number') {
      const { value } = exponent;
      if (value === 0) return wasm.constant(1);
      if (value === 0.5) return [...x, ...wasm.pair.sqrt];
      if (value === -1) return [...wasm.constant(1), ...x, ...wasm.pair.divide];
      if (value === 2) return [...x, ...again(), ...wasm.pair.multiply];
      if (value === 3) return [...x, ...again(), ...wasm.pair.multiply, ...again(), ...wasm.pair.multiply];
    }
    return [...x, ...this.compute(exponent), ...wasm.call(this.#around.imported('power'))];
  }
}

const oneWhere = (of: number[], comparison: number[]) => [
  ...of,
  ...wasm.constant(0),
  ...comparison,
  ...wasm.constant(1),
  ...wasm.pair.and,
];
