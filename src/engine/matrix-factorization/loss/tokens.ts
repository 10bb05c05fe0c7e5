import { LossError } from './loss-error.ts';

/** A word of a loss: a number, a name, one of + - * / ^ @ ( ) or a comma, and at last the end. */
export interface Token {
  kind: 'number' | 'name' | 'sign' | 'end';
  text: string;
  /** From 1. */
  column: number;
}

const WORD =
  /\s+|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_αβ][\w]*)|(?<sign>[-+*/^@(),−])/y;
/** What people type who know another language, and what to type here. */
const FOREIGN: [RegExp, string][] = [
  [/\*\*/y, 'a power is written with ^, as in X^2'],
  [
    /==?|[<>]=?/y,
    'a loss is an expression, without comparisons and assignments. Write only what is to be minimized',
  ],
  [/;/y, 'a loss is one expression: leave out the semicolon'],
  [/\.T\b/y, 'a transpose is written transpose(...)'],
  [/\.[A-Za-z_]/y, 'nothing here has properties: write functions as in abs(D)'],
  [/['"`]/y, 'there are no texts in a loss'],
  [/[[\]{}]/y, 'only round parentheses group'],
  [/[²³]/y, 'a power is written with ^, as in X^2'],
  [/[·×∘]/y, 'a product is written with *, and the matrix product with @'],
];
const GREEK = new Map([
  ['α', 'alpha'],
  ['β', 'beta'],
  ['−', '-'],
]);

/** Splits a loss into words; refuses characters that none begins with. */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < source.length; ) {
    for (const [pattern, advice] of FOREIGN) {
      pattern.lastIndex = at;
      const foreign = pattern.exec(source)?.[0];
      if (foreign)
        throw new LossError(
          `${JSON.stringify(foreign)} means nothing here: ${advice}`,
          at + 1,
          foreign.length,
        );
    }
    WORD.lastIndex = at;
    const match = WORD.exec(source);
    if (!match) {
      const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
      throw new LossError(
        `the character ${JSON.stringify(character)} means nothing here: take it out. There are names, numbers, + - * / ^ @ and parentheses`,
        at + 1,
        character.length,
      );
    }
    const { number, name } = match.groups ?? {};
    const text = match[0];
    if (number && !Number.isFinite(Number(number)))
      throw new LossError(`${text} is too large for a number, which ends at 1.79e308`, at + 1, text.length);
    const kind = number ? 'number' : name ? 'name' : 'sign';
    if (text.trim() !== '') found.push({ kind, text: GREEK.get(text) ?? text, column: at + 1 });
    at += text.length;
  }
  found.push({ kind: 'end', text: '', column: source.length + 1 });
  return found;
}
