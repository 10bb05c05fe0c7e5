import { type Graph, isNumber } from './build.ts';
import type { Expression, Shape } from './expression.ts';

/**
 * A product taken apart: number / over * scalar * matrix, or W of it. Derivatives are multiplied in this form, so that 2 and 1/2
 * cancel, numbers stand in front, and what is masked stays behind its mask.
 */
interface Parts {
  number: number;
  over: number;
  scalar: Expression | undefined;
  matrix: Expression | undefined;
  masked: boolean;
}

/**
 * Products and sums of derivatives. Where a matrix is meant, a scalar stands for one with that number everywhere (or, behind W,
 * at every observed cell), which is what most derivatives begin with.
 */
export class Algebra {
  private readonly graph: Graph;
  constructor(graph: Graph) {
    this.graph = graph;
  }

  times(a: Expression, b: Expression): Expression {
    return this.whole(this.multiplied(this.parts(a), this.parts(b)));
  }

  over(a: Expression, b: Expression): Expression {
    const [p, q] = [this.parts(a), this.parts(b)];
    if (q.masked || q.number === 0) return this.graph.divide(a, b);
    const divided = (x: Expression | undefined, y: Expression | undefined) =>
      x === y ? undefined : y ? this.quotient(x ?? this.graph.number(1), y) : x;
    return this.whole({
      number: p.number * q.over,
      over: p.over * q.number,
      scalar: divided(p.scalar, q.scalar),
      matrix: divided(p.matrix, q.matrix),
      masked: p.masked,
    });
  }

  /** Fractions of scalars do not tower. */
  private quotient(x: Expression, y: Expression): Expression {
    if (x.op !== 'divide' || x.shape !== 'scalar' || y.shape !== 'scalar') return this.graph.divide(x, y);
    return this.graph.divide(x.left, this.graph.multiply(x.right, y));
  }

  negative(a: Expression): Expression {
    return this.times(this.graph.number(-1), a);
  }

  plus(a: Expression | undefined, b: Expression): Expression {
    if (!a) return b;
    const [p, q] = [this.parts(a), this.parts(b)];
    if (p.scalar === q.scalar && p.matrix === q.matrix && p.masked === q.masked) {
      const number = p.number * q.over + q.number * p.over;
      if (number !== 0) return this.whole({ ...p, number, over: p.over * q.over });
    }
    if (p.masked && q.masked) {
      const [x, y] = [this.whole({ ...p, masked: false }), this.whole({ ...q, masked: false })];
      return this.times(this.graph.name('W'), this.plus(x, y));
    }
    if (a.op === 'negate' && a.of.op !== 'matmul' && q.number / q.over > 0)
      return this.graph.subtract(b, a.of);
    if (q.number / q.over < 0) return this.graph.subtract(a, this.whole({ ...q, number: -q.number }));
    return this.graph.add(a, b);
  }

  /** a - b, where a may be 0. */
  minus(a: Expression, b: Expression): Expression {
    if (isNumber(a, 0) && b.op === 'subtract') return this.graph.subtract(b.right, b.left);
    return isNumber(a, 0) ? this.graph.negate(b) : this.graph.subtract(a, b);
  }

  /** Numbers stay in front, products turn around, and what is symmetric stays as it is. */
  transpose(a: Expression): Expression {
    const { number, over, scalar, ...rest } = this.parts(a);
    const bare = this.whole({ number: 1, over: 1, scalar: undefined, ...rest });
    return this.times(
      this.whole({ number, over, scalar, matrix: undefined, masked: false }),
      this.turned(bare),
    );
  }

  private turned(a: Expression, depth = 6): Expression {
    const { graph } = this;
    if (depth > 0) {
      const turn = (part: Expression) => this.turned(part, depth - 1);
      if (a.op === 'matmul') return graph.matmul(turn(a.right), turn(a.left));
      if (a.op === 'add' || a.op === 'subtract' || a.op === 'multiply' || a.op === 'power') {
        const same = graph.entrywise(a.op, turn(a.left), turn(a.right));
        if (same === a) return a;
      }
    }
    return graph.transpose(a);
  }

  /** The sum over all entries of a matrix of the shape. */
  total(a: Expression, shape: Shape): Expression {
    if (shape === 'scalar') return a;
    if (a.shape === 'scalar') return this.times(a, this.count(shape));
    const { matrix, masked, ...front } = this.parts(a);
    const rest = this.whole({ number: 1, over: 1, scalar: undefined, matrix, masked });
    return this.whole(
      this.multiplied({ ...front, matrix: undefined, masked: false }, this.parts(this.graph.sum(rest))),
    );
  }

  /** How many entries a shape has. */
  count(shape: Shape): Expression {
    const [rows, columns] = shape === 'scalar' ? [] : shape;
    if (!rows || !columns) return this.graph.number(1);
    return this.graph.multiply(this.graph.name(rows), this.graph.name(columns));
  }

  /** a @ b, with numbers in front of it instead of within; the shapes are those meant. */
  matmul(a: Expression, aShape: Shape, b: Expression, bShape: Shape): Expression {
    const [p, q] = [this.parts(a), this.parts(b)];
    const bare = ({ matrix, masked }: Parts, shape: Shape) =>
      this.graph.spread(this.whole({ number: 1, over: 1, scalar: undefined, matrix, masked }), shape);
    const product = this.graph.matmul(bare(p, aShape), bare(q, bShape));
    const fronts = this.multiplied(
      { ...p, matrix: undefined, masked: false },
      { ...q, matrix: undefined, masked: false },
    );
    return this.whole({ ...fronts, matrix: product });
  }

  private parts(a: Expression): Parts {
    const one: Parts = { number: 1, over: 1, scalar: undefined, matrix: undefined, masked: false };
    if (a.op === 'number') return { ...one, number: a.value };
    if (a.op === 'name' && a.name === 'W') return { ...one, masked: true };
    if (a.op === 'negate') {
      const parts = this.parts(a.of);
      return { ...parts, number: -parts.number };
    }
    if (a.op === 'mask') return { ...this.parts(a.right), masked: true };
    if (a.op === 'multiply') return this.multiplied(this.parts(a.left), this.parts(a.right));
    if (a.op === 'divide') {
      const [top, by] = [this.parts(a.left), a.right];
      const one = this.graph.number(1);
      if (by.shape !== 'scalar') return { ...top, matrix: this.graph.divide(top.matrix ?? one, by) };
      const { number, over, scalar } = this.parts(by);
      if (number === 0) return { ...top, scalar: this.graph.divide(top.scalar ?? one, by) };
      const divided = scalar ? this.quotient(top.scalar ?? one, scalar) : top.scalar;
      return { ...top, number: top.number * over, over: top.over * number, scalar: divided };
    }
    return a.shape === 'scalar' ? { ...one, scalar: a } : { ...one, matrix: a };
  }

  private multiplied(p: Parts, q: Parts): Parts {
    const product = (x: Expression | undefined, y: Expression | undefined) =>
      x && y ? this.graph.multiply(x, y) : (x ?? y);
    return {
      number: p.number * q.number,
      over: p.over * q.over,
      scalar: product(p.scalar, q.scalar),
      matrix: product(p.matrix, q.matrix),
      masked: p.masked || q.masked,
    };
  }

  private whole({ number, over, scalar, matrix, masked }: Parts): Expression {
    const { graph } = this;
    if (number === 0) return graph.number(0);
    const behind = masked ? (matrix ? graph.mask(matrix) : graph.name('W')) : matrix;
    const front = this.front(number, over, scalar);
    if (!behind) return front;
    if (isNumber(front, 1)) return behind;
    // outside the mask: what the mask hides stays hidden, and the matrix itself is shared
    return isNumber(front, -1) ? graph.negate(behind) : graph.entrywise('multiply', front, behind);
  }

  private front(number: number, over: number, scalar: Expression | undefined): Expression {
    const { graph } = this;
    const value = number / over;
    const short = Number.isInteger(value) || !Number.isInteger(number) || !Number.isInteger(over);
    if (!scalar) return short ? graph.number(value) : graph.divide(graph.number(number), graph.number(over));
    if (value === 1) return scalar;
    if (scalar.op === 'divide' && isNumber(scalar.left, 1)) {
      const under = short ? scalar.right : graph.multiply(graph.number(over), scalar.right);
      return graph.divide(graph.number(short ? value : number), under);
    }
    if (value === -1) return graph.negate(scalar);
    if (short) return graph.multiply(graph.number(value), scalar);
    if (number === 1) return graph.divide(scalar, graph.number(over));
    return graph.divide(graph.multiply(graph.number(number), scalar), graph.number(over));
  }
}
