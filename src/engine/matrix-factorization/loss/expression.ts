/**
 * The syntax tree of a loss, checked: every node has a shape, in terms of m, n and k, so that it holds for every size.
 * Nodes are made by `build.ts` alone, which makes equal ones once: equality is identity, and a tree is a graph without repetition.
 */
export type Expression = NumberNode | NameNode | UnaryNode | BinaryNode;

/** `m`: rows of D; `n`: its columns; `k`: the rank. Scalars are 'scalar'. */
export type Dimension = 'm' | 'n' | 'k';
export type Shape = 'scalar' | readonly [rows: Dimension, columns: Dimension];

interface Base {
  /** Number of the node in order of making: whatever a node is made of has a lower one. */
  readonly id: number;
  readonly shape: Shape;
}

export interface NumberNode extends Base {
  readonly op: 'number';
  readonly value: number;
}

/**
 * D: the observed matrix, 0 where it is not observed. W: its mask, 1 or 0. X = PQ. alpha: the learning rate; beta: the weight of
 * the regularization; m, n, k: the sizes as numbers.
 */
export type Name = 'D' | 'W' | 'P' | 'Q' | 'X' | 'alpha' | 'beta' | 'm' | 'n' | 'k';
export interface NameNode extends Base {
  readonly op: 'name';
  readonly name: Name;
}

/** Of one number, entry by entry. */
export type EntrywiseFunction =
  | 'negate'
  | 'abs'
  | 'sqrt'
  | 'exp'
  | 'log'
  | 'log1p'
  | 'sigmoid'
  | 'softplus'
  | 'tanh'
  | 'relu'
  /** -1, 0 or 1 */
  | 'sign'
  /** 1 where the number is above 0, else 0: what the derivatives of relu, max and min are made of */
  | 'step';

export interface UnaryNode extends Base {
  /** `mean` divides by the number of all entries. `spread` repeats a scalar to a shape; only derivatives have it. */
  readonly op: EntrywiseFunction | 'sum' | 'mean' | 'transpose' | 'spread';
  readonly of: Expression;
}

/**
 * Entry by entry, where a scalar goes with every entry; but for `matmul` and `mask`.
 * `mask` is W * right, where only what is observed counts: where W is 0 the product is 0, even where the other factor is not a number,
 * and so is its derivative.
 * `power` has a scalar that depends on neither P nor Q on its right. `huber(x, d)` is x²/2 up to |x| = d and d (|x| - d/2) beyond.
 */
export interface BinaryNode extends Base {
  readonly op:
    | 'add'
    | 'subtract'
    | 'multiply'
    | 'divide'
    | 'power'
    | 'max'
    | 'min'
    | 'huber'
    | 'matmul'
    | 'mask';
  /** The mask itself, in a `mask` node. */
  readonly left: Expression;
  readonly right: Expression;
}

/** Whether two shapes are the same. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a === b || (a !== 'scalar' && b !== 'scalar' && a[0] === b[0] && a[1] === b[1]);
