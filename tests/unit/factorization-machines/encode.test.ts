import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSparse, pickRows, sparse } from '../../../src/engine/factorization-machines/features.ts';
import { checkSamples } from '../../../src/engine/factorization-machines/samples.ts';
import { bucketOf } from '../../../src/engine/factorization-machines/table/hash.ts';
import {
  CategoriesError,
  decodeRow,
  type EncodeOptions,
  encode,
  encodeRow,
  encodingSpec,
  type Role,
} from '../../../src/engine/factorization-machines/table/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { choicesOf, randomTable, readText, STYLES, written } from './tables.ts';

const roles = (letters: string): Role[] =>
  [...letters].map(
    (letter) => ({ n: 'numeric', c: 'categorical', t: 'target', w: 'weight', i: 'ignore' })[letter] as Role,
  );
const encoded = (letters: string, text: string, options: EncodeOptions = {}) =>
  encode(readText(text, { roles: roles(letters) }), options);
/** Rows of X, whole. */
function rowsOf(X: Parameters<typeof sparse>[0]): number[][] {
  const { rows, columns, start, column, value } = sparse(X);
  return Array.from({ length: rows }, (_, i) => {
    const row = Array<number>(columns).fill(0);
    for (let e = start[i]; e < start[i + 1]; e++) row[column[e]] = value[e];
    return row;
  });
}
const names = ({ features }: { features: { name: string }[] }) => features.map(({ name }) => name);

test('numbers stay as they are, categories are 1 where they are, weights go with their rows', () => {
  const text = 'age,class,people,price\n30,3rd,2,5\n40.5,1st,0.5,6.5\n-1,3rd,7,8\n';
  const { samples, features, task, columns } = encoded('ncwt', text);
  assert.equal(task, 'regression');
  assert.deepEqual(features, [
    { name: 'age', column: 'age' },
    { name: 'class = 1st', column: 'class', category: '1st' },
    { name: 'class = 3rd', column: 'class', category: '3rd' },
  ]);
  assert.deepEqual(rowsOf(samples.X), [
    [30, 0, 1],
    [40.5, 1, 0],
    [-1, 0, 1],
  ]);
  assert.deepEqual([...samples.y], [5, 6.5, 8]);
  assert.deepEqual([...(samples.weights ?? [])], [2, 0.5, 7]);
  assert.deepEqual(columns[0], {
    kind: 'numeric',
    column: 'age',
    feature: 0,
    mean: 69.5 / 3,
    min: -1,
    max: 40.5,
    whole: false,
  });
  assert.deepEqual(columns[1], {
    kind: 'categorical',
    column: 'class',
    feature: 1,
    categories: ['1st', '3rd'],
    counts: [1, 2],
  });
});

test('categories stand in order: numbers by size, then texts', () => {
  const { features } = encoded('ct', 'c,y\n10,1\n9,2\nb,3\nB,4\nä,5\n-1,6\n');
  assert.deepEqual(
    features.map(({ category }) => category),
    ['-1', '9', '10', 'B', 'b', 'ä'],
  );
});

describe('what is not known', () => {
  const text = 'a,c,y\n1,p,1\n,p,2\n3,?,3\n8,q,NA\nNA,q,5\n';
  test('the mean and a category of its own stand for it; rows without a target are left out', () => {
    const { samples, notices, row, ...rest } = encoded('nct', text);
    assert.deepEqual(names(rest), ['a', 'c = p', 'c = q', 'c = (missing)']);
    assert.deepEqual(rowsOf(samples.X), [
      [1, 1, 0, 0],
      [2, 1, 0, 0],
      [3, 0, 0, 1],
      [2, 0, 1, 0],
    ]);
    assert.deepEqual([...row], [0, 1, 2, 4]);
    assert.deepEqual(notices, [
      '1 row has no target, “y”, and was left out.',
      '“a” is not known in 2 rows; its mean, 2, stands there.',
      '“c” is not known in 1 row; that is a category of its own, “(missing)”.',
    ]);
  });
  test('a feature may say that a number is not known', () => {
    const { samples, ...rest } = encoded('nct', text, { missingFeatures: true });
    assert.deepEqual(names(rest).slice(0, 2), ['a', 'a (missing)']);
    assert.deepEqual(
      rowsOf(samples.X).map((row) => row[1]),
      [0, 1, 0, 1],
    );
  });
  test('rows that lack something may be left out', () => {
    const dropped = (options: EncodeOptions) => [...encoded('nct', text, options).row];
    assert.deepEqual(dropped({ missingNumbers: 'drop' }), [0, 2]);
    assert.deepEqual(dropped({ missingCategories: 'drop' }), [0, 1, 4]);
    assert.match(encoded('nct', text, { missingNumbers: 'drop' }).notices[1], /^2 rows have missing values/);
    assert.throws(
      () => encoded('nct', 'a,c,y\n,p,1\n2,,2\n', { missingNumbers: 'drop', missingCategories: 'drop' }),
      /No row is complete/,
    );
  });
  test('a file without any target is refused', () => {
    assert.throws(() => encoded('nt', 'a,y\n1,\n2,NA\n'), /No row has a target: “y” is blank throughout/);
  });
});

describe('columns that tell nothing are left out, which is told', () => {
  test('constant ones', () => {
    const { notices, ...rest } = encoded('nnct', 'a,b,c,y\n1,7,k,1\n2,7,k,3\n3,7,k,2\n');
    assert.deepEqual(names(rest), ['a']);
    assert.deepEqual(notices, [
      '“b” is the same in all rows, and was left out.',
      '“c” is the same in all rows, and was left out.',
    ]);
  });
  test('many of them in one sentence', () => {
    const heads = Array.from({ length: 9 }, (_, i) => `c${i}`).join(',');
    const { notices } = encoded(
      `${'n'.repeat(9)}nt`,
      `${heads},a,y\n${'0,'.repeat(9)}1,2\n${'0,'.repeat(9)}2,3\n`,
    );
    assert.deepEqual(notices, [
      '9 columns are the same in all rows, and were left out: “c0”, “c1”, “c2” and 6 more.',
    ]);
  });
  test('blank ones', () => {
    const { notices, ...rest } = encoded('nnct', 'a,b,c,y\n1,,?,1\n2,NA,,3\n');
    assert.deepEqual(names(rest), ['a']);
    assert.equal(notices.filter((notice) => /is known in no row/.test(notice)).length, 2);
  });
  test('and with none left, the file is refused', () => {
    assert.throws(() => encoded('nct', 'a,b,y\n1,k,1\n1,k,2\n'), /No column is left to learn from/);
  });
  test('but a number that is either known or not does tell something, where a feature may say so', () => {
    const made = encoded('nt', 'a,y\n1,1\n,2\n1,3\n', { missingFeatures: true });
    assert.deepEqual(rowsOf(made.samples.X), [
      [1, 0],
      [1, 1],
      [1, 0],
    ]);
  });
});

describe('the target', () => {
  const target = (values: (string | number)[], options: EncodeOptions = {}) =>
    encoded('nt', `a,y\n${values.map((value, i) => `${i},${value}`).join('\n')}\n`, options);
  const classes = (values: (string | number)[], options: EncodeOptions = {}) =>
    target(values, options).classes;
  test('of two values it is of classes: class 1 is the larger number, or what says yes', () => {
    assert.deepEqual(classes([0, 1, 1]), ['0', '1']);
    assert.deepEqual(classes([2, 1, 1]), ['1', '2']);
    assert.deepEqual(classes([-1, 1, '1.0']), ['-1', '1']);
    assert.deepEqual(classes(['no', 'yes', 'no']), ['no', 'yes']);
    assert.deepEqual(classes(['Yes', 'No']), ['No', 'Yes']);
    assert.deepEqual(classes(['malignant', 'benign']), ['benign', 'malignant']);
    assert.deepEqual(classes(['b', 'a']), ['a', 'b']);
    assert.deepEqual([...target(['b', 'a', 'b']).samples.y], [1, 0, 1]);
    assert.deepEqual(classes(['b', 'a'], { positive: 'a' }), ['b', 'a']);
  });
  test('of more texts one value is told from the rest', () => {
    const made = target(['x', 'z', 'z', 'y', 'z']);
    assert.deepEqual(made.classes, ['not z', 'z']);
    assert.deepEqual([...made.samples.y], [0, 1, 1, 0, 1]);
    assert.deepEqual(made.values, [
      { value: 'z', count: 3 },
      { value: 'x', count: 1 },
      { value: 'y', count: 1 },
    ]);
    assert.match(made.notices[0], /has 3 values\. Class 1 is “z”, and class 0 all the rest/);
    assert.deepEqual(classes(['x', 'z', 'y'], { positive: 'y' }), ['not y', 'y']);
    assert.throws(() => target(['x', 'z', 'y'], { positive: 'w' }), /No row has “w” as its target, “y”/);
  });
  test('of more numbers it is a number, unless classes are chosen', () => {
    assert.equal(target([0, 1, 2]).task, 'regression');
    const made = target([0, 1, 2, 0], { task: 'classification', positive: '0' });
    assert.deepEqual(made.classes, ['not 0', '0']);
    assert.deepEqual([...made.samples.y], [1, 0, 0, 1]);
    assert.equal(target([0, 1], { task: 'regression' }).task, 'regression');
  });
  test('a text cannot be predicted as a number', () => {
    assert.throws(() => target([1, 2.5, 'many', 3], { task: 'regression' }), {
      name: 'InvalidInputError',
      message: /only from a target that is a number in every row; of “y”, line 4 has “many”\. Correct it/,
    });
  });
  test('one class alone is refused', () => {
    assert.throws(
      () => target(['x', 'x', 'x']),
      /All rows have “x” as their target, “y”: there is nothing to learn/,
    );
    assert.throws(() => target([3, 3, '']), /All rows have “3” as their target/);
  });
  test('texts that are nearly all different are refused, and numbers too where classes are to be told', () => {
    const many = Array.from({ length: 150 }, (_, i) => `name ${i}`);
    assert.throws(
      () => target(many),
      /has 150 different values, too many for classes; and .*“name 0” is none/,
    );
    const numbers = Array.from({ length: 150 }, (_, i) => i / 2);
    assert.throws(
      () => target(numbers, { task: 'classification' }),
      /too many for classes\. Predict numbers instead/,
    );
    assert.deepEqual(target(numbers, { task: 'classification', positive: '0.5' }).classes, [
      'not 0.5',
      '0.5',
    ]);
  });
  test('weights that are all 0 are refused', () => {
    assert.throws(() => encoded('nwt', 'a,w,y\n1,0,1\n2,0,2\n'), /All rows weigh 0/);
  });
});

describe('a column of 10,000 categories', () => {
  const text = `user,a,y\n${Array.from({ length: 20_000 }, (_, i) => `u${i % 10_000 < 3 ? 0 : i % 10_000},${i % 7},${i % 5}`).join('\n')}\n`;
  const table = readText(text, { roles: roles('cnt') });
  test('is refused, with what can be done', () => {
    assert.throws(
      () => encode(table),
      (error) => {
        assert.ok(error instanceof CategoriesError);
        assert.deepEqual([error.name, error.column, error.categories], ['InvalidInputError', 'user', 9998]);
        assert.match(
          error.message,
          /“user” has 9,998 different values, and at most 1,000 .*hashing.*frequent.*ignore/,
        );
        return true;
      },
    );
  });
  test('is ignored', () => {
    const made = encode(table, { many: 'ignore' });
    assert.deepEqual(names(made), ['a']);
    assert.match(made.notices[0], /“user” has 9,998 different values, and was left out/);
  });
  test('keeps the most frequent', () => {
    const made = encode(table, { many: 'frequent', frequent: 5 });
    assert.equal(made.features.length, 7);
    assert.deepEqual(names(made).slice(0, 1), ['user = u0']);
    assert.equal(names(made)[5], 'user = (other)');
    assert.deepEqual(rowsOf(pickRows(made.samples.X, Uint32Array.of(2, 9000))), [
      [1, 0, 0, 0, 0, 0, 2],
      [0, 0, 0, 0, 0, 1, 9000 % 7],
    ]);
    assert.deepEqual(rowsOf(encodeRow(made, { user: 'never seen', a: 1 })), [[0, 0, 0, 0, 0, 1, 1]]);
  });
  test('is hashed', () => {
    const made = encode(table, { many: 'hash', bits: 8 });
    assert.equal(made.features.length, 257);
    assert.ok(made.sparse);
    const X = sparse(made.samples.X);
    for (const row of [0, 5, 17_777]) {
      assert.equal(X.column[X.start[row]], bucketOf(String(decodeRow(made, row)['user']), 256));
    }
    assert.match(made.notices[0], /share 256 features by a hash/);
  });
  test('may have as many features as it has categories', () => {
    assert.equal(encode(table, { mostCategories: 10_000 }).features.length, 9999);
  });
});

test('the hash is FNV-1a', () => {
  // Vectors of the authors: isthe.com/chongo/src/fnv/test_fnv.c
  for (const [text, hash] of [
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ] as const)
    assert.equal(bucketOf(text, 2 ** 32), hash);
  assert.equal(bucketOf('foobar', 1024), 0xbf9cf968 % 1024);
});

describe('one row', () => {
  test('of what every row says, by the description alone, comes what encode made, in all formats and by all options', () => {
    const random = seeded(12);
    const options: EncodeOptions[] = [
      {},
      { missingFeatures: true },
      { mostCategories: 2, many: 'hash', bits: 3 },
      { mostCategories: 2, many: 'frequent', frequent: 2 },
      { mostCategories: 2, many: 'ignore', missingNumbers: 'drop' },
    ];
    let made = 0;
    for (let round = 0; round < 300; round++) {
      const style = Object.values(STYLES)[round % 8];
      const table = randomTable(random, style.end !== '\r');
      try {
        const all = encode(readText(written(table, style), choicesOf(table, style)), options[round % 5]);
        checkSamples(all.samples, all.task);
        const spec = JSON.parse(JSON.stringify(encodingSpec(all)));
        const X = rowsOf(all.samples.X);
        for (const i of X.keys()) {
          const row = encodeRow(spec, decodeRow(all, i));
          assert.equal(isSparse(row), isSparse(all.samples.X));
          assert.deepEqual(rowsOf(row)[0], X[i]);
        }
        made++;
      } catch (error) {
        assert.equal((error as Error).name, 'InvalidInputError', String(error));
      }
    }
    assert.ok(made > 100, `${made} tables could be learned from`);
  });
  test('what is not given is not known, and a category that never was is none', () => {
    const made = encoded('nct', 'a,c,y\n1,p,1\n3,q,2\n,,3\n');
    assert.deepEqual(rowsOf(encodeRow(made, {})), [[2, 0, 0, 1]]);
    assert.deepEqual(rowsOf(encodeRow(made, { a: '4,5', c: 'r' })), [[4.5, 0, 0, 0]]);
    assert.deepEqual(rowsOf(encodeRow(made, { a: '?', c: 'q', b: 3 })), [[2, 0, 1, 0]]);
    assert.throws(() => encodeRow(made, { a: 'much' }), /“much” is not a finite number; “a” needs one/);
    assert.throws(() => encodeRow(made, { a: Number.NaN }), /not a finite number/);
    assert.throws(() => encodeRow(made, { a: Number.POSITIVE_INFINITY }), /not a finite number/);
  });
});

test('rows with many features are held by what is not 0, those with few whole', () => {
  const text = (n: number) =>
    `c,d,y\n${Array.from({ length: 200 }, (_, i) => `k${i % n},l${i % 3},${i}`).join('\n')}\n`;
  assert.ok(!encoded('cct', text(61)).sparse);
  assert.ok(encoded('cct', text(62)).sparse);
});

test('too much for a tab is refused', () => {
  const text = `a,b,y\n${Array.from({ length: 3000 }, (_, i) => `u${i},v${i},${i}`).join('\n')}\n`;
  const table = readText(text, { roles: roles('cct') });
  assert.throws(
    () => encode(table, { mostCategories: 1 }),
    /categories that become features must be a whole number from 2/,
  );
  assert.throws(
    () => encode(table, { many: 'hash', bits: 30 }),
    /bits of the hash must be a whole number from 1 to 18/,
  );
  const wide = Array.from({ length: 5 }, (_, i) => `c${i}`);
  const many = readText(
    `${wide.join(',')},y\n${Array.from({ length: 300 }, (_, i) => `${wide.map((c) => `${c}${i}`).join(',')},${i}`).join('\n')}\n`,
    { roles: roles('ccccct') },
  );
  assert.throws(
    () => encode(many, { mostCategories: 2, many: 'hash', bits: 18 }),
    /There would be 1,310,720 features; at most 1,048,576/,
  );
});
