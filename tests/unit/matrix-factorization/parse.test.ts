import assert from 'node:assert/strict';
import test from 'node:test';
import { isInvalidInput } from '../../../src/engine/errors.ts';
import { Graph } from '../../../src/engine/matrix-factorization/loss/build.ts';
import {
  DEFAULT_LOSS,
  LossError,
  parseExpression,
  parseLoss,
} from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { text } from '../../../src/engine/matrix-factorization/loss/text.ts';
import { FUNCTIONS, NAMES } from '../../../src/engine/matrix-factorization/loss/words.ts';
import { seeded } from '../../../src/engine/random.ts';
import { LOSSES, randomExpression, randomScalar } from './losses.ts';

/** What is typed, where the mistake begins and how long it is, and what is said about it. */
const MISTAKES: [source: string, column: number, length: number, said: RegExp][] = [
  ['', 1, 1, /no loss yet; type one/],
  ['   ', 1, 1, /no loss yet/],
  ['sum(W * (D - R)^2)', 14, 1, /no name "R"; is it D\? The names are D, P, Q, W, X, k, m, n, alpha, beta$/],
  ['sum(W * (d - X)^2)', 10, 1, /no name "d"; is it D\?/],
  ['sum(X) + betta', 10, 5, /no name "betta"; is it beta\?/],
  ['lambda * sum(P^2)', 1, 6, /is it beta\?/],
  ['sum(X) + zeppelin', 10, 8, /no name "zeppelin"; the names are D/],
  ['sum(X) + toString', 10, 8, /no name "toString"/],
  ['sgmoid(X)', 1, 6, /no function "sgmoid"; is it sigmoid\? The functions are sum, mean, /],
  ['alert(1)', 1, 5, /no function "alert"; the functions are/],
  ['constructor(1)', 1, 11, /no function "constructor"/],
  ['__proto__', 1, 9, /no name "__proto__"/],
  ['D.x', 2, 2, /nothing here has properties/],
  ['sum(P.T @ P)', 6, 2, /transpose\(\.\.\.\)/],
  ['sum(X); sum(D)', 7, 1, /leave out the semicolon/],
  ['L = sum(X)', 3, 1, /without comparisons and assignments/],
  ['sum(X) == 2', 8, 2, /without comparisons and assignments/],
  ['sum(X)**2', 7, 2, /written with \^/],
  ['sum(X²)', 6, 1, /written with \^/],
  ['sum(D·X)', 6, 1, /written with \*/],
  ['sum([1])', 5, 1, /only round parentheses/],
  ['sum("a")', 5, 1, /no texts/],
  ['sum(X) + #', 10, 1, /character "#" means nothing/],
  ['sum(💥)', 5, 2, /character "💥" means nothing/],
  ['sum(W * (D - X)^2', 4, 1, /never closed/],
  ['sum((X)', 4, 1, /never closed/],
  ['sum(X))', 7, 1, /opens nowhere/],
  ['sum(X) +', 9, 1, /ends where a number/],
  ['sum(* X)', 5, 1, /should stand before \*/],
  ['sum(X) 2', 8, 1, /missing before 2; write \* for a product/],
  ['sum(2X)', 6, 1, /missing before X; write \* for a product/],
  ['sum((D) X)', 9, 1, /missing before X/],
  ['D, X', 2, 1, /comma stands only between/],
  ['(D, X)', 3, 1, /comma stands only between/],
  ['sum', 1, 3, /function: write sum\(x\)/],
  ['D(1)', 1, 1, /D is no function; write D \* /],
  ['sum()', 1, 5, /one argument, sum\(x\), and here are none/],
  ['sum(X, D)', 1, 9, /one argument.*here are 2/],
  ['sum(max(X))', 5, 6, /two arguments, max\(a, b\), and here are 1/],
  ['sum(P * Q)', 7, 1, /P is m x k and Q is k x n: \* goes entry by entry.*matrix product is @/],
  ['sum(P + D)', 7, 1, /P is m x k and D is m x n: \+ goes entry by entry and needs the same shape$/],
  ['sum(D / P)', 7, 1, /\/ goes entry by entry/],
  ['sum(P @ D)', 7, 1, /as many columns on its left as rows on its right/],
  ['sum(2 @ D)', 7, 1, /@ takes two matrices/],
  ['sum(max(P, Q))', 9, 4, /max goes entry by entry/],
  ['sum(transpose(2))', 15, 1, /transpose takes a matrix/],
  ['sum(huber(X, D))', 14, 1, /one number above 0/],
  ['sum(huber(X, -1))', 14, 2, /one number above 0/],
  ['sum(X^D)', 7, 1, /exponent D must be one number/],
  ['sum(2^sum(X))', 7, 6, /exponent sum\(X\) must be one number that depends on neither P nor Q/],
  ['1e999', 1, 5, /too large for a number/],
  ['  W * (D - X)^2  ', 3, 13, /must be one number, and this is m x n of them; wrap it in sum/],
  ['sum(W * D)', 1, 10, /depends on neither P nor Q/],
  ['2', 1, 1, /depends on neither P nor Q/],
  ['('.repeat(300), 41, 1, /nested more than 40 deep/],
  ['-'.repeat(300), 41, 1, /nested more than 40 deep/],
  ['2^'.repeat(150), 81, 1, /nested more than 40 deep/],
  ['abs('.repeat(90), 161, 1, /nested more than 40 deep/],
  [`sum(X)${' '.repeat(400)}`, 401, 6, /at most 400 characters, and this has 406/],
];

for (const [source, column, length, said] of MISTAKES) {
  test(`refused: ${source.slice(0, 40)}`, () => {
    assert.throws(
      () => parseLoss(source),
      (error: unknown) => {
        assert.ok(error instanceof LossError && isInvalidInput(error), `${error}`);
        assert.match(error.message, said);
        assert.ok(error.message.startsWith(`column ${column}: `), error.message);
        assert.deepEqual([error.column, error.length], [column, length]);
        return true;
      },
    );
  });
}

test('signs bind as in mathematics', () => {
  const graph = new Graph();
  const same = (a: string, b: string) =>
    assert.equal(parseExpression(a, graph), parseExpression(b, graph), `${a} is ${b}`);
  same('-X^2', '-(X^2)');
  same('D - X - 1', '(D - X) - 1');
  same('D / X / 2', '(D / X) / 2');
  same('D / X * 2', '(D / X) * 2');
  same('D + X * 2', 'D + (X * 2)');
  same('2^3^2', '2^(3^2)');
  same('X^-2', 'X^(-2)');
  same('2^-m^2', '2^(-(m^2))');
  same('-D * X', '(-D) * X');
  same('D * -X', 'D * (-X)');
  same('D @ transpose(D) @ D', '(D @ transpose(D)) @ D');
  same('2 * P @ Q', '(2 * P) @ Q');
  same('P @ Q', 'X');
  same('-P @ -Q', 'X');
  same('square(X)', 'X^2');
  same('α − β', 'alpha - beta');
  same('.5e1 * X', '5. * X');
  same('D-\tX\n', 'D - X');
});

test('whatever is multiplied with W stands behind its mask', () => {
  const graph = new Graph();
  const read = (source: string) => parseExpression(source, graph);
  for (const source of ['W * D * X', 'D * W * X', 'D * (X * W)', 'W * (D * W * X)', '(W * D) * (W * X)']) {
    const made = read(source);
    assert.equal(made.op, 'mask', source);
    assert.equal(text(made), 'W * (D * X)', source);
  }
  assert.equal(read('2 * W * X'), read('W * (2 * X)'));
  assert.equal(read('W * D / X'), read('W * (D / X)'));
  assert.equal(read('W / X'), read('W * (1 / X)'));
  assert.equal(read('-W * X'), read('W * (-1 * X)'));
  assert.equal(read('2 * W').op, 'multiply');
  assert.equal(read('W * W'), read('W'));
});

test('equal parts are one', () => {
  const graph = new Graph();
  assert.equal(
    parseExpression('sum((D - X)^2) + 1*m', graph),
    parseExpression('sum((D-X)^(2/1))+m^1 + 0', graph),
  );
  const { expression } = parseLoss('sum((D - X)^2 * (D - X)^2)');
  assert.ok(expression.op === 'sum' && expression.of.op === 'multiply');
  assert.equal(expression.of.left, expression.of.right);
});

test('what is written out is read as the same expression', () => {
  const graph = new Graph();
  for (const source of [DEFAULT_LOSS, ...LOSSES.map(({ source }) => source)]) {
    const read = parseExpression(source, graph);
    assert.equal(parseExpression(text(read), graph), read, source);
  }
  const random = seeded(11);
  for (let i = 0; i < 3000; i++) {
    const made = randomExpression(graph, random);
    const written = text(made);
    if (written.length > 400) continue;
    assert.equal(parseExpression(written, graph), made, written);
  }
});

test('written out with no more parentheses than it takes', () => {
  const tidy = (source: string) => text(parseExpression(source));
  for (const source of [
    'sum(W * (D - X)^2) + beta / 2 * (sum(P^2) + sum(Q^2))',
    '-D^2 * -X',
    '(D - X)^-(m - 1) / 2',
    '((-1)^2)^m',
    'D - (X - 1) + 2',
    'D / (X * D) / 3',
    'P @ (Q @ transpose(D)) @ D',
    'transpose(P + 1) @ D',
    '-(D + X)',
  ])
    assert.equal(tidy(source), source);
});

test('nonsense is refused as such, at once', () => {
  const random = seeded(5);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const words = [
    ...NAMES,
    ...Object.keys(FUNCTIONS),
    ...'+-*/^@(),.;=[]{}"\\ \n0123456789',
    'e9',
    '1e308',
    '💥',
    'ß',
    '(',
    ')',
    '(',
    ')',
    'sum(',
    '^2',
  ];
  let read = 0;
  const attempt = (source: string) => {
    try {
      parseLoss(source);
      read++;
    } catch (error) {
      if (!(error instanceof LossError)) throw error;
      assert.ok(error.column >= 1 && error.column <= source.length + 1, source);
      assert.ok(error.length >= 1, source);
    }
  };
  for (let i = 0; i < 20_000; i++) {
    attempt(Array.from({ length: Math.floor(random() * 20) }, () => pick(words)).join(''));
  }
  // a good loss, of which something is taken out, doubled or replaced
  for (let i = 0; i < 10_000; i++) {
    const letters = [...pick(LOSSES).source];
    for (let j = 0; j < 1 + random() * 3; j++)
      letters.splice(
        Math.floor(random() * letters.length),
        pick([0, 1, 1, 3]),
        ...(random() < 0.6 ? [pick(words)] : []),
      );
    attempt(letters.join(''));
  }
  assert.ok(read > 100, `${read} were losses after all`);
});

test('the longest and the deepest losses are derived before a reader notices', () => {
  const repeated = (part: string, sign: string) =>
    `sum(${Array.from({ length: 194 / part.length }, () => part).join(sign)})`;
  const nested = (f: string) => `${`${f}(`.repeat(38)}sum(X)${')'.repeat(38)}`;
  for (const source of [
    repeated('X', '*'),
    repeated('X', '/'),
    repeated('W*X', '*'),
    nested('sqrt'),
    nested('exp'),
    randomScalar,
  ]) {
    const begin = process.cpuUsage();
    parseLoss(source);
    const { user, system } = process.cpuUsage(begin);
    assert.ok(user + system < 3e6, source); // seen: half a second
  }
});
