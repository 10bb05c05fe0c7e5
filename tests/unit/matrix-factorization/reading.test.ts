import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkRatings } from '../../../src/engine/matrix-factorization/ratings.ts';
import { look } from '../../../src/engine/matrix-factorization/reading/look.ts';
import { RatingsReader } from '../../../src/engine/matrix-factorization/reading/reader.ts';
import { readTitles } from '../../../src/engine/matrix-factorization/reading/titles.ts';
import { seeded } from '../../../src/engine/random.ts';
import { readNumber } from '../../../src/engine/reading/numbers.ts';
import { FORMATS, randomTable, readText, tableOf } from './reading-tables.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const seen = (text: string, choices = {}) => look(bytes(text), true, choices);

describe('random tables are read back from every format, cut anywhere', () => {
  for (const [name, { write, choices = {}, ids }] of Object.entries(FORMATS)) {
    test(name, () => {
      const random = seeded(7);
      for (let round = 0; round < 60; round++) {
        const table = randomTable(random, ids ?? (round % 2 ? 'integers' : 'texts'));
        const most = [1, 3, 17, 400][round % 4];
        const read = readText(write(table), choices, () => 1 + Math.floor(most * random()));
        assert.deepEqual(tableOf(read), table);
        checkRatings(read.ratings);
        assert.equal(read.duplicates + read.bad, 0);
        const values = [...read.ratings.value];
        assert.equal(read.min, Math.min(...values));
        assert.equal(read.max, Math.max(...values));
      }
    });
  }
});

test('rows and columns: whole numbers ascending, texts as they come first, and one text makes all texts', () => {
  const names = (text: string) => tableOf(readText(text)).rows;
  assert.deepEqual(names('user,item,rating\n10,1,1\n9,1,2\n100000000000,1,3\n'), ['9', '10', '100000000000']);
  assert.deepEqual(names('user,item,rating\n10,1,1\nb,1,2\n9,1,3\na,1,3\n10,2,4\n'), ['10', 'b', '9', 'a']);
  assert.deepEqual(names('user,item,rating\n01,1,1\n1,1,2\n'), ['01', '1']);
  const { rows } = readText('user,item,rating\n10,1,1\n9,1,2\n');
  assert.deepEqual([rows.find('9'), rows.find('10'), rows.find('11'), rows.find('x')], [0, 1, -1, -1]);
});

test('the last of several values for one cell counts, and the others are counted', () => {
  const random = seeded(3);
  const last = new Map<string, number>();
  let text = 'user,item,rating\n';
  for (let i = 0; i < 3000; i++) {
    const [row, column] = [Math.floor(40 * random()), Math.floor(30 * random())];
    text += `${row},${column},${i}\n`;
    last.set(`${row} ${column}`, i);
  }
  const read = readText(text);
  const { ratings, rows, columns, duplicates } = read;
  assert.equal(duplicates, 3000 - last.size);
  ratings.value.forEach((value, i) => {
    assert.equal(last.get(`${rows.at(ratings.row[i])} ${columns.at(ratings.column[i])}`), value);
  });
});

describe('Matrix Market', () => {
  test('coordinate, general', () => {
    const read = readText(
      '%%MatrixMarket matrix coordinate real general\n% made by hand\n3 4 3\n1 1 5\n3 2 -1.5e0\n2 4 0\n',
    );
    assert.deepEqual(tableOf(read).cells, [
      [5, NaN, NaN, NaN],
      [NaN, NaN, NaN, 0],
      [NaN, -1.5, NaN, NaN],
    ]);
    assert.deepEqual(tableOf(read).columns, ['1', '2', '3', '4']);
  });
  test('coordinate, symmetric and skew-symmetric', () => {
    const cells = (symmetry: string) =>
      tableOf(readText(`%%MatrixMarket matrix coordinate integer ${symmetry}\n2 2 2\n1 1 5\n2 1 3\n`)).cells;
    assert.deepEqual(cells('symmetric'), [
      [5, 3],
      [3, NaN],
    ]);
    assert.deepEqual(cells('skew-symmetric'), [
      [5, -3],
      [3, NaN],
    ]);
  });
  test('array, general and symmetric', () => {
    const cells = (symmetry: string, sizes: string, numbers: number[]) =>
      tableOf(readText(`%%MatrixMarket matrix array real ${symmetry}\n${sizes}\n${numbers.join('\n')}`))
        .cells;
    assert.deepEqual(cells('general', '2 3', [1, 2, 3, 4, 5, 6]), [
      [1, 3, 5],
      [2, 4, 6],
    ]);
    assert.deepEqual(cells('symmetric', '3 3', [1, 2, 3, 4, 5, 6]), [
      [1, 2, 3],
      [2, 4, 5],
      [3, 5, 6],
    ]);
    assert.deepEqual(cells('skew-symmetric', '3 3', [1, 2, 3]), [
      [NaN, -1, -2],
      [1, NaN, -3],
      [2, 3, NaN],
    ]);
  });
  test('what is no matrix of ratings is refused', () => {
    const refused = (text: string, pattern: RegExp) => assert.throws(() => readText(text), pattern);
    refused('%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 1\n', /a pattern: .* no ratings/);
    refused('%%MatrixMarket matrix coordinate complex general\n2 2 1\n1 1 1 0\n', /holds complex numbers/);
    refused('%%MatrixMarket vector coordinate real general\n', /neither a coordinate nor an array/);
    refused('%%MatrixMarket matrix coordinate real odd\n', /“odd”/);
    refused('%%MatrixMarket matrix coordinate real general\n2 2\n', /three whole numbers/);
    refused(
      '%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 4\n',
      /promises 3 entries and ends after 1/,
    );
    refused('%%MatrixMarket matrix coordinate real general\n2 2 99000000\n', /12 million/);
    refused('%%MatrixMarket matrix coordinate real general\n9000000 2 1\n1 1 1\n', /4 million/);
    refused('%%MatrixMarket matrix coordinate real general\n2 2 1\n3 1 4\n', /no such cell/);
    refused('%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 4\n', /as many rows as columns/);
  });
});

describe('the layout is guessed', () => {
  const layout = (text: string) => {
    const { form, delimiter, header, roles } = seen(text).layout;
    return `${form} ${delimiter} ${header ? 'header ' : ''}${roles.map((role) => role[0]).join('')}`;
  };
  const cases: [string, string, string][] = [
    ['u.data', '196\t242\t3\t881250949\n186\t302\t3\t891717742\n', 'triples \t rcvi'],
    ['ratings.dat', '1::1193::5::978300760\n1::661::3::978302109\n', 'triples :: rcvi'],
    ['ratings.csv', 'userId,movieId,rating,timestamp\n1,1,4.0,964982703\n', 'triples , header rcvi'],
    ['LIBMF', '0 0 5\n0 3 1\n1 0 4\n', 'triples   rcv'],
    ['texts', 'Ada;A;5\nAda;B;3\nBen;A;4\n', 'triples ; rcv'],
    ['the example', '5,3,0,1\n4,0,0,1\n1,1,0,5\n1,0,0,4\n0,1,5,4\n', 'dense , vvvv'],
    ['named rows and columns', ',A,B,C\nAda,5,3,\nBen,4,,1\n', 'dense , header rvvv'],
    ['as R writes it', 'A B C\nAda 5 3 NA\nBen 4 NA 1\n', 'dense   header rvvv'],
    ['numbered columns', ',1,2,3,4,5\n7,5,3,,1,1\n9,4,,1,1,\n', 'dense , header rvvvvv'],
    ['three columns of a matrix', '5,3,\n4,,1\n,1,5\n', 'dense , vvv'],
    ['a comma in the title', 'user,title,stars\n1,"Up, up",3\n2,"Down",4\n', 'triples , header rcv'],
    ['books', '"User-ID";"ISBN";"Book-Rating"\n"276725";"034545104X";"0"\n', 'triples ; header rcv'],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(layout(text), expected));

  test('and what is chosen goes before what is guessed', () => {
    const text = '5,3,0,1\n4,0,0,1\n1,1,0,5\n';
    const chosen = seen(text, { form: 'triples' });
    assert.deepEqual(chosen.layout.roles, ['row', 'column', 'value', 'ignored']);
    const swapped = seen(text, {
      form: 'triples',
      roles: ['column', 'row', 'ignored', 'value'],
      header: true,
    });
    assert.equal(swapped.layout.roles[0], 'column');
    assert.deepEqual(swapped.heads, ['5', '3', '0', '1']);
    assert.equal(
      seen(text, { form: 'triples', roles: ['row', 'row', 'column', 'value'] }).problem?.includes(
        '2 columns',
      ),
      true,
    );
    assert.match(seen(text, { delimiter: ';' }).problem ?? '', /Only one column/);
    assert.throws(() => readText(text, { delimiter: ';' }), /Only one column/);
  });

  test('the preview shows the first eight lines, and a head where there is one', () => {
    const text = `# note\nuser,item,rating\n${'1,2,3\n'.repeat(20)}`;
    const { preview, heads } = seen(text);
    assert.equal(preview.length, 8);
    assert.deepEqual(heads, ['user', 'item', 'rating']);
  });

  test('a line that the sample cuts is not judged by', () => {
    const { layout } = look(bytes('1,2,3\n1,3,4\n2,2'), false);
    assert.equal(layout.roles.length, 3);
  });
});

test('lines that are bad are left out and told of, unless more than one in a hundred is', () => {
  const good = Array.from({ length: 999 }, (_, i) => `${i % 50},${Math.floor(i / 50)},${i % 5}`);
  const read = readText(
    ['user,item,rating', ...good.slice(0, 500), '7,7,four', ...good.slice(500)].join('\n'),
  );
  assert.deepEqual(read.badLines, [{ line: 502, reason: '“four” is not a number' }]);
  assert.equal(read.bad, 1);
  assert.equal(read.ratings.value.length, 999);
  assert.throws(
    () => readText(['user,item,rating', ...good.slice(0, 50), '7,7,four', '7,7'].join('\n')),
    /^InvalidInputError: Not all of the 52 lines could be read\. Line 52: “four” is not a number\. 2 lines are bad; .*Correct the file/,
  );
  assert.throws(() => readText('user,item,rating\n1,1,1e999\n2,1,3\n'), /“1e999” is too large a number/);
  assert.throws(() => readText('user,item,rating\n,1,3\n2,1,3\n'), /the name of the row is blank/);
  assert.throws(() => readText('user,item,rating\n1,1,NA\n2,1,?\n'), /No rating was found/);
});

test('a rating that is missing is counted and no fault; 0 only where it is said to be', () => {
  const text = 'user,item,rating\n1,1,4\n1,2,NA\n2,1,\n2,2,0\n';
  assert.deepEqual([readText(text).missing, readText(text).ratings.value.length], [2, 2]);
  assert.deepEqual(
    [
      readText(text, { zeroMissing: true }).missing,
      readText(text, { zeroMissing: true }).ratings.value.length,
    ],
    [3, 1],
  );
});

test('rows and columns without a rating are kept in a dense matrix', () => {
  const { rows, columns, ratings } = readText('a,b,c\n1,,3\n,,\n4,,6\n', { form: 'dense', header: true });
  assert.deepEqual([rows.count, columns.count, ratings.value.length], [3, 3, 4]);
});

test('numbers are read as Number reads them', () => {
  const random = seeded(11);
  for (let i = 0; i < 20_000; i++) {
    const number = (random() - 0.5) * 10 ** Math.floor(40 * random() - 20);
    const text = [String(number), number.toFixed(Math.floor(20 * random())), number.toExponential(3)][i % 3];
    assert.equal(readNumber(bytes(text), 0, text.length), Number(text), text);
    const comma = text.replace('.', ',');
    assert.equal(readNumber(bytes(comma), 0, text.length, true), Number(text), comma);
  }
  for (const text of [
    '',
    '-',
    '+',
    '.',
    '1.2.3',
    '1e',
    'e5',
    '0x10',
    '1_000',
    '1,5',
    'Infinity',
    '--1',
    '1 2',
    '٣',
  ])
    assert.ok(Number.isNaN(readNumber(bytes(text), 0, bytes(text).length)), text);
  assert.ok(Number.isNaN(readNumber(bytes('1.5'), 0, 3, true)));
});

test('limits are told before memory runs out', () => {
  const { layout } = seen('1,1,1\n1,2,1\n2,1,1\n', { form: 'triples' });
  const reader = new RatingsReader(layout);
  const piece = bytes('1,1,1\n'.repeat(100_000));
  assert.throws(() => {
    for (let i = 0; i < 125; i++) reader.push(piece);
  }, /more than 12 million ratings/);
  const endless = new RatingsReader(layout);
  assert.throws(() => {
    for (let i = 0; i < 40; i++) endless.push(new Uint8Array(1 << 20).fill(49));
  }, /longer than 33 million characters/);
});

test('titles of MovieLens and of tables', () => {
  const titles = (text: string) => Object.fromEntries(readTitles(bytes(text)));
  assert.deepEqual(
    titles(
      '1|Toy Story (1995)|01-Jan-1995||http://x|0|0\n2|Usual Suspects, The (1995)|01-Jan-1995||http://x|0|1\n',
    ),
    { 1: 'Toy Story (1995)', 2: 'Usual Suspects, The (1995)' },
  );
  assert.deepEqual(titles('1::Toy Story (1995)::Animation|Comedy\n2::Jumanji (1995)::Adventure\n'), {
    1: 'Toy Story (1995)',
    2: 'Jumanji (1995)',
  });
  assert.deepEqual(
    titles('movieId,title,genres\n1,Toy Story (1995),A|B\n11,"American President, The (1995)",C\n'),
    { 1: 'Toy Story (1995)', 11: 'American President, The (1995)' },
  );
  assert.deepEqual(titles('title\tisbn\nEmma\t0141439580\n'), { '0141439580': 'Emma' });
  assert.throws(() => titles('alone\n'), /No titles were found/);
});
