import { Graph } from './build.ts';
import { call } from './call.ts';
import { combine, type Operand } from './combine.ts';
import { gradient } from './derive.ts';
import type { Expression } from './expression.ts';
import type { Loss } from './loss.ts';
import { LossError } from './loss-error.ts';
import { type Token, tokens } from './tokens.ts';
import { FUNCTIONS, NAMES, nearest } from './words.ts';

export { LossError } from './loss-error.ts';

/** The article's loss: squared errors over what is observed, and large factors cost. */
export const DEFAULT_LOSS = 'sum(W * (D - X)^2) + beta/2 * (sum(P^2) + sum(Q^2))';

/** The longest loss that is read, and the deepest nesting; so there are at most about 200 operations. */
export const LIMITS = { characters: 400, depth: 40 };

/** How tightly signs bind. A minus in front stands between: -x^2 is -(x^2), and -x * y is (-x) * y. */
const BINDS: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2, '@': 2, '^': 4 };
const MINUS = 3;

/** Reads a loss and derives its gradient. Throws `LossError` on whatever is not one number that depends on P or Q. */
export function parseLoss(source: string): Loss {
  const expression = parseExpression(source);
  const length = source.trim().length;
  const column = source.length - source.trimStart().length + 1;
  if (expression.shape !== 'scalar') {
    const shape = expression.shape.join(' x ');
    throw new LossError(
      `the loss must be one number, and this is ${shape} of them; wrap it in sum(...)`,
      column,
      length,
    );
  }
  const derivatives = gradient(expression);
  if (!derivatives)
    throw new LossError(
      'the loss depends on neither P nor Q, so that there is nothing to learn; put X = PQ into it, as in sum(W * (D - X)^2)',
      column,
      length,
    );
  return { source, expression, gradient: derivatives };
}

/** Reads an expression of any shape, into `graph` where one is given. Throws `LossError`. */
export function parseExpression(source: string, graph = new Graph()): Expression {
  if (source.length > LIMITS.characters)
    throw new LossError(
      `a loss has at most ${LIMITS.characters} characters, and this has ${source.length}; shorten it`,
      LIMITS.characters + 1,
      source.length - LIMITS.characters,
    );
  return new Parser(source, graph).whole();
}

/** By precedence: an operand, then every sign that binds at least as tightly as asked, with what stands right of it. */
class Parser {
  private readonly words: Token[];
  private readonly source: string;
  private readonly graph: Graph;
  private at = 0;
  private depth = 0;

  constructor(source: string, graph: Graph) {
    this.source = source;
    this.graph = graph;
    this.words = tokens(source);
  }

  private get next(): Token {
    return this.words[this.at];
  }

  whole(): Expression {
    if (this.words.length === 1)
      throw new LossError('there is no loss yet; type one, as sum(W * (D - X)^2)', 1);
    const { node } = this.expression(0);
    const { kind, text, column } = this.next;
    if (kind === 'end') return node;
    if (text === ')') throw new LossError('this closing parenthesis opens nowhere; take it out', column);
    if (text === ',') throw new LossError('a comma stands only between the arguments of a function', column);
    throw new LossError(`a sign is missing before ${text}; write * for a product`, column, text.length);
  }

  private expression(least: number): Operand {
    if (++this.depth > LIMITS.depth)
      throw new LossError(`this is nested more than ${LIMITS.depth} deep; simplify it`, this.next.column);
    let left = this.operand();
    for (;;) {
      const sign = this.next;
      const binds = sign.kind === 'sign' ? BINDS[sign.text] : undefined;
      if (binds === undefined || binds < least) break;
      this.at++;
      const right = this.expression(sign.text === '^' ? MINUS : binds + 1); // x^y^z is x^(y^z), and x^-y is allowed
      left = this.span(combine(this.graph, sign, left, right), left.column, right.end);
    }
    this.depth--;
    return left;
  }

  private operand(): Operand {
    const { kind, text, column } = this.next;
    this.at++;
    if (kind === 'number') return this.span(this.graph.number(Number(text)), column, column + text.length);
    if (kind === 'name') return this.next.text === '(' ? this.call(text, column) : this.name(text, column);
    if (text === '-') {
      const { node, end } = this.expression(MINUS);
      return this.span(this.graph.negate(node), column, end);
    }
    if (text === '(') {
      const inside = this.expression(0);
      return this.span(inside.node, column, this.close(column));
    }
    if (kind === 'end')
      throw new LossError('the loss ends where a number, a name or a function should follow', column);
    throw new LossError(`a number, a name or a function should stand before ${text}`, column);
  }

  private name(text: string, column: number): Operand {
    const name = NAMES.find((each) => each === text);
    if (name) return this.span(this.graph.name(name), column, column + text.length);
    if (Object.hasOwn(FUNCTIONS, text))
      throw new LossError(
        `${text} is a function: write ${text}(${FUNCTIONS[text].join(', ')})`,
        column,
        text.length,
      );
    const meant = nearest(text, [...NAMES, ...Object.keys(FUNCTIONS)]);
    throw new LossError(
      `there is no name "${text}"; ${meant ? `is it ${meant}? The` : 'the'} names are ${NAMES.join(', ')}`,
      column,
      text.length,
    );
  }

  private call(name: string, column: number): Operand {
    const open = this.next.column;
    if (!Object.hasOwn(FUNCTIONS, name)) {
      if (NAMES.some((each) => each === name))
        throw new LossError(
          `${name} is no function; write ${name} * (...) for a product`,
          column,
          name.length,
        );
      const meant = nearest(name, Object.keys(FUNCTIONS));
      throw new LossError(
        `there is no function "${name}"; ${meant ? `is it ${meant}? The` : 'the'} functions are ${Object.keys(FUNCTIONS).join(', ')}`,
        column,
        name.length,
      );
    }
    const given: Operand[] = [];
    do {
      this.at++;
      if (this.next.text === ')' && given.length === 0) break;
      given.push(this.expression(0));
    } while (this.next.text === ',');
    const end = this.close(open);
    const wanted = FUNCTIONS[name];
    if (given.length !== wanted.length)
      throw new LossError(
        `${name} takes ${wanted.length === 1 ? 'one argument' : 'two arguments'}, ${name}(${wanted.join(', ')}), and here are ${given.length || 'none'}`,
        column,
        end - column,
      );
    return this.span(call(this.graph, name, given), column, end);
  }

  /** Takes the closing parenthesis, and returns the column after it. */
  private close(open: number): number {
    const { kind, text, column } = this.next;
    if (text === ')') {
      this.at++;
      return column + 1;
    }
    if (kind === 'end')
      throw new LossError('this parenthesis is never closed; write a ) where it ends', open);
    if (text === ',') throw new LossError('a comma stands only between the arguments of a function', column);
    throw new LossError(
      `a sign or a ) is missing before ${text}; write * for a product`,
      column,
      text.length,
    );
  }

  private span(node: Expression, column: number, end: number): Operand {
    return { node, column, end, text: this.source.slice(column - 1, end - 1) };
  }
}
