import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { look, type Role, TableReader } from '../../../src/engine/factorization-machines/table/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import {
  bytesOf,
  cellsOf,
  choicesOf,
  randomTable,
  readBy,
  readBytes,
  readText,
  STYLES,
  written,
} from './tables.ts';

describe('random tables are read back as they were written, cut anywhere', () => {
  for (const [name, style] of Object.entries(STYLES)) {
    test(name, () => {
      const random = seeded(7);
      for (let round = 0; round < 80; round++) {
        const table = randomTable(random, style.end !== '\r');
        const most = [1, 3, 17, 400][round % 4];
        const bytes = bytesOf(written(table, style));
        const read = readBytes(bytes, choicesOf(table, style), () => 1 + Math.floor(most * random()));
        const kept = table.roles.flatMap((role, at) => (role === 'ignore' ? [] : [at]));
        assert.deepEqual(
          cellsOf(read),
          table.rows.map((row) => kept.map((at) => row[at])),
        );
        assert.deepEqual(
          read.columns.map(({ role }) => role),
          kept.map((at) => table.roles[at]),
        );
        assert.equal(
          read.columns[0].name,
          style.header === false ? `column ${kept[0] + 1}` : table.names[kept[0]],
        );
        assert.equal(read.bad, 0);
      }
    });
  }
});

test('each row knows its line: blank lines, comments at the top and texts of several lines are counted', () => {
  const read = readText('# made by hand\n\na,b,y\n1,"p\nq",1\n\n2,"r",2\n3,#s,3\n');
  assert.deepEqual([...read.line], [4, 7, 8]);
  assert.deepEqual([read.lines, read.comments], [8, 1]);
  assert.deepEqual(
    cellsOf(read).map(([, text]) => text),
    ['p\nq', 'r', '#s'],
  );
});

describe('the layout is guessed', () => {
  const short = (role: Role) => role[0];
  const seen = (text: string, name?: string) => look(bytesOf(text), name ? { name } : {});
  const layout = (text: string, name?: string) => {
    const { format, delimiter, header, columns } = seen(text, name);
    return `${format} ${delimiter} ${header ? 'header ' : ''}${columns.map(({ role }) => short(role)).join('')}`;
  };
  const many = (line: (i: number) => string) => Array.from({ length: 60 }, (_, i) => line(i)).join('\n');
  const cases: [string, string, string][] = [
    [
      'Titanic as R writes it',
      '"","Class","Sex","Age","Survived","Freq"\n"1","1st","Male","Child","No",0\n"2","2nd","Male","Child","No",0\n"3","3rd","Male","Child","Yes",35\n',
      'csv , header iccctw',
    ],
    [
      'penguins',
      'species,island,bill_length_mm,sex\nAdelie,Torgersen,39.1,male\nAdelie,Torgersen,NA,NA\nGentoo,Biscoe,46.1,female\n',
      'csv , header tcnc',
    ],
    ['the last column, where no name tells', 'x1;x2;z\n1,5;2;3\n2,5;3;4\n', 'csv ; header nnt'],
    ['no heads', '5.1,3.5,a\n4.9,3.0,a\n6.2,3.1,b\n', 'csv , nnt'],
    [
      'texts above texts',
      'outlook,wind,play\nsunny,weak,no\nrain,weak,yes\nrain,strong,no\n',
      'csv , header cct',
    ],
    ['texts without heads', 'sunny,weak,no\nrain,weak,yes\nrain,strong,no\n', 'csv , cct'],
    ['tabs', 'a\ty\n1\t0\n2\t1\n', 'csv \t header nt'],
    ['blanks', 'a b y\n1 2 0\n2  3 1\n', 'csv   header nnt'],
    ['rows with names and a head less', 'mpg cyl y\nMazda 21 6 1\nVolvo 22 4 0\n', 'csv   header cnnt'],
    ['names of people', `name,age,y\n${many((i) => `Person ${i},${i % 9},${i % 2}`)}`, 'csv , header int'],
    ['ids that count', `id,age,y\n${many((i) => `${i + 1},${i % 9},${i % 2}`)}`, 'csv , header int'],
    [
      'ids that do not count',
      `userId,age,y\n${many((i) => `${i * 7 + 900},${i % 9},0`)}`,
      'csv , header int',
    ],
    [
      'ids that come again',
      `userId,movieId,rating\n${many((i) => `${i % 7},${i % 5},${i % 4}`)}`,
      'csv , header cct',
    ],
    ['libSVM', '+1 1:0.5 7:1\n-1 2:1 # note\n', 'libsvm   '],
    ['libFM, from 0', '3.5 0:1 12:1\n2 1:1 13:1\n', 'libsvm   '],
    ['libSVM with a bad entry', '1 1:2 -3:4\n0 2:x 3:1\n', 'libsvm   '],
    ['libFFM', '1 0:3:1 1:7:0.5\n0 0:4:1 1:8:1\n', 'libffm   '],
    ['times are no features of libSVM', 'start,end,y\n12:30,13:00,1\n10:15,10:45,0\n', 'csv , header cct'],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.equal(layout(text), expected));

  test('the ending of the name tells where the lines do not', () => {
    assert.equal(seen('1 a:b c:d\n0 e:f\n', 'x.libsvm').format, 'libsvm');
    assert.equal(seen('1 a:b c:d\n0 e:f\n').format, 'csv');
    assert.equal(seen('a,y\n1,2\n3,4\n', 'x.libsvm').format, 'csv');
  });

  test('columns are told of: kinds, different values, missing ones, examples', () => {
    const { columns, rows, preview } = seen('n,w,t,y\n1.5,1,a,0\nNA,2,b,1\n2.5,2,a,1\n3.5,5,,0\n');
    assert.equal(rows, 4);
    assert.deepEqual(preview[1], ['1.5', '1', 'a', '0']);
    const told = columns.map(({ kind, distinct, missing }) => `${kind} ${distinct} ${missing}`);
    assert.deepEqual(told, ['number 3 1', 'integer 3 0', 'text 2 1', 'integer 2 0']);
    assert.deepEqual(columns[2].examples, ['a', 'b']);
  });

  test('what is chosen goes before what is guessed', () => {
    const text = 'a;b;y\n1,5;2;3\n2,5;4;6\n';
    const roles: Role[] = ['target', 'ignore', 'categorical'];
    const chosen = look(bytesOf(text), { roles, header: false, decimalComma: false });
    assert.deepEqual(
      chosen.columns.map(({ role }) => role),
      roles,
    );
    assert.equal(chosen.header, false);
    assert.equal(chosen.decimalComma, false);
    assert.match(look(bytesOf(text), { delimiter: '|' }).problem ?? '', /Only one column/);
    assert.equal(look(bytesOf(text), { format: 'libsvm' }).format, 'libsvm');
  });

  test('names that are alike or blank are told apart', () => {
    const { columns } = seen('a,a,,y\n1,2,3,4\n2,3,4,6\n');
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['a', 'a (2)', 'column 3', 'y'],
    );
  });

  test('a line that the sample cuts is not judged by', () => {
    const { columns, rows } = look(bytesOf('a,y\n1,2\n2,3\n3'), { whole: false });
    assert.deepEqual([columns.length, rows], [2, 2]);
    assert.throws(() => look(bytesOf('a,y\n1,2'), { whole: false }), /The first two lines are longer than 7/);
  });

  test('roles that cannot be read by are told', () => {
    const problem = (...roles: Role[]) => look(bytesOf('a,b,y\n1,2,3\n2,3,4\n'), { roles }).problem ?? '';
    assert.match(problem('numeric', 'numeric', 'numeric'), /No column is the target/);
    assert.match(problem('target', 'numeric', 'target'), /2 columns are chosen as the target/);
    assert.match(problem('ignore', 'weight', 'target'), /No column is a feature/);
    assert.match(problem('weight', 'weight', 'target'), /2 columns are chosen as the weight/);
    assert.equal(problem('ignore', 'numeric', 'target'), '');
    const layout = look(bytesOf('a,b,y\n1,2,3\n2,3,4\n'), { roles: ['numeric', 'numeric', 'ignore'] });
    assert.throws(() => new TableReader(layout), /No column is the target/);
  });
});

describe('what cannot be read is refused with its line named', () => {
  const refused = (text: string, pattern: RegExp, choices = {}) =>
    assert.throws(() => readText(text, choices), { name: 'InvalidInputError', message: pattern });

  test('ragged lines', () => {
    refused(
      'a,b,y\n1,2,3\n1,2\n1,2,3\n',
      /^1 of the 3 rows cannot be read\. Line 3: it has 2 columns where 3/,
    );
    refused(
      'a,b,y\n1,2,3\n1,2,3,4\n1,2,3\n',
      /Line 3: it has 4 columns where 3 are expected\. Correct it, or/,
    );
  });
  test('a quote that is not closed, and no line behind it', () => {
    const text = `a,b,y\n1,p,3\n2,"q,4\n${'3,r,5\n'.repeat(400)}4,s,6\n`;
    refused(text, /^1 of the 403 rows cannot be read\. Line 3: a quote is opened and not closed\./);
    const read = readText(text, { skipBad: true });
    assert.deepEqual([read.rows, read.bad, read.line[1]], [402, 1, 4]);
  });
  test('a quote that ends in another line, where the columns do not fit', () => {
    refused('a,b,y\n1,p,3\n2,"q,4\n3,"r",5\n4,s,6\n', /^1 of the 4 .*Line 3: a quote is opened/);
  });
  test('texts and what is not finite where numbers are needed', () => {
    const roles: Role[] = ['numeric', 'numeric', 'target'];
    refused('a,b,y\n1,2,3\nx,2,4\n', /Line 3: in column “a”, “x” is not a number/, { roles });
    refused('a,b,y\n1,inf,3\n1,2,4\n', /Line 2: in column “b”, “inf” is not finite/, { roles });
    refused('a,b,y\n1,1e999,3\n1,2,4\n', /“1e999” is too large a number/, { roles });
    refused('a,b,y\n1,2,-Infinity\n1,2,4\n', /in column “y”, “-Infinity” is not finite/, { roles });
    assert.deepEqual(cellsOf(readText('a,b,y\n1,nan,3\n1,2,4\n', { roles }))[0], [1, undefined, 3]);
  });
  test('weights that are negative or missing', () => {
    const roles: Role[] = ['numeric', 'weight', 'target'];
    refused('a,w,y\n1,2,3\n1,-2,4\n', /Line 3: in column “w”, “-2” is negative, and no weight/, { roles });
    refused('a,w,y\n1,,3\n1,2,4\n', /Line 2: in column “w”, the weight is missing/, { roles });
  });
  test('many bad lines: the first are named, all counted, and not all are read', () => {
    const bad = (n: number) => `a,b,y\n${'1,2,3\n'.repeat(1500)}${'1,2\n'.repeat(n)}`;
    refused(
      bad(8),
      /^8 of the 1,508 rows .*line 1,506: it has 2 columns where 3 are expected, and 3 more\. Correct them/,
    );
    refused(bad(1200), /^At least 1,000 of the first 2,500 rows cannot be read\./);
    assert.equal(readText(bad(8), { skipBad: true }).rows, 1500);
    assert.equal(readText(bad(8), { skipBad: true }).badLines.length, 5);
    const layout = look(bytesOf(bad(0)), { skipBad: true });
    const hopeless = /^At least 10,000 of the first 11,500 rows .*See whether the columns are chosen/;
    assert.throws(() => readBy(layout, bytesOf(bad(20_000))), { message: hopeless });
  });
  test('no data at all', () => {
    refused('', /^The file is empty/);
    refused('\n \n\n', /every line is blank/);
    refused('a,b,y\n', /no rows/);
    refused('"a,b\n1,2\n', /quote is opened|Only one column/);
  });
  test('files of another kind', () => {
    const kinds: [Uint8Array, RegExp][] = [
      [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), /not a text file/],
      [Uint8Array.of(0x50, 0x4b, 3, 4, 20), /packed/],
      [Uint8Array.of(0x1f, 0x8b, 8, 0), /packed/],
    ];
    for (const [bytes, pattern] of kinds) assert.throws(() => readBytes(bytes), pattern);
  });
});

test('a quote that is not closed leaves nothing behind for the next line', () => {
  const read = readText('a,b,y\n"p""q","r,1\nu"v,w,2\nx,z,3\n', {
    roles: ['categorical', 'categorical', 'target'],
    skipBad: true,
  });
  assert.equal(cellsOf(read)[0][0], 'u"v');
});

test('bytes that are read stay as they are, a Buffer of Node too', () => {
  const text = 'a,b,y\n"p""q",r,1\n"u""v",w,2\n';
  const bytes = Buffer.from(text);
  const reader = new TableReader(look(bytes));
  reader.push(bytes);
  const read = reader.end();
  assert.equal(bytes.toString(), text);
  assert.equal(cellsOf(read)[0][0], 'p"q');
});

test('a target becomes texts with the first that is none of numbers', () => {
  const read = readText('a,y\n1,2.50\n2,NA\n3,x\n4,7\n', { roles: ['numeric', 'target'] });
  assert.deepEqual(
    cellsOf(read).map(([, y]) => y),
    ['2.5', undefined, 'x', '7'],
  );
  const [, target] = read.columns;
  assert.ok('codes' in target);
  assert.deepEqual(target.firstText, { text: 'x', row: 2 });
  assert.equal(target.missing, 1);
});

test('a million cells are read in a moment', () => {
  const line = '1.25,0.001,17,abc,-3.5e2,8,9,some text,2,1\n';
  const bytes = bytesOf(`a,b,c,d,e,f,g,h,i,y\n${line.repeat(100_000)}`);
  const start = performance.now();
  assert.equal(readBytes(bytes).rows, 100_000);
  assert.ok(performance.now() - start < 10_000);
});
