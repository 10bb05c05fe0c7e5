import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isInvalidInput } from '../../../src/engine/errors.ts';
import { checkRatings } from '../../../src/engine/matrix-factorization/ratings.ts';
import { readTitles } from '../../../src/engine/matrix-factorization/reading/titles.ts';
import { type Random, seeded } from '../../../src/engine/random.ts';
import { DELIMITERS, type Delimiter } from '../../../src/engine/reading/delimiters.ts';
import { FORMATS, randomTable, readBytes } from './reading-tables.ts';

const encode = (text: string) => new TextEncoder().encode(text);

/** Ratings in order, or a sentence for the reader; never anything else. */
function survives(bytes: Uint8Array, random: Random, choices = {}): 'read' | 'refused' {
  try {
    const read = readBytes(bytes, choices, () => 1 + Math.floor(300 * random()));
    checkRatings(read.ratings);
    assert.ok(read.bad <= 0.01 * read.lines);
    return 'read';
  } catch (error) {
    if (!isInvalidInput(error)) throw error;
    assert.match(error.message, /^[A-Z“].{20,}[.”]$/s, error.message);
    return 'refused';
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

for (const [how, spoil] of Object.entries(SPOIL)) {
  test(`a file with ${how} is read with its bad lines counted, or refused in a sentence`, () => {
    const random = seeded(5);
    for (const { write, choices = {}, ids } of Object.values(FORMATS)) {
      for (let round = 0; round < 24; round++) {
        const table = randomTable(random, ids ?? (round % 2 ? 'integers' : 'texts'));
        survives(spoil(encode(write(table)), random), random, choices);
        survives(spoil(encode(write(table)), random), random);
      }
    }
  });
}

test('a wrong delimiter, form or line of heads is refused or read, in every format', () => {
  const random = seeded(6);
  for (const { write, ids } of Object.values(FORMATS)) {
    const bytes = encode(write(randomTable(random, ids ?? 'texts')));
    for (const delimiter of DELIMITERS as Delimiter[])
      for (const form of ['triples', 'dense'] as const)
        for (const header of [true, false]) survives(bytes, random, { delimiter, form, header });
  }
});

test('files of another kind are refused', () => {
  const random = seeded(8);
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]);
  const cases: Record<string, Uint8Array> = {
    PNG: png,
    empty: new Uint8Array(0),
    'only a byte order mark': Uint8Array.of(0xef, 0xbb, 0xbf),
    'blank lines': encode('\n\n \n'),
    'comments alone': encode('# a\n% b\n'),
    'heads alone': encode('userId,movieId,rating,timestamp\n'),
    'one quote': encode('"'),
    'a quote in each line': encode('"a,1,2\n"b,2,3\n'),
    prose: encode('It was the best of times,\nit was the worst of times,\nit was the age of wisdom.\n'),
    JSON: encode('{\n  "ratings": [\n    { "user": 1, "item": 2 }\n  ]\n}\n'),
    'a web page': encode('<!doctype html>\n<html>\n<title>x</title>\n<p>no</p>\n</html>'),
    'UTF-16': Uint8Array.from(encode('\u{feff}1,2,3'), (byte) => byte).map((byte, i) => (i % 2 ? 0 : byte)),
    'one column': encode('1\n2\n3\n'),
    'the market alone': encode('%%MatrixMarket matrix coordinate real general'),
  };
  for (const [name, bytes] of Object.entries(cases)) assert.equal(survives(bytes, random), 'refused', name);
});

test('zero bytes behind the part that is looked at are bad lines', () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `${i % 700},${Math.floor(i / 700)},3\n`);
  const bytes = encode(lines.join(''));
  bytes[bytes.length - 10] = 0;
  const read = readBytes(bytes, { form: 'triples' }, () => 10_000);
  assert.equal(read.bad, 1);
  assert.match(read.badLines[0].reason, /“.*\ufffd.*” is not a number|columns|no/);
});

test('titles from spoilt files are titles or a sentence', () => {
  const random = seeded(9);
  const good = encode('1|Toy Story (1995)|x|y\n2|GoldenEye (1995)|x|y\n3|"Quoted" name|x|y\n');
  for (let round = 0; round < 300; round++) {
    const spoil = Object.values(SPOIL)[round % 6];
    try {
      readTitles(spoil(good, random));
    } catch (error) {
      if (!isInvalidInput(error)) throw error;
    }
  }
});
