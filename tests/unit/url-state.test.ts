import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { choice, flag, integer, number, text, urlState } from '../../src/lib/url-state.ts';

const table = {
  k: integer(4, 1, 256),
  rate: number(0.1, 0, 1),
  preset: choice('mixture', ['mixture', 'timestamps']),
  log: flag(false),
  note: text('', 5),
};
const state = urlState('k1', table);
const read = (query: string) => state.read(new URLSearchParams(query));

function at(address: string): { replaced: string[] } {
  const replaced: string[] = [];
  const history = {
    state: null,
    replaceState(_state: unknown, _title: string, url: URL) {
      replaced.push(String(url));
      (globalThis as { location?: unknown }).location = new URL(url);
    },
  };
  Object.assign(globalThis, { location: new URL(address), history });
  return { replaced };
}

afterEach(() => {
  delete (globalThis as { location?: unknown }).location;
  delete (globalThis as { history?: unknown }).history;
});

test('an address without values stands for the defaults', () => {
  assert.deepEqual(read(''), { values: state.defaults(), notices: [] });
  assert.deepEqual(state.defaults(), { k: 4, rate: 0.1, preset: 'mixture', log: false, note: '' });
});

test('what is written is read again', () => {
  at('https://example.org/posts/kmeans1d/');
  const values = { k: 200, rate: 0.25, preset: 'timestamps' as const, log: true, note: 'a b&' };
  const { searchParams } = new URL(state.link(values));
  assert.deepEqual(state.read(searchParams), { values, notices: [] });
});

test('values out of range are clamped, each with a sentence that names what was asked and what is used', () => {
  const cases: [string, Partial<ReturnType<typeof state.defaults>>, RegExp][] = [
    ['k1.k=1000', { k: 256 }, /k = “1000”.*1 to 256.*256 is used/],
    ['k1.k=-3', { k: 1 }, /“-3”.*1 is used/],
    ['k1.k=2.6', { k: 3 }, /whole number.*3 is used/],
    ['k1.k=', { k: 4 }, /not a number; 4 is used/],
    ['k1.k=1e999', { k: 256 }, /256 is used/],
    ['k1.k=NaN', { k: 4 }, /not a number/],
    ['k1.rate=7', { rate: 1 }, /from 0 to 1.*1 is used/],
    ['k1.preset=none', { preset: 'mixture' }, /“none”.*mixture, timestamps; mixture is used/],
    ['k1.log=yes', { log: false }, /neither 1 nor 0/],
    ['k1.note=abcdefgh', { note: 'abcde' }, /longer than 5/],
  ];
  for (const [query, changed, sentence] of cases) {
    const { values, notices } = read(query);
    assert.deepEqual(values, { ...state.defaults(), ...changed }, query);
    assert.equal(notices.length, 1, query);
    assert.match(notices[0], sentence);
  }
});

test('a hostile value is quoted only in part', () => {
  assert.ok(read(`k1.k=${'x'.repeat(5000)}`).notices[0].length < 120);
});

test('only its own keys are read and written; defaults stay out; the hash of a link leads to the lab', () => {
  at('https://example.org/a/?other=1&k2.k=9&k1.k=7#section');
  assert.equal(state.read().values.k, 7);
  assert.equal(state.link(state.defaults()), 'https://example.org/a/?other=1&k2.k=9#k1');
  assert.equal(state.link({ ...state.defaults(), k: 8 }), 'https://example.org/a/?other=1&k2.k=9&k1.k=8#k1');
});

test('writing waits for a pause and puts only the last values into the address', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { replaced } = at('https://example.org/a/#here');
  for (let k = 5; k < 50; k++) state.write({ ...state.defaults(), k });
  assert.deepEqual(replaced, []);
  t.mock.timers.tick(1000);
  assert.deepEqual(replaced, ['https://example.org/a/?k1.k=49#here']);
});
