import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { lossMathml, mathml } from '../../../src/engine/matrix-factorization/loss/mathml.ts';
import {
  DEFAULT_LOSS,
  parseExpression,
  parseLoss,
} from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { LOSSES, randomScalar } from './losses.ts';

/** What a reader sees, in a line: fractions as (a)/(b), exponents after ^, what stands beneath a sign after _. */
function seen(markup: string): string {
  const inner = (name: string, [first, second]: [string, string]) => {
    let found = '';
    let left = markup;
    for (let at = left.indexOf(`<${name}>`); at >= 0; at = left.indexOf(`<${name}>`)) {
      const [a, rest] = element(left.slice(at + name.length + 2));
      const [b, end] = element(rest);
      found += left.slice(0, at) + first + a + second + b + (name === 'mfrac' ? ')' : '');
      left = end.slice(`</${name}>`.length);
    }
    return found + left;
  };
  for (const [name, first, second] of [
    ['mfrac', '(', ')/('],
    ['msup', '', '^'],
    ['munder', '', '_'],
    ['msub', '', '_'],
  ] as const)
    for (let before = ''; before !== markup; ) {
      before = markup;
      markup = inner(name, [first, second]);
    }
  return markup.replace(/<[^>]+>/g, '').replaceAll('&gt;', '>');
}

/** The first element of some markup, and what follows it. */
function element(markup: string): [string, string] {
  let depth = 0;
  for (const { 0: tag, index } of markup.matchAll(/<(\/?)\w+[^>]*>/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return [markup.slice(0, index + tag.length), markup.slice(index + tag.length)];
  }
  throw new Error(`no element: ${markup}`);
}

const SEEN: [source: string, L: string, P: string][] = [
  [DEFAULT_LOSS, 'L=∑_W(D−PQ)^2+(β)/(2)(∑P^2+∑Q^2)', '(∂L)/(∂P)=−2(W∘(D−PQ))Q^⊤+βP'],
  ['sum(W*abs(D-X))', 'L=∑_W|D−PQ|', '(∂L)/(∂P)=−(W∘sgn(D−PQ))Q^⊤'],
  ['sum(W*(D*log(D/X) - D + X))', 'L=∑_W(D∘log((D)/(PQ))−D+PQ)', '(∂L)/(∂P)=(W∘(1−(D)/(PQ)))Q^⊤'],
  ['mean((D-X)^2)', 'L=(1)/(mn)∑(D−PQ)^2', '(∂L)/(∂P)=−(2)/(mn)(D−PQ)Q^⊤'],
  ['sum(max(X, D)) + 1e-7*sum(P)', 'L=∑max(PQ,D)+10^−7∑P', '(∂L)/(∂P)=[D≤PQ]Q^⊤+10^−7'],
  ['sum(-D*X - relu(-P@Q))', 'L=∑(−D∘(PQ)−max(−PQ,0))', '(∂L)/(∂P)=([−PQ>0]−D)Q^⊤'],
  ['sum(X^-0.5) * sum(P)^2', 'L=(∑(PQ)^−0.5)(∑P)^2', ''],
];

for (const [source, L, P] of SEEN)
  test(`shown: ${source}`, () => {
    const shown = lossMathml(parseLoss(source));
    assert.equal(seen(shown.L), L);
    if (P) assert.equal(seen(shown.P), P);
  });

test('markup is whole, short, and in characters that the font has', () => {
  const font = readFileSync('tools/math-font.mjs', 'utf8');
  for (const { source } of LOSSES) {
    const { L, P, Q } = lossMathml(parseLoss(source));
    for (const markup of [L, P, Q]) {
      const open: string[] = [];
      for (const [, end, name] of markup.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
        if (!end) open.push(name as string);
        else assert.equal(open.pop(), name, markup);
      }
      assert.deepEqual(open, [], markup);
      for (const { 0: whole, 1: name } of markup.matchAll(/<(mfrac|msup|msub|munder)>/g)) {
        const [, rest] = element(markup.slice(markup.indexOf(whole) + whole.length));
        const [, end] = element(rest);
        assert.ok(end.startsWith(`</${name}>`), `${name} has two parts: ${markup}`);
        break;
      }
      assert.ok(
        !/[<>&]/.test(markup.replace(/<\/?m\w+( form="prefix"| stretchy="false")?>|&gt;|&lt;/g, '')),
        markup,
      );
      for (const character of markup.replace(/<[^>]+>|&gt;/g, ''))
        assert.ok(/[ -~α-ω]/.test(character) || font.includes(character), character);
    }
  }
});

test('what would fill pages is not set', () => {
  const long = mathml(parseLoss(randomScalar).gradient.P);
  assert.ok(long.length < 60_000, `${long.length}`);
  const tower = `${'tanh('.repeat(38)}sum(X)${')'.repeat(38)}`;
  assert.equal(mathml(parseLoss(tower).gradient.P), '<mtext>too long to be shown</mtext>');
  assert.equal(mathml(parseExpression('D')), '<mi>D</mi>');
});
