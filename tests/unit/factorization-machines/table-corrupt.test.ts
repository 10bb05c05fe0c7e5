import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInvalidInput } from '../../../src/engine/errors.ts';
import { checkSamples } from '../../../src/engine/factorization-machines/samples.ts';
import { type Choices, DELIMITERS, encode } from '../../../src/engine/factorization-machines/table/index.ts';
import { type Random, seeded } from '../../../src/engine/random.ts';
import { bytesOf, choicesOf, randomTable, readBytes, STYLES, written } from './tables.ts';

/** Samples, or a sentence for the reader; never anything else, and never for ever. */
function survives(bytes: Uint8Array, random: Random, choices: Choices = {}): 'read' | 'refused' {
  const start = performance.now();
  try {
    const table = readBytes(bytes, choices, () => 1 + Math.floor(300 * random()));
    assert.ok(table.rows > 0);
    assert.equal(table.line.length, table.rows);
    for (const column of table.columns)
      assert.equal('codes' in column ? column.codes.length : column.values.length, table.rows);
    const { samples, task } = encode(table, { many: 'hash', mostCategories: 50 });
    checkSamples(samples, task);
    return 'read';
  } catch (error) {
    if (!isInvalidInput(error)) throw error;
    assert.match(error.message, /^[A-Z0-9“].{20,}[.”]$/s, error.message);
    return 'refused';
  } finally {
    assert.ok(performance.now() - start < 5000);
  }
}

const place = (bytes: Uint8Array, random: Random) => Math.floor(bytes.length * random());

/** One way to spoil a file each. */
const SPOIL: Record<string, (bytes: Uint8Array, random: Random) => Uint8Array> = {
  'cut off': (bytes, random) => bytes.slice(0, place(bytes, random)),
  'letters in it': (bytes, random) => {
    const spoilt = bytes.slice();
    for (let i = 0; i < 4; i++) spoilt[place(bytes, random)] = 97 + Math.floor(26 * random());
    return spoilt;
  },
  'marks in it': (bytes, random) => {
    const spoilt = bytes.slice();
    for (let i = 0; i < 6; i++)
      spoilt[place(bytes, random)] = [...bytesOf(',;|:"\'#%-. \t\n\r')][Math.floor(14 * random())];
    return spoilt;
  },
  'zero bytes in it': (bytes, random) => {
    const spoilt = bytes.slice();
    spoilt[place(bytes, random)] = 0;
    return spoilt;
  },
  'any bytes in it': (bytes, random) => {
    const spoilt = bytes.slice();
    for (let i = 0; i < 20; i++) spoilt[place(bytes, random)] = Math.floor(256 * random());
    return spoilt;
  },
  'a lone quote in it': (bytes, random) => {
    const at = place(bytes, random);
    return Uint8Array.from([...bytes.slice(0, at), 34, ...bytes.slice(at)]);
  },
  'lines taken out of its middle': (bytes, random) => {
    const [from, to] = [place(bytes, random), place(bytes, random)].sort((a, b) => a - b);
    return Uint8Array.from([...bytes.slice(0, from), ...bytes.slice(to)]);
  },
};

/** A table in some format, with what a reader settles where no guess can be sure. */
function someFile(round: number, random: Random): { bytes: Uint8Array; choices: Choices } {
  if (round % 3 === 0) {
    const entries = (fields: boolean) =>
      Array.from(
        { length: 5 },
        (_, i) => `${fields ? `${i}:` : ''}${i * 9 + Math.floor(9 * random())}:${random()}`,
      );
    const lines = Array.from({ length: 12 }, (_, i) => `${i % 2} ${entries(round % 2 === 1).join(' ')}\n`);
    return { bytes: bytesOf(lines.join('')), choices: { format: round % 2 ? 'libffm' : 'libsvm' } };
  }
  const style = Object.values(STYLES)[round % 8];
  const table = randomTable(random, style.end !== '\r');
  return { bytes: bytesOf(written(table, style)), choices: choicesOf(table, style) };
}

for (const [how, spoil] of Object.entries(SPOIL)) {
  test(`a file with ${how} is read, or refused in a sentence`, () => {
    const random = seeded(5);
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 240; round++) {
      const { bytes, choices } = someFile(round, random);
      const spoilt = spoil(bytes, random);
      for (const settled of [choices, { ...choices, skipBad: true }, {}, { skipBad: true }])
        outcomes[survives(spoilt, random, settled)]++;
    }
    assert.ok(outcomes.refused > 20, `${outcomes.refused} refused`);
    if (how !== 'zero bytes in it') assert.ok(outcomes.read > 20, `${outcomes.read} read`);
  });
}

test('a wrong format, delimiter or line of heads is refused or read', () => {
  const random = seeded(6);
  for (let round = 0; round < 24; round++) {
    const { bytes } = someFile(round, random);
    for (const delimiter of DELIMITERS)
      for (const header of [true, false]) survives(bytes, random, { format: 'csv', delimiter, header });
    for (const format of ['libsvm', 'libffm'] as const)
      for (const skipBad of [true, false]) survives(bytes, random, { format, skipBad });
  }
});

test('files of another kind are refused', () => {
  const random = seeded(8);
  const cases: Record<string, Uint8Array> = {
    PNG: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]),
    empty: new Uint8Array(0),
    'only a byte order mark': Uint8Array.of(0xef, 0xbb, 0xbf),
    'blank lines': bytesOf('\n\n \n'),
    'comments alone': bytesOf('# a\n% b\n'),
    'heads alone': bytesOf('age,class,survived\n'),
    'one quote': bytesOf('"'),
    'a quote in each line': bytesOf('"a,1,2\n"b,2,3\n'),
    JSON: bytesOf('{\n  "rows": [\n    { "a": 1, "b": 2 }\n  ]\n}\n'),
    'a web page': bytesOf('<!doctype html>\n<html>\n<title>x</title>\n<p>no</p>\n</html>'),
    'UTF-16': Uint8Array.from({ length: 12 }, (_, i) => (i % 2 ? 0 : 49)),
    'one column': bytesOf('1\n2\n3\n'),
    'one line': bytesOf('1,2,3'),
    'labels of libSVM alone': bytesOf('1\n0\n1\n'),
  };
  for (const [name, bytes] of Object.entries(cases)) assert.equal(survives(bytes, random), 'refused', name);
});

test('quotes by the thousand take no time', () => {
  const random = seeded(9);
  const line = (i: number) => `"${i % 3 ? 'a' : ''},${i},"${'x'.repeat(i % 40)}\n`;
  const bytes = bytesOf(Array.from({ length: 30_000 }, (_, i) => line(i)).join(''));
  survives(bytes, random, { delimiter: ',', skipBad: true });
  survives(bytes, random);
  const open = bytesOf(`a,b,y\n${'"1,2,3\n'.repeat(40_000)}`);
  survives(open, random, { skipBad: true });
  const long = bytesOf(`a,b,y\n${`1,"${'x\n'.repeat(40_000)}`.repeat(3)}`);
  survives(long, random, { skipBad: true });
  const reopened = bytesOf(`a,b,y\n${`","x${'y'.repeat(50)}\n`.repeat(4000)}`); // each line ends a quote and opens one
  for (const skipBad of [true, false]) survives(reopened, random, { delimiter: ',', skipBad });
});

test('heads that are alike by the thousand take no time', () => {
  const line = '0,'.repeat(20_000);
  survives(bytesOf(`${line}1\n${line}2\n${line}3\n`), seeded(10), { header: true });
});
