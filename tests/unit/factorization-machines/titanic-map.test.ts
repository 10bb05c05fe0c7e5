import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrowPath, arrowsIn, planeOf } from '../../../src/components/factorization-machines/arrows.ts';
import { centred, scoreOf } from '../../../src/components/factorization-machines/centring.ts';
import {
  cellAt,
  cellText,
  heatFrame,
  heatHeight,
  heatPaths,
  listedPairs,
} from '../../../src/components/factorization-machines/heatmap.ts';
import { strongPairs, unboundedPairs } from '../../../src/components/factorization-machines/pairs.ts';
import { peopleOf } from '../../../src/components/factorization-machines/passengers.ts';
import {
  namedPairs,
  oddsText,
  pairsSentence,
  ruleSentence,
  unboundedSentence,
} from '../../../src/components/factorization-machines/words.ts';
import { gram } from '../../../src/engine/factorization-machines/index.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';
import { ended, names, pairOf, passengers, usual, variables } from './titanic-lab.ts';

const together = peopleOf(passengers);
const d = names.length;

test('centring keeps every prediction, of groups aboard and others, whatever the weights', () => {
  const random = seeded(7);
  for (const k of [0, 1, 2, 5]) {
    const V = Float64Array.from({ length: k * d }, () => 2 * gaussian(random));
    const w1 = Float64Array.from({ length: d }, () => gaussian(random));
    const terms = { w0: gaussian(random), w1, G: gram({ d, k, w0: 0, w1, V }) };
    const moved = centred(terms, variables, together);
    for (const { features } of passengers.groups)
      assert.ok(Math.abs(scoreOf(terms, features) - scoreOf(moved, features)) < 1e-10);
    assert.deepEqual(terms.w1, w1, 'what is given stays as it was');
  }
});

test('centred, nothing is left in a row, a column or a variable that could stand elsewhere', () => {
  const { fm } = ended().view().point;
  const { G, w1 } = centred(fm, variables, together);
  for (let i = 0; i < d; i++)
    for (let variable = 0; variable < 3; variable++) {
      if (variables[i] === variable) continue;
      let sum = 0;
      for (let j = 0; j < d; j++)
        if (variables[j] === variable) sum += (together[i * d + j] as number) * (G[i * d + j] as number);
      assert.ok(Math.abs(sum) < 1e-8, `${names[i]}: ${sum}`);
    }
  for (let variable = 0; variable < 3; variable++) {
    let sum = 0;
    for (let i = 0; i < d; i++)
      if (variables[i] === variable) sum += (together[i * d + i] as number) * (w1[i] as number);
    assert.ok(Math.abs(sum) < 1e-8);
  }
});

test('centred, the weights that the data determine are the same from every seed, and as learned they are not', () => {
  const pairs = [
    ['3rd', 'Female'],
    ['1st', 'Female'],
    ['3rd', 'Male'],
    ['2nd', 'Female'],
  ] as const;
  const maps = [1, 2, 3].map((seed) => {
    const { fm } = ended({ seed, epochs: 2000 }).view().point;
    return { raw: fm.G, centred: centred(fm, variables, together).G };
  });
  const spread = (which: 'raw' | 'centred') =>
    Math.max(
      ...pairs.map(([a, b]) => {
        const weights = maps.map((map) => pairOf(map[which], a, b));
        return Math.max(...weights) - Math.min(...weights);
      }),
    );
  assert.ok(spread('centred') < 0.01, String(spread('centred')));
  assert.ok(spread('raw') > 0.1, String(spread('raw')));
});

test('as the lab is set, the two pairs are named, from every seed: children of the 3rd class and women of the 1st', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { fm } = ended({ seed }).view().point;
    const { G } = centred(fm, variables, together);
    assert.ok(pairOf(G, '3rd', 'Child') < -1 && pairOf(G, '1st', 'Female') > 0.5, `seed ${seed}`);
    const pairs = strongPairs(G, variables, together);
    const { lower, raise } = namedPairs(pairs);
    const name = ({ i, j }: { i: number; j: number }) => `${names[i]} & ${names[j]}`;
    assert.equal(name(lower[0] as never), '3rd & Child');
    assert.ok(raise.map(name).includes('1st & Female'));
    assert.match(
      pairsSentence(names, pairs),
      /^3rd & Child lowers the odds of survival most \(÷\s5\.\d\), then 3rd & Female \(÷\s2\.8\)\. 2nd & Child raises them most/,
    );
    assert.equal(ruleSentence(names, G), 'Women and children first, but not in third class.');
  }
});

test('words follow the weights: other weights, other words', () => {
  const G = new Float64Array(d * d);
  assert.equal(
    pairsSentence(names, strongPairs(G, variables, together)),
    'No pair moves the odds by more than a twentieth.',
  );
  const set = (a: string, b: string, weight: number) => {
    for (const [i, j] of [
      [a, b],
      [b, a],
    ] as const)
      G[names.indexOf(i) * d + names.indexOf(j)] = weight;
  };
  set('Crew', 'Male', Math.log(2));
  const pairs = strongPairs(G, variables, together);
  assert.equal(pairsSentence(names, pairs), `Crew & Male raises the odds of survival most (×\u00a02).`);
  assert.equal(ruleSentence(names, G), '');
  set('Crew', 'Child', 50); // nobody was both
  assert.equal(strongPairs(G, variables, together)[0]?.weight, Math.log(2));
  assert.equal(oddsText(-Math.log(4)), '÷\u00a04');
});

test('which weights would grow without end is read off the data', () => {
  const pairs = unboundedPairs(passengers);
  assert.deepEqual(
    pairs.map(({ i, j, people }) => [names[i], names[j], people]),
    [
      ['2nd', 'Child', 24],
      ['1st', 'Child', 6],
    ],
  );
  assert.match(
    unboundedSentence(names, pairs, usual),
    /All 24 of 2nd & Child and 6 of 1st & Child lived.*the L2 weight/,
  );
  assert.match(unboundedSentence(names, pairs, { ...usual, v: 0 }), /only the end of the run/);
  assert.equal(unboundedSentence(names, pairs, { ...usual, k: 0 }), '');
});

test('the map draws a square for each pair, in the shade of its size, and none within a variable', () => {
  const { fm } = ended().view().point;
  const pairs = { G: fm.G, d, groups: variables, together };
  const paths = heatPaths(pairs);
  const squares = [...paths.above, ...paths.below, paths.none].join('').match(/M/g)?.length;
  assert.equal(squares, d * d - (16 + 4 + 4) - 2);
  assert.equal(paths.never, 'M6 4l1-1M3 7l1-1');
  assert.ok(paths.above[7] || paths.below[7], 'the largest has the darkest shade');
  assert.equal(listedPairs(pairs).length, 19);
  assert.equal(listedPairs({ ...pairs, together: undefined }).length, 20);
  const broken = heatPaths({ ...pairs, G: new Float64Array(64).fill(Number.NaN) });
  assert.equal(broken.most, 0);
});

test('64 features fit into the map of any width, and cells are found under a place', () => {
  const many = Array.from({ length: 64 }, (_, i) => `pixel ${i}`);
  for (const width of [280, 420, 512]) {
    const height = (width * heatHeight(many, 420)) / 420;
    const frame = heatFrame(many, width, height);
    assert.ok(frame.left + 64 * frame.cell <= width + 1e-9);
    assert.ok(frame.top + 64 * frame.cell <= height + 1e-9);
    assert.ok(frame.every * frame.cell >= 11, 'names do not touch');
    assert.deepEqual(
      cellAt(frame, 64, frame.left + 10.5 * frame.cell, frame.top + 3.5 * frame.cell),
      [3, 10],
    );
    assert.equal(cellAt(frame, 64, 1, 1), undefined);
  }
  const whole = heatPaths({ G: new Float64Array(64 * 64).fill(1), d: 64 });
  assert.equal(whole.above[7]?.match(/M/g)?.length, 64 * 63);
  assert.deepEqual(
    [cellText(-1.712, 40), cellText(-1.712, 30), cellText(123456, 40)],
    ['−1.71', '−1.7', '1e5'],
  );
});

test('vectors of more dimensions are shown along the two that hold most of them', () => {
  const random = seeded(3);
  const n = 10;
  const plane = Float64Array.from({ length: 2 * n }, () => gaussian(random));
  // The same ten places, turned into five dimensions.
  const turn = [0.5, 0.5, -0.5, 0.5, 0, 0.5, -0.5, 0.5, 0.5, 0];
  const V = new Float64Array(5 * n);
  for (let f = 0; f < 5; f++)
    for (let i = 0; i < n; i++)
      V[f * n + i] =
        (turn[f] as number) * (plane[i] as number) + (turn[5 + f] as number) * (plane[n + i] as number);
  const { x, y, share, directions } = planeOf(V, n, 5);
  assert.equal(directions, 2);
  assert.ok(Math.abs(share - 1) < 1e-12);
  const product = (i: number, j: number) =>
    (x[i] as number) * (x[j] as number) + (y[i] as number) * (y[j] as number);
  const G = gram({ d: n, k: 5, w0: 0, w1: new Float64Array(n), V });
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) assert.ok(Math.abs(product(i, j) - (G[i * n + j] as number)) < 1e-9);
  assert.deepEqual([...planeOf(plane, n, 2).y], [...plane.subarray(n)]);
  assert.equal(planeOf(plane, n, 1).directions, 1);
  assert.equal(planeOf([], n, 0).directions, 0);
  assert.equal(planeOf(new Float64Array(3 * n).fill(Number.NaN), n, 3).share, 1);
});

test('arrows end in the box, and names lie in it and on no other', () => {
  const random = seeded(5);
  for (const k of [1, 2, 3])
    for (const count of [8, 40]) {
      const V = Float64Array.from({ length: k * count }, () => gaussian(random));
      const labels = Array.from({ length: count }, (_, i) => `feature ${i}`);
      const arrows = arrowsIn(planeOf(V, count, k), labels, 420, 360);
      assert.equal(arrows.length, count);
      for (const { x, y } of arrows) assert.ok(x >= 0 && x <= 420 && y >= 0 && y <= 360);
      const named = arrows.filter(({ label }) => label);
      assert.ok(named.length >= Math.min(count, 8) - 2);
      assert.match(arrowPath(arrows, 420, 360, false), /^M210 180L/);
    }
  assert.equal(arrowPath(arrowsIn(planeOf([], 3, 0), ['a', 'b', 'c'], 420, 360), 420, 360, true), '');
});
