import assert from 'node:assert/strict';
import test from 'node:test';
import { excerptOf } from '../../../src/components/matrix-factorization/loss-line/excerpt.ts';
import { listing, listingText } from '../../../src/components/matrix-factorization/loss-line/listing.ts';
import { PRESETS, presetOf } from '../../../src/components/matrix-factorization/loss-line/presets.ts';
import type { ExecutorView } from '../../../src/components/matrix-factorization/loss-line/props.ts';
import { REFERENCE } from '../../../src/components/matrix-factorization/loss-line/reference.ts';
import {
  barShare,
  sentence,
  standing,
  verdict,
} from '../../../src/components/matrix-factorization/loss-line/words.ts';
import { USUAL } from '../../../src/components/matrix-factorization/views.ts';
import { compileLoss } from '../../../src/engine/matrix-factorization/compile/compiled-loss.ts';
import { EXAMPLE } from '../../../src/engine/matrix-factorization/example.ts';
import { type Factors, randomFactors } from '../../../src/engine/matrix-factorization/factors.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import {
  DEFAULT_LOSS,
  LossError,
  parseExpression,
  parseLoss,
} from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { FUNCTIONS, NAMES } from '../../../src/engine/matrix-factorization/loss/words.ts';
import { observed } from '../../../src/engine/matrix-factorization/ratings.ts';
import { seeded } from '../../../src/engine/random.ts';

const ratings = observed(EXAMPLE);
const train = (source: string, start: Factors, alpha = 0.01) =>
  createArraysTrainer({
    ratings,
    k: 2,
    start,
    loss: parseLoss(source),
    beta: 0.02,
    optimizer: { method: 'gradient-descent', alpha },
  });
const startOf = (seed: number) => randomFactors(EXAMPLE.rows, EXAMPLE.columns, 2, seeded(seed));

test('the first preset is the article’s loss, and the lab begins with it', () => {
  assert.equal(PRESETS[0].source, DEFAULT_LOSS);
  assert.equal(presetOf(USUAL.loss), PRESETS[0]);
  assert.equal(new Set(PRESETS.map(({ id }) => id)).size, PRESETS.length);
});

for (const { id, source, purpose, predicts } of PRESETS) {
  test(`${id}: derived as finite differences have it, learned from the example, and said what for`, () => {
    assert.match(purpose, /^[A-Z].{20,200}\.$/);
    if (predicts) assert.deepEqual(parseExpression(predicts).shape, ['m', 'n']);
    const start = startOf(7);
    const trainer = train(source, start);
    const gradient = trainer.gradient();
    const largest = Math.max(...[...gradient.P, ...gradient.Q].map(Math.abs));
    for (const name of ['P', 'Q'] as const) {
      for (const i of start[name].keys()) {
        const at = (step: number) => {
          const moved = { P: start.P.slice(), Q: start.Q.slice() };
          moved[name][i] += step;
          return train(source, moved).loss;
        };
        const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
        assert.ok(Math.abs(difference - gradient[name][i]) < 1e-7 * (1 + largest), `${name}[${i}]`);
      }
    }
    const { alpha } = USUAL;
    for (let seed = 1; seed <= 10; seed++) {
      const run = train(source, startOf(seed), alpha);
      const first = run.loss;
      while (run.steps < 2000) run.advance();
      assert.ok(run.loss < 0.6 * first, `seed ${seed}: from ${first} to ${run.loss} by alpha ${alpha}`);
    }
  });
}

test('a preset is known again whatever its white space', () => {
  assert.equal(presetOf(`  ${DEFAULT_LOSS.replaceAll(' ', '\n')} `), PRESETS[0]);
  assert.equal(presetOf('sum(W * (D - X)^4)'), undefined);
});

test('the reference has every name and function of the language, and no other', () => {
  const [names, , functions] = REFERENCE.map(({ entries }) =>
    entries.flatMap(([code]) => code.split(/ (?![a-z]\))/)),
  );
  assert.deepEqual(names.toSorted(), [...NAMES].toSorted());
  assert.deepEqual(
    functions.toSorted(),
    Object.entries(FUNCTIONS)
      .map(([name, takes]) => `${name}(${takes.join(', ')})`)
      .toSorted(),
  );
});

test('the caret stands under the mistake, near both ends and far from them', () => {
  const texts = [
    'sum(W * (D - R)^2)',
    `${'1 + '.repeat(40)}sum(R)${' + 1'.repeat(40)}`,
    'sum(X',
    '$',
    'sum(X^2)\n+ Y',
  ];
  for (const text of texts) {
    try {
      parseLoss(text);
      assert.fail(text);
    } catch (error) {
      assert.ok(error instanceof LossError);
      const { before, wrong, after, caret } = excerptOf(text, error.column, error.length);
      const line = before + wrong + after;
      assert.ok(line.length <= 50 && !line.includes('\n'), line);
      assert.equal(caret.indexOf('^'), before.length);
      assert.equal(wrong.trim(), text.slice(error.column - 1, error.column - 1 + error.length).trim());
      assert.equal(caret.length - before.length, wrong.length);
    }
  }
  assert.deepEqual(excerptOf('abc', 4), { before: 'abc', wrong: ' ', after: '', caret: '   ^' });
  assert.deepEqual(excerptOf('abc', 99).caret, '   ^');
});

const three = (...changes: Partial<ExecutorView>[]): ExecutorView[] =>
  (['tfjs', 'arrays', 'compiled'] as const).map((executor, i) => ({
    executor,
    state: 'ready',
    error: 1e-9,
    ...changes[i],
  }));

test('the badge says who agrees, how closely, and who does not', () => {
  assert.deepEqual(verdict(three(), 2e-6), {
    mark: '✓',
    text: 'All three agree: their gradients differ by 2 × 10⁻⁶ at most, and from finite differences of the loss by 1 × 10⁻⁹, relative to the largest entry.'.replace(
      /(\d) × /g,
      '$1\u00a0×\u00a0',
    ),
  });
  assert.match(
    verdict(three({ state: 'absent' }), 0).text,
    /^Typed arrays and WebAssembly agree: their gradients differ by 0 at most/,
  );
  assert.match(
    verdict(three({ state: 'out' }, {}, { state: 'out' }), undefined).text,
    /^Typed arrays alone: the gradient agrees with finite/,
  );
  assert.equal(verdict(three(), 0.01).mark, '✗');
  assert.equal(verdict(three({}, { error: 0.1 }), 1e-9).mark, '✗');
  assert.equal(verdict(three({}, { error: Number.NaN }), 1e-9).mark, '✗');
  const none = { error: Number.NaN };
  assert.match(verdict(three(none, none, none), Number.NaN).text, /no finite number where the run starts/);
  assert.equal(verdict(three(), undefined).mark, '…');
  assert.equal(verdict(three({ state: 'out' }, { state: 'out' }, { state: 'out' }), 0).mark, '…');
});

test('why an executor takes no part', () => {
  const [one] = three({ executor: 'compiled', state: 'out', reason: 'the loss is not entrywise' });
  assert.equal(standing(one), 'Not compiled: the loss is not entrywise.');
  assert.equal(
    standing({ ...one, executor: 'tfjs', reason: 'Too many cells.' }),
    'Takes no part: too many cells.',
  );
  assert.equal(standing(three()[0]), '');
  assert.equal(sentence('column 7: there is no name "R"'), 'Column 7: there is no name "R".');
  assert.ok(barShare(1e8) === 1 && barShare(1e4) < barShare(1e5) && barShare(0) > 0);
});

test('every byte of a compiled module is listed, every instruction known, every block closed', () => {
  for (const { source } of PRESETS) {
    let module: Uint8Array;
    try {
      module = compileLoss(parseLoss(source)).bytes;
    } catch {
      continue; // not every loss is compiled
    }
    const lines = listing(module);
    assert.deepEqual(
      lines.flatMap(({ bytes }) => [...bytes]),
      [...module],
    );
    const told = listingText(module)
      .split('\n')
      .flatMap(
        (line) =>
          line
            .split(/ {2,}/)
            .at(-1)
            ?.match(/[0-9a-f]{2}/g) ?? [],
      )
      .map((byte) => Number.parseInt(byte, 16));
    assert.deepEqual(told, [...module]);
    assert.ok(!lines.some(({ text }) => text.includes('…') || text.startsWith('section')), source);
    const count = (word: string) => lines.filter(({ text }) => text.trim() === word).length;
    const functions = lines.filter(({ text }) => text === 'function and its locals').length;
    assert.equal(count('end'), functions + count('loop') + count('if'));
    assert.ok(
      lines.some(({ text }) => /^ {4}.*f64/.test(text)),
      'a block is indented',
    );
  }
  assert.match(
    listing(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 10, 5, 1, 3, 0, 0xff, 11)).at(-1)!.text,
    /^…$/,
  );
});
