import type { Expression } from './expression.ts';

const SIGNS = {
  add: '+',
  subtract: '-',
  multiply: '*',
  mask: '*',
  divide: '/',
  matmul: '@',
  power: '^',
} as const;
/** How tightly what is printed binds, as in parse.ts. */
const [SUM, PRODUCT, MINUS, POWER, ATOM] = [1, 2, 3, 4, 5];

/**
 * An expression in the loss language, with no more parentheses than it takes; reading it gives the same expression. What only
 * derivatives have, a scalar spread over a shape, is written `spread(...)`, which the language does not read.
 */
export function text(expression: Expression): string {
  return print(expression)[0];
}

/** The text and how tightly it binds. */
function print(node: Expression): [text: string, binds: number] {
  switch (node.op) {
    case 'number':
      return node.value < 0 ? [`-${digits(-node.value)}`, MINUS] : [digits(node.value), ATOM];
    case 'name':
      return [node.name, ATOM];
    case 'negate':
      return [`-${atLeast(MINUS, node.of)}`, MINUS];
    case 'power':
      return [`${atLeast(ATOM, node.left)}^${atLeast(MINUS, node.right)}`, POWER];
    case 'add':
    case 'subtract':
      return [`${atLeast(SUM, node.left)} ${SIGNS[node.op]} ${atLeast(PRODUCT, node.right)}`, SUM];
    case 'multiply':
    case 'mask':
    case 'divide':
    case 'matmul':
      return [`${atLeast(PRODUCT, node.left)} ${SIGNS[node.op]} ${atLeast(MINUS, node.right)}`, PRODUCT];
    case 'max':
    case 'min':
    case 'huber':
      return [`${node.op}(${text(node.left)}, ${text(node.right)})`, ATOM];
    default:
      return [`${node.op}(${text(node.of)})`, ATOM];
  }
}

function atLeast(binds: number, node: Expression): string {
  const [printed, own] = print(node);
  return own >= binds ? printed : `(${printed})`;
}

/** A number as the language reads it. */
const digits = (value: number) => (value === Number.POSITIVE_INFINITY ? '(1/0)' : `${value}`);
