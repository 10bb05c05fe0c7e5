import type { BinaryNode, Expression, NameNode, Shape, UnaryNode } from './expression.ts';

/** How an expression is written where the operators are those of the loss language and Python: what differs. */
export interface Dialect {
  power: '^' | '**';
  name(name: NameNode['name']): string;
  number(value: number): string;
  /** Of what is written plainly, or with parentheses where it needs them before a point. */
  transpose(of: string, atom: string): string;
  /** Any other function, with its arguments written out. */
  call(node: UnaryNode | BinaryNode, given: string[]): string;
  /** W * right; undefined where that is how it is written. */
  mask?(right: string): string;
  spread(of: string, shape: Shape): string;
  /** What stands for a node that has a name of its own. */
  replace?(node: Expression): string | undefined;
}

/** The loss language. It does not read `spread`, which only derivatives have. */
const LANGUAGE: Dialect = {
  power: '^',
  name: (name) => name,
  number: (value) => `${value}`,
  transpose: (of) => `transpose(${of})`,
  call: ({ op }, given) => `${op}(${given.join(', ')})`,
  spread: (of) => `spread(${of})`,
};

/** How tightly what is written binds, as in parse.ts. */
const BINDS = { sum: 1, product: 2, minus: 3, power: 4, atom: 5 };
const SIGNS = { add: '+', subtract: '-', multiply: '*', mask: '*', divide: '/', matmul: '@' } as const;

/** An expression in the loss language, or another, with no more parentheses than it takes; reading it gives the same expression. */
export function text(expression: Expression, dialect = LANGUAGE): string {
  return write(expression, dialect)[0];
}

function write(node: Expression, dialect: Dialect): [text: string, binds: number] {
  const plain = (part: Expression) => text(part, dialect);
  const atLeast = (binds: number, part: Expression) => {
    const [written, own] = write(part, dialect);
    return own >= binds ? written : `(${written})`;
  };
  const replaced = dialect.replace?.(node);
  if (replaced) return [replaced, BINDS.atom];
  if (node.op === 'mask' && dialect.mask) return [dialect.mask(plain(node.right)), BINDS.atom];
  switch (node.op) {
    case 'number':
      return node.value < 0
        ? [`-${dialect.number(-node.value)}`, BINDS.minus]
        : [dialect.number(node.value), BINDS.atom];
    case 'name':
      return [dialect.name(node.name), BINDS.atom];
    case 'negate':
      return [`-${atLeast(BINDS.minus, node.of)}`, BINDS.minus];
    case 'power':
      return [
        `${atLeast(BINDS.atom, node.left)}${dialect.power}${atLeast(BINDS.minus, node.right)}`,
        BINDS.power,
      ];
    case 'add':
    case 'subtract':
      return [
        `${atLeast(BINDS.sum, node.left)} ${SIGNS[node.op]} ${atLeast(BINDS.product, node.right)}`,
        BINDS.sum,
      ];
    case 'mask':
    case 'multiply':
    case 'divide':
    case 'matmul': {
      const left = atLeast(BINDS.product, node.left);
      return [`${left} ${SIGNS[node.op]} ${atLeast(BINDS.minus, node.right)}`, BINDS.product];
    }
    case 'transpose':
      return [dialect.transpose(plain(node.of), atLeast(BINDS.atom, node.of)), BINDS.atom];
    case 'spread':
      return [dialect.spread(plain(node.of), node.shape), BINDS.atom];
    case 'max':
    case 'min':
    case 'huber':
      return [dialect.call(node, [plain(node.left), plain(node.right)]), BINDS.atom];
    default:
      return [dialect.call(node, [plain(node.of)]), BINDS.atom];
  }
}
