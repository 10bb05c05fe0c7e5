import type { Dimension, EntrywiseFunction, Expression, Name, Shape } from './expression.ts';
import { sameShape } from './expression.ts';

type Entrywise = 'add' | 'subtract' | 'multiply' | 'divide' | 'power' | 'max' | 'min' | 'huber';
/** A node before it is numbered. */
type Unnumbered = Expression extends infer Node
  ? Node extends Expression
    ? Omit<Node, 'id'>
    : never
  : never;

const SHAPES: Record<Name, Shape> = {
  D: ['m', 'n'],
  W: ['m', 'n'],
  X: ['m', 'n'],
  P: ['m', 'k'],
  Q: ['k', 'n'],
  alpha: 'scalar',
  beta: 'scalar',
  m: 'scalar',
  n: 'scalar',
  k: 'scalar',
};

const graphs = new WeakMap<Expression, Graph>();

/** The graph that a node was made in: what is derived from the node has to be made there too. */
export function graphOf(expression: Expression): Graph {
  const graph = graphs.get(expression);
  if (!graph) throw new Error('the expression is a copy: parse its source anew');
  return graph;
}

/** The shape of a scalar or matrix with another, entry by entry; undefined where they do not fit. */
export function together(a: Shape, b: Shape): Shape | undefined {
  if (a === 'scalar') return b;
  return b === 'scalar' || sameShape(a, b) ? a : undefined;
}

/**
 * Makes nodes, equal ones only once. It leaves out what changes nothing (+ 0, * 1, ^ 1, a double minus), and sees to it that
 * whatever is multiplied with W stands inside a `mask` node. Shapes have to fit: the parser tells a reader, this throws.
 */
export class Graph {
  private readonly known = new Map<string, Expression>();

  private make(key: string, node: Unnumbered): Expression {
    const found = this.known.get(key);
    if (found) return found;
    const made: Expression = { id: this.known.size, ...node };
    this.known.set(key, made);
    graphs.set(made, this);
    return made;
  }

  number(value: number): Expression {
    return this.make(`${value}`, { op: 'number', value, shape: 'scalar' });
  }

  name(name: Name): Expression {
    return this.make(name, { op: 'name', name, shape: SHAPES[name] });
  }

  /** A function of one number, entry by entry. */
  apply(op: EntrywiseFunction, of: Expression): Expression {
    if (op === 'negate' && of.op === 'negate') return of.of;
    if (op === 'negate' && of.op === 'number' && of.value !== 0) return this.number(-of.value);
    return this.make(`${op} ${of.id}`, { op, of, shape: of.shape });
  }

  negate(of: Expression): Expression {
    return this.apply('negate', of);
  }

  sum(of: Expression): Expression {
    if (of.shape === 'scalar') return of;
    return this.make(`sum ${of.id}`, { op: 'sum', of, shape: 'scalar' });
  }

  mean(of: Expression): Expression {
    if (of.shape === 'scalar') return of;
    return this.make(`mean ${of.id}`, { op: 'mean', of, shape: 'scalar' });
  }

  transpose(of: Expression): Expression {
    if (of.shape === 'scalar') return of;
    if (of.op === 'transpose') return of.of;
    const [rows, columns] = of.shape;
    return this.make(`transpose ${of.id}`, { op: 'transpose', of, shape: [columns, rows] });
  }

  /** The scalar at every place of a shape. */
  spread(of: Expression, shape: Shape): Expression {
    if (sameShape(of.shape, shape)) return of;
    return this.make(`spread ${of.id} ${shape}`, { op: 'spread', of, shape });
  }

  add(left: Expression, right: Expression): Expression {
    if (isNumber(left, 0)) return right;
    if (isNumber(right, 0)) return left;
    return this.entrywise('add', left, right);
  }

  subtract(left: Expression, right: Expression): Expression {
    return isNumber(right, 0) ? left : this.entrywise('subtract', left, right);
  }

  multiply(left: Expression, right: Expression): Expression {
    if (isNumber(left, 1)) return right;
    if (isNumber(right, 1)) return left;
    const [a, b] = [this.behindMask(left), this.behindMask(right)];
    if (a || b) {
      const product = this.multiply(a ?? left, b ?? right);
      if (sameShape(product.shape, SHAPES.W)) return this.mask(product);
      if (a && b) return this.multiply(product, this.name('W'));
    }
    return this.entrywise('multiply', left, right);
  }

  divide(left: Expression, right: Expression): Expression {
    if (isNumber(right, 1)) return left;
    const masked = this.behindMask(left);
    if (masked) {
      const quotient = this.divide(masked, right);
      if (sameShape(quotient.shape, SHAPES.W)) return this.mask(quotient);
    }
    return this.entrywise('divide', left, right);
  }

  /** The exponent must be a scalar. */
  power(left: Expression, right: Expression): Expression {
    return isNumber(right, 1) ? left : this.entrywise('power', left, right);
  }

  entrywise(op: Entrywise, left: Expression, right: Expression): Expression {
    const shape = together(left.shape, right.shape);
    if (!shape) throw new Error(`shapes ${left.shape} and ${right.shape} do not fit ${op}`);
    return this.make(`${op} ${left.id} ${right.id}`, { op, left, right, shape });
  }

  /** The matrix product; that of P and Q is X. */
  matmul(left: Expression, right: Expression): Expression {
    if (left.shape === 'scalar' || right.shape === 'scalar' || left.shape[1] !== right.shape[0])
      throw new Error(`shapes ${left.shape} and ${right.shape} do not fit matmul`);
    if (left.op === 'negate') return this.negate(this.matmul(left.of, right)); // so that -P @ Q is -X
    if (right.op === 'negate') return this.negate(this.matmul(left, right.of));
    if (left.op === 'name' && left.name === 'P' && right.op === 'name' && right.name === 'Q')
      return this.name('X');
    const shape: [Dimension, Dimension] = [left.shape[0], right.shape[1]];
    return this.make(`matmul ${left.id} ${right.id}`, { op: 'matmul', left, right, shape });
  }

  /** W * right, where `right` counts only where W is 1. */
  mask(right: Expression): Expression {
    const left = this.name('W');
    if (right === left || right.op === 'mask') return right;
    if (!sameShape(right.shape, left.shape)) throw new Error(`mask of ${right.shape}`);
    return this.make(`mask ${right.id}`, { op: 'mask', left, right, shape: left.shape });
  }

  /** What W is multiplied with in a product that has W as a factor: 1 in W itself; undefined where it is no such product. */
  behindMask(product: Expression): Expression | undefined {
    if (product.op === 'name' && product.name === 'W') return this.number(1);
    if (product.op === 'mask') return product.right;
    if (product.op === 'negate') {
      const behind = this.behindMask(product.of);
      return behind && this.negate(behind);
    }
    if (product.op !== 'multiply' && product.op !== 'divide') return undefined;
    const { op, left, right } = product; // one side is a scalar and the other W, or a mask would have been made of it
    if (op === 'divide') {
      const behind = this.behindMask(left);
      return behind && this.divide(behind, right);
    }
    const behind = this.behindMask(left);
    if (behind) return this.multiply(behind, right);
    const other = this.behindMask(right);
    return other && this.multiply(left, other);
  }
}

/** Whether a node is the given number. */
export const isNumber = (node: Expression, value: number): boolean =>
  node.op === 'number' && node.value === value;
