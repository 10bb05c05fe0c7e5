import {
  add,
  dispose,
  keep,
  mul,
  scalar,
  square,
  sum,
  type Tensor,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { varies } from '../loss/derive.ts';
import type { Expression, Name } from '../loss/expression.ts';
import { partsOf } from '../loss/nodes.ts';
import { OPERATION } from './operations.ts';
import { isPartial } from './partial.ts';

/** What the names stand for, as tensors; X is made of P and Q. */
export type Given = Readonly<Record<Exclude<Name, 'X'>, Tensor>>;

/** What has been computed, as it is and with its holes filled. */
interface Memory {
  plain: Map<Expression, Tensor>;
  filled: Map<Expression, Tensor>;
}

/**
 * Computes an expression by tfjs' operations, and holds what is the same in every step. tfjs cannot skip the cells where W is 0:
 * where an operation behind a mask might stumble over one (log of what is not positive), the cells that are not observed are
 * filled with the first observed value, so that they do no worse than it, and the mask takes them out again.
 */
export class Forward {
  private readonly given: Given;
  /** 1 at the first observed cell. */
  private readonly first: Tensor;
  private readonly holes: Tensor;
  private readonly constants: Memory = { plain: new Map(), filled: new Map() };

  constructor(given: Given, mask: Uint8Array) {
    this.given = given;
    const shape = given.W.shape as [number, number];
    const first = mask.indexOf(1);
    this.first = tensor2d(
      Float32Array.from(mask, (_, cell) => (cell === first ? 1 : 0)),
      shape,
    );
    this.holes = tensor2d(
      Float32Array.from(mask, (bit) => 1 - bit),
      shape,
    );
  }

  /** The value of an expression, on the tape; whatever it takes is tfjs' to tidy. */
  value(expression: Expression): Tensor {
    return this.visit(expression, false, { plain: new Map(), filled: new Map() });
  }

  private visit(node: Expression, within: boolean, memory: Memory): Tensor {
    const filled = within && isMatrixOfCells(node);
    const side = filled ? 'filled' : 'plain';
    const known = varies(node) ? memory[side] : this.constants[side];
    const found = known.get(node);
    if (found) return found;
    const compute = () => this.compute(node, filled, memory);
    const made = varies(node) ? compute() : keep(tidy(compute));
    known.set(node, made);
    return made;
  }

  private compute(node: Expression, filled: boolean, memory: Memory): Tensor {
    const { given } = this;
    const entrywise = node.op !== 'name' && node.op !== 'matmul' && node.op !== 'transpose';
    if (filled && !entrywise) return this.fill(this.visit(node, false, memory));
    if (node.op === 'number') return scalar(node.value);
    if (node.op === 'name') return node.name === 'X' ? OPERATION.matmul(given.P, given.Q) : given[node.name];
    if (node.op === 'spread') throw new Error('spread is for derivatives, which tfjs finds by itself');
    if (node.op === 'mask')
      return mul(given.W, this.visit(node.right, filled || isPartial(node.right), memory));
    const [a, b] = partsOf(node).map((part) => this.visit(part, filled, memory));
    if (!a) throw new Error(`${node.op} of nothing`);
    if (node.op === 'power' && node.right.op === 'number' && node.right.value === 2) return square(a);
    return OPERATION[node.op](a, b ?? a);
  }

  /** The matrix with the first observed value wherever nothing is observed. */
  private fill(matrix: Tensor): Tensor {
    return add(mul(matrix, this.given.W), mul(sum(mul(matrix, this.first)), this.holes));
  }

  /** Gives back every tensor that it holds, those given included. */
  dispose(): void {
    const { plain, filled } = this.constants;
    dispose([this.first, this.holes, ...Object.values(this.given), ...plain.values(), ...filled.values()]);
  }
}

const isMatrixOfCells = ({ shape }: Expression) => shape !== 'scalar' && shape[0] === 'm' && shape[1] === 'n';
