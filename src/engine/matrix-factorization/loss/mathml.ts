import { isNumber } from './build.ts';
import type { Expression, Name, Shape } from './expression.ts';
import type { Loss } from './loss.ts';
import { partsOf } from './nodes.ts';

/** A piece of a formula, and what has to be known to put it beside others. */
interface Piece {
  markup: string;
  /** How tightly it holds together, see `HOLDS`. */
  holds: number;
  /** It begins with a minus. */
  minus?: boolean;
  /** What follows on its right would be taken for a part of it, as after a sum sign. */
  open?: boolean;
}

/** Sums; products entry by entry and with numbers; products of matrices; all that needs no parentheses. */
const HOLDS = { sum: 1, product: 2, matmul: 3, atom: 4 };
/** The longest formula that is set, in nodes; derivatives of odd losses would fill pages. */
const LONGEST = 400;

const NAMES: Partial<Record<Name, string>> = { alpha: 'α', beta: 'β' };
const FUNCTIONS: Record<string, string> = {
  exp: 'exp',
  log: 'log',
  sigmoid: 'σ',
  softplus: 'softplus',
  tanh: 'tanh',
  sign: 'sgn',
};

/**
 * The inside of a <math> element that shows an expression in the article's letters: PQ for X, ∘ for products entry by entry,
 * ∑ with W beneath it for sums over what is observed, [x > 0] for 1 where x is above 0.
 */
export function mathml(expression: Expression): string {
  return weight(expression) > LONGEST ? '<mtext>too long to be shown</mtext>' : set(expression).markup;
}

/** The insides of three <math> elements: "L = …", "∂L/∂P = …" and "∂L/∂Q = …". */
export function lossMathml({ expression, gradient }: Loss): { L: string; P: string; Q: string } {
  const partial = (name: string) => fraction('<mi>∂</mi><mi>L</mi>', `<mi>∂</mi><mi>${name}</mi>`);
  const equation = (left: string, right: Expression) => `${left}<mo>=</mo>${mathml(right)}`;
  return {
    L: equation('<mi>L</mi>', expression),
    P: equation(partial('P'), gradient.P),
    Q: equation(partial('Q'), gradient.Q),
  };
}

function set(node: Expression): Piece {
  switch (node.op) {
    case 'number':
      return number(node.value);
    case 'name':
      if (node.name === 'X') return { markup: '<mi>P</mi><mi>Q</mi>', holds: HOLDS.matmul };
      return atom(`<mi>${NAMES[node.name] ?? node.name}</mi>`);
    case 'negate':
      return negative(within(node.of, HOLDS.product));
    case 'add':
    case 'subtract': {
      if (node.op === 'subtract' && isNumber(node.left, 1) && node.right.op === 'step')
        return comparison(node.right.of, '≤');
      const sign = node.op === 'add' ? '+' : '−';
      const left = set(node.left);
      return {
        markup: `${left.markup}<mo>${sign}</mo>${within(node.right, HOLDS.product)}`,
        holds: HOLDS.sum,
        minus: left.minus ?? false,
      };
    }
    case 'mask':
    case 'multiply':
    case 'divide': {
      const positive = withoutMinus(node.left);
      if (positive) return negative(product(node.op, positive, node.right).markup);
      return product(node.op, node.left, node.right);
    }
    case 'power':
      return atom(
        `<msup>${row(within(node.left, HOLDS.atom))}${row(set(node.right).markup)}</msup>`,
        HOLDS.atom,
      );
    case 'transpose':
      return atom(`<msup>${row(within(node.of, HOLDS.atom))}<mo>⊤</mo></msup>`);
    case 'matmul':
      return atom(within(node.left, HOLDS.matmul, true) + within(node.right, HOLDS.matmul), HOLDS.matmul);
    case 'sum':
    case 'mean':
      return summation(node.of, node.op === 'mean');
    case 'spread':
      return atom(`<msub>${row(within(node.of, HOLDS.atom))}${row(shape(node.shape))}</msub>`);
    case 'sqrt':
      return atom(`<msqrt>${set(node.of).markup}</msqrt>`);
    case 'abs':
      return atom(`<mrow><mo>|</mo>${set(node.of).markup}<mo>|</mo></mrow>`);
    case 'step':
      return comparison(node.of, '&gt;');
    case 'relu':
      return called('<mi>max</mi>', set(node.of).markup, '<mn>0</mn>');
    case 'log1p':
      return called('<mi>log</mi>', `<mn>1</mn><mo>+</mo>${within(node.of, HOLDS.product)}`);
    case 'huber':
      return called(`<msub><mi>h</mi>${row(set(node.right).markup)}</msub>`, set(node.left).markup);
    case 'max':
    case 'min':
      return called(`<mi>${node.op}</mi>`, set(node.left).markup, set(node.right).markup);
    default:
      return called(`<mi>${FUNCTIONS[node.op]}</mi>`, set(node.of).markup);
  }
}

const atom = (markup: string, holds = HOLDS.atom): Piece => ({ markup, holds });
/** One element, where one is needed. */
const row = (markup: string) => (/^<(m[ion])>[^<]*<\/\1>$/.test(markup) ? markup : `<mrow>${markup}</mrow>`);
/** They grow with what is tall; beside what is not, growing puts them too far off. */
function parentheses(markup: string): string {
  const sign = /<m(frac|sqrt|under)|∑/.test(markup) ? '<mo>' : '<mo stretchy="false">';
  return `<mrow>${sign}(</mo>${markup}${sign})</mo></mrow>`;
}
const fraction = (over: string, under: string) => `<mfrac>${row(over)}${row(under)}</mfrac>`;
const called = (name: string, ...given: string[]) => atom(name + parentheses(given.join('<mo>,</mo>')));
const shape = (of: Shape) =>
  of === 'scalar' ? '<mn>1</mn>' : `<mi>${of[0]}</mi><mo>×</mo><mi>${of[1]}</mi>`;

const negative = (markup: string): Piece => ({
  markup: `<mo form="prefix">−</mo>${markup}`,
  holds: HOLDS.sum,
  minus: true,
});

/** What is left of a number or expression without the minus in front of it; undefined where there is none. */
function withoutMinus(node: Expression): Expression | undefined {
  if (node.op === 'negate') return node.of;
  if (node.op === 'divide' || (node.op === 'multiply' && node.shape === 'scalar')) {
    const left = withoutMinus(node.left);
    return left && { ...node, left };
  }
  return node.op === 'number' && node.value < 0 ? { ...node, value: -node.value } : undefined;
}

/** 1 where an expression compares so with 0, else 0; a difference is compared side by side. */
function comparison(of: Expression, sign: string): Piece {
  const [left, right] = of.op === 'subtract' ? [of.left, set(of.right).markup] : [of, '<mn>0</mn>'];
  return atom(`<mrow><mo>[</mo>${set(left).markup}<mo>${sign}</mo>${right}<mo>]</mo></mrow>`);
}

function product(op: 'mask' | 'multiply' | 'divide', left: Expression, right: Expression): Piece {
  if (op === 'divide') return atom(fraction(set(left).markup, set(right).markup));
  const matrices = left.shape !== 'scalar' && right.shape !== 'scalar';
  return matrices ? entrywise(left, right) : scaled(left, right);
}

/** Large and small numbers as digits times a power of ten. */
function number(value: number): Piece {
  if (value < 0) return negative(number(-value).markup);
  const [digits, power] = `${value}`.split('e');
  if (!power) return atom(`<mn>${digits}</mn>`);
  const raised = `<msup><mn>10</mn><mn>${power.replace('+', '').replace('-', '−')}</mn></msup>`;
  return digits === '1' ? atom(raised) : atom(`<mn>${digits}</mn><mo>·</mo>${raised}`, HOLDS.product);
}

/** A piece as a part of something, in parentheses where it would fall apart. */
function within(node: Expression, holds: number, followed = false): string {
  const { markup, holds: own, open, minus } = set(node);
  return own < holds || minus || (open && followed) ? parentheses(markup) : markup;
}

function entrywise(left: Expression, right: Expression): Piece {
  // a product entry by entry goes on without parentheses: D ∘ W ∘ P
  const factor = (node: Expression) => {
    const chain = (node.op === 'mask' || node.op === 'multiply') && isPure(node) && !withoutMinus(node.left);
    return chain ? set(node).markup : within(node, HOLDS.atom);
  };
  return { markup: `${factor(left)}<mo>∘</mo>${factor(right)}`, holds: HOLDS.product };
}

/** A product of matrices alone. */
const isPure = (node: Expression) => partsOf(node).every((part) => part.shape !== 'scalar');

/** A number with a matrix or another number. */
function scaled(left: Expression, right: Expression): Piece {
  const digits = right.op === 'number' || (right.op === 'power' && right.left.op === 'number');
  const behind = right.shape === 'scalar' ? HOLDS.product : HOLDS.matmul;
  return {
    markup: within(left, HOLDS.product, true) + (digits ? '<mo>·</mo>' : '') + within(right, behind),
    holds: HOLDS.product,
    open: set(right).open ?? false,
  };
}

/** A sum over all entries; over those observed where W is a factor. */
function summation(of: Expression, mean: boolean): Piece {
  const observed = of.op === 'mask';
  const sign = observed ? '<munder><mo>∑</mo><mi>W</mi></munder>' : '<mo>∑</mo>';
  const over = of.shape === 'scalar' ? [] : of.shape;
  const share = mean ? fraction('<mn>1</mn>', over.map((size) => `<mi>${size}</mi>`).join('')) : '';
  return {
    markup: share + sign + within(observed ? of.right : of, HOLDS.product),
    holds: HOLDS.product,
    open: true,
  };
}

/** How many nodes an expression has as a formula, where what occurs twice is written twice. */
function weight(expression: Expression, known = new Map<Expression, number>()): number {
  const found = known.get(expression);
  if (found !== undefined) return found;
  const own = partsOf(expression).reduce((sum, part) => sum + weight(part, known), 1);
  known.set(expression, own);
  return own;
}
