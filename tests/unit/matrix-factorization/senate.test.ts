import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import {
  address,
  billKey,
  memberKey,
  readVotes,
  writeVotes,
} from '../../../src/components/matrix-factorization/senate/address.ts';
import { principalAxes, turnedTo } from '../../../src/components/matrix-factorization/senate/axes.ts';
import { BALLOT, ballotOf, minority } from '../../../src/components/matrix-factorization/senate/ballot.ts';
import { questionOf } from '../../../src/components/matrix-factorization/senate/ballot-words.ts';
import { membersCsv, rollCallsCsv } from '../../../src/components/matrix-factorization/senate/exports.ts';
import {
  fitOf,
  memberFacts,
  nearest,
  partyLines,
  predicted,
  predictedFor,
  rollCallFacts,
} from '../../../src/components/matrix-factorization/senate/facts.ts';
import type { HeldOut } from '../../../src/components/matrix-factorization/senate/held-out.ts';
import { KNOWN, placeLabels } from '../../../src/components/matrix-factorization/senate/labels.ts';
import { logisticFoldIn } from '../../../src/components/matrix-factorization/senate/logistic-fold-in.ts';
import { LOSSES } from '../../../src/components/matrix-factorization/senate/losses.ts';
import {
  boundsOf,
  cutOf,
  dots,
  nearestPoint,
  placed,
  placingOf,
  pointsOf,
  sparseDots,
} from '../../../src/components/matrix-factorization/senate/map-marks.ts';
import { searchRollCalls } from '../../../src/components/matrix-factorization/senate/roll-call-search.ts';
import opening from '../../../src/components/matrix-factorization/senate/senate.build.ts';
import { readSenate } from '../../../src/components/matrix-factorization/senate/senate.ts';
import {
  type Order,
  ratingsOf,
  Session,
} from '../../../src/components/matrix-factorization/senate/session.ts';
import { memberName } from '../../../src/components/matrix-factorization/senate/words.ts';
import { createFactorizer, foldIn, product, split } from '../../../src/engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../../src/engine/matrix-factorization/loss/arrays.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { gaussian, seeded } from '../../../src/engine/random.ts';

const DATA = 'src/components/matrix-factorization/senate/data';
const senate = readSenate({
  members: await readFile(`${DATA}/members.tsv`, 'utf8'),
  rollCalls: await readFile(`${DATA}/roll-calls.tsv`, 'utf8'),
  votes: await readFile(`${DATA}/votes.bin`),
});
const first = await opening;
const firstMap = { k: 2, P: Float64Array.from(first.P), Q: Float64Array.from(first.Q) };
const factorizer = await createFactorizer(
  await WebAssembly.compile(await readFile('src/engine/matrix-factorization/matrix-factorization.wasm')),
);
const engine = { parseLoss, train: factorizer.compile, split, foldIn };
const session = new Session(engine, senate, first.P);
const n = senate.rollCalls.length;
const at = (key: string) => senate.members.findIndex((member) => memberKey(member) === key);
const call = (key: string) => senate.rollCalls.findIndex((each) => billKey(each) === key);
const near = (actual: number, expected: number, within: number, what = '') =>
  assert.ok(Math.abs(actual - expected) <= within, `${what} ${actual}, not ${expected} within ${within}`);

function fit(order: Order) {
  session.begin(order);
  return session.finish();
}

describe('the table of votes', () => {
  test('is that of the package', () => {
    assert.equal(senate.members.length, 102);
    assert.equal(n, 645);
    const count = (vote: number) => senate.votes.filter((each) => each === vote).length;
    assert.deepEqual([count(1), count(-1), count(0)], [40_207, 22_650, 2_933]);
    const party = (party: string) => senate.members.filter((each) => each.party === party).length;
    assert.deepEqual([party('R'), party('D'), party('I')], [56, 45, 1]);
  });

  test('agrees with the Senate’s records where they are well known', () => {
    const counted = (key: string) => {
      const { R, D, I } = rollCallFacts(senate, firstMap, call(key));
      return [R.yes + D.yes + I.yes, R.no + D.no + I.no];
    };
    assert.match(senate.rollCalls[call('2006-2')].description, /Alito/);
    assert.deepEqual(counted('2006-2'), [59, 42]); // 58 to 42, and the President
    assert.deepEqual(counted('2005-245'), [79, 22]); // Roberts: 78 to 22, and the President
    assert.equal(senate.votes[at('RI-Chafee') * n + call('2006-2')], -1); // the one Republican
    assert.equal(senate.votes[at('NE-Nelson') * n + call('2006-2')], 1);
  });

  test('has a name of its own for every member and roll call', () => {
    assert.equal(new Set(senate.members.map(memberKey)).size, 102);
    assert.equal(new Set(senate.rollCalls.map(billKey)).size, n);
    for (const key of KNOWN) assert.ok(at(key) >= 0, key);
    for (const { date, description } of senate.rollCalls) {
      assert.match(date, /^200[56]-\d\d-\d\d$/);
      assert.ok(description.length > 3 && description.length <= 131, description);
    }
  });
});

describe('what the page is served with', () => {
  test('is converged: alternating least squares finds nothing lower', () => {
    const options = { k: 2, beta: LOSSES.squared.beta, start: firstMap };
    const als = factorizer.als(ratingsOf(senate), options);
    for (let sweep = 0; sweep < 60; sweep++) als.sweep();
    near(first.loss, als.loss(), 0.05);
    const best = product(als.factors(), 102, n, 2);
    const shown = product(firstMap, 102, n, 2);
    best.forEach((x, cell) => {
      near(shown[cell], x, 0.02);
    });
    als.dispose();
  });

  test('tells held-out votes as the article says', () => {
    const { heldOut } = first;
    assert.equal(heldOut.held, 6286);
    assert.deepEqual(
      heldOut.rows.map(({ k }) => k),
      [1, 2, 3, 4, 5],
    );
    const held = (k: number) => heldOut.rows[k - 1].held;
    assert.ok(held(2) >= 0.88, `${held(2)}`);
    near(heldOut.majority, 0.694, 0.001);
    near(heldOut.partyMajority, 0.889, 0.001);
    near(held(1), 0.773, 0.002);
    near(held(2), 0.897, 0.002);
    near(held(5), 0.911, 0.002);
    for (let k = 2; k <= 5; k++) assert.ok(held(k) > held(k - 1));
  });

  test('one factor splits the parties, but for one', () => {
    assert.deepEqual(first.oneFactor, { right: 101, wrong: ['Nelson (D-NE)'] });
  });

  test('fits as many votes as it says, on principal axes, Republicans to the right', () => {
    assert.deepEqual(fitOf(senate, firstMap), { votes: first.votes, right: first.right });
    let across = 0;
    for (let i = 0; i < 102; i++) across += firstMap.P[2 * i] * firstMap.P[2 * i + 1];
    near(across, 0, 0.01);
    senate.members.forEach(({ party }, i) => {
      if (memberKey(senate.members[i]) !== 'NE-Nelson')
        assert.equal(firstMap.P[2 * i] > 0, party === 'R', memberName(senate.members[i]));
      assert.ok(firstMap.P[2 * i + 1] > 0);
    });
  });
});

describe('runs', () => {
  test('settle where the page began, from other seeds', () => {
    for (const seed of [2, 3, 77]) {
      const { map, loss, done, executor, steps } = fit({ k: 2, loss: 'squared', seed });
      assert.equal(executor, 'compiled');
      assert.ok(done && steps < 1000, `${steps} steps`);
      near(loss, first.loss, 0.5);
      map.P.forEach((x, i) => {
        near(x, first.P[i], 0.02, `P[${i}]`);
      });
    }
  });

  for (const loss of ['squared', 'logistic'] as const) {
    for (const k of loss === 'squared' ? [1, 2, 3, 4, 5] : [1, 2, 5]) {
      test(`${loss}, k = ${k}: settles, and stays on the map`, () => {
        const { map, done, steps } = fit({ k, loss, seed: 1 });
        assert.ok(done && steps < 1500, `${steps} steps`);
        assert.ok(map.P.every(Number.isFinite) && map.Q.every(Number.isFinite));
        const share = fitOf(senate, map).right / first.votes;
        assert.ok(share > [0, 0.75, 0.9, 0.91, 0.92, 0.925][k], `${share}`);
      });
    }
  }

  test('compiled and typed arrays go the same way', () => {
    const arrays = new Session({ ...engine, train: createArraysTrainer }, senate, first.P);
    for (const loss of ['squared', 'logistic'] as const) {
      session.begin({ k: 2, loss, seed: 4 });
      arrays.begin({ k: 2, loss, seed: 4 });
      const one = session.advance(40, 1e9);
      const other = arrays.advance(40, 1e9);
      assert.equal(other.executor, 'arrays');
      near(one.loss, other.loss, 1e-6 * one.loss);
      one.map.P.forEach((x, i) => {
        near(x, other.map.P[i], 1e-6);
      });
    }
  });

  test('take as many steps as asked, and stop for the time', () => {
    const begun = session.begin({ k: 2, loss: 'squared', seed: 1 });
    assert.equal(begun.steps, 0);
    assert.equal(session.advance(7, 1e9).steps, 7);
    assert.equal(session.advance(3, 1e9).steps, 10);
    assert.equal(session.advance(1e9, 0).steps, 11);
  });

  test('a hidden vote is predicted as by a fit that has converged without it', () => {
    const cells = [
      ['AZ-McCain', '2006-206'],
      ['NE-Nelson', '2006-2'],
      ['USA-Bush', '2006-157'],
      ['NJ-Menendez', '2006-259'],
    ];
    for (const [who, what] of cells) {
      const hidden = { member: at(who), rollCall: call(what) };
      assert.notEqual(senate.votes[hidden.member * n + hidden.rollCall], 0, `${who} ${what}`);
      assert.equal(ratingsOf(senate, hidden).value.length, first.votes - 1);
      const warm = fit({ k: 2, loss: 'squared', seed: 1, hidden, from: firstMap });
      const als = factorizer.als(ratingsOf(senate, hidden), {
        k: 2,
        beta: LOSSES.squared.beta,
        start: firstMap,
      });
      for (let sweep = 0; sweep < 60; sweep++) als.sweep();
      const exact = predicted({ k: 2, ...als.factors() }, n, hidden.member, hidden.rollCall);
      const seen = predicted(firstMap, n, hidden.member, hidden.rollCall);
      const blind = predicted(warm.map, n, hidden.member, hidden.rollCall);
      near(blind, exact, 0.005, `${who}, ${seen} with it:`);
      als.dispose();
    }
  });

  test('the experiment yields as it goes, and is the same for the same seed', () => {
    const last = (loss: 'squared' | 'logistic', seed: number, ranks: number[]) => {
      let result: HeldOut | undefined;
      let yields = 0;
      for (result of session.heldOut(loss, seed, ranks)) yields++;
      assert.ok(yields > 100);
      return structuredClone(result);
    };
    assert.deepEqual(last('squared', 1, [1, 2, 3, 4, 5]), first.heldOut);
    const logistic = last('logistic', 2, [2]);
    assert.ok(logistic && logistic.rows[0].held > 0.88, JSON.stringify(logistic?.rows));
  });
});

describe('axes', () => {
  for (const k of [1, 2, 3, 5]) {
    test(`k = ${k}: PQ stays, and the axes are principal`, () => {
      const random = seeded(k);
      const [m, columns] = [12, 20];
      const P = Float64Array.from({ length: m * k }, () => random() - 0.5);
      const Q = Float64Array.from({ length: columns * k }, () => random() - 0.3);
      const X = product({ P, Q }, m, columns, k);
      const turned = principalAxes({ P, Q }, k);
      product(turned, m, columns, k).forEach((x, cell) => {
        near(x, X[cell], 1e-12);
      });
      let before = Number.POSITIVE_INFINITY;
      for (let a = 0; a < k; a++) {
        for (let b = 0; b < k; b++) {
          let [p, q] = [0, 0];
          for (let i = 0; i < m; i++) p += turned.P[i * k + a] * turned.P[i * k + b];
          for (let j = 0; j < columns; j++) q += turned.Q[a * columns + j] * turned.Q[b * columns + j];
          near(p, q, 1e-12);
          if (a !== b) near(p, 0, 1e-12);
          else {
            assert.ok(p <= before + 1e-12);
            before = p;
          }
        }
      }
      // However a map was turned or mirrored, it is turned back.
      for (const mirror of [1, -1]) {
        const places = Float64Array.from({ length: 2 * m }, (_, c) => {
          const [x, y] = [turned.P[(c >> 1) * k], k > 1 ? turned.P[(c >> 1) * k + 1] : 0];
          return c % 2 === 0
            ? Math.cos(2) * x - mirror * Math.sin(2) * y
            : Math.sin(2) * x + mirror * Math.cos(2) * y;
        });
        const back = turnedTo(turned, k, places);
        product(back, m, columns, k).forEach((x, cell) => {
          near(x, X[cell], 1e-12);
        });
        if (k === 1) continue;
        for (let i = 0; i < m; i++) {
          near(back.P[i * k], places[2 * i], 1e-9);
          near(back.P[i * k + 1], places[2 * i + 1], 1e-9);
        }
      }
    });
  }

  test('factors that are all 0, or of lower rank than k, have axes too', () => {
    const none = principalAxes({ P: new Float64Array(6), Q: new Float64Array(8) }, 2);
    assert.ok([...none.P, ...none.Q].every((x) => x === 0));
    const P = Float64Array.of(1, 2, 2, 4, 3, 6);
    const Q = Float64Array.of(1, 0, 2, 1, 1, 1, 0, 2);
    const X = product({ P, Q }, 3, 4, 2);
    product(principalAxes({ P, Q }, 2), 3, 4, 2).forEach((x, cell) => {
      near(x, X[cell], 1e-9);
    });
    assert.ok(turnedTo(none, 2, new Float64Array(6)).P.every((x) => x === 0));
  });
});

describe('facts', () => {
  const lines = partyLines(senate);

  test('of members: votes, loyalty and surprises', () => {
    const divided = lines.filter((line) => line !== 0).length;
    const coburn = memberFacts(senate, firstMap, lines, at('OK-Coburn'));
    const chafee = memberFacts(senate, firstMap, lines, at('RI-Chafee'));
    assert.ok(coburn.divided <= divided && divided < n);
    assert.ok(chafee.loyal / chafee.divided < coburn.loyal / coburn.divided);
    assert.equal(coburn.surprises.length, 5);
    for (const { rollCall, vote, margin } of coburn.surprises) {
      assert.equal(vote, senate.votes[at('OK-Coburn') * n + rollCall]);
      assert.ok(margin < 0);
      near(margin, vote * predicted(firstMap, n, at('OK-Coburn'), rollCall), 1e-12);
    }
    const sum = senate.members.reduce((sum, _, i) => sum + memberFacts(senate, firstMap, lines, i).right, 0);
    assert.equal(sum, first.right);
  });

  test('of roll calls: counts add up, and the wrong are those on the wrong side', () => {
    const facts = rollCallFacts(senate, firstMap, call('2006-206'));
    for (const { yes, no, predictedYes, predictedNo } of [facts.R, facts.D, facts.I]) {
      assert.equal(yes + no, predictedYes + predictedNo);
    }
    assert.ok(facts.wrong.length > 5);
    assert.ok(facts.wrong.every(({ member, vote }) => vote === senate.votes[member * n + call('2006-206')]));
  });

  test('roll calls are found by words, numbers and years', () => {
    const found = (typed: string) => searchRollCalls(senate.rollCalls, typed);
    assert.equal(found('').length, n);
    assert.deepEqual(found('alito nomination 2006 confirmed'), [call('2006-2')]);
    assert.ok(found('HR 810').includes(call('2006-206')) && found('h.r.810').includes(call('2006-206')));
    assert.ok(found('vote 206 of 2006').includes(call('2006-206')));
    assert.deepEqual(found('no such words'), []);
    assert.equal(found('(((').length, n);
  });
});

describe('the visitor', () => {
  test('is asked ten contested bills from all over the map, each in plain words', () => {
    assert.equal(first.ballot.length, BALLOT);
    assert.deepEqual(first.ballot, ballotOf(senate, firstMap));
    assert.equal(new Set(first.ballot.map((j) => senate.rollCalls[j].bill)).size, BALLOT);
    const angles = first.ballot.map(
      (j) => (Math.atan2(firstMap.Q[n + j], firstMap.Q[j]) + Math.PI) % Math.PI,
    );
    for (const j of first.ballot) {
      assert.ok(minority(senate, j) >= 0.1);
      const { title, what } = questionOf(senate.rollCalls[j]);
      assert.ok(title.length < 30 && what.length > 10, senate.rollCalls[j].description);
    }
    const sorted = angles.toSorted((a, b) => a - b);
    const gaps = sorted.map((angle, i) => (sorted[(i + 1) % BALLOT] - angle + Math.PI) % Math.PI);
    assert.ok(Math.max(...gaps) < Math.PI / 3, `${gaps}`);
  });

  test('who votes as a senator lands near, with both losses', () => {
    for (const loss of ['squared', 'logistic'] as const) {
      const map = loss === 'squared' ? firstMap : fit({ k: 2, loss, seed: 1 }).map;
      for (const who of ['MA-Kennedy', 'OK-Coburn', 'ME-Snowe']) {
        const all = Array.from({ length: n }, (_, j) => j).filter((j) => senate.votes[at(who) * n + j] !== 0);
        const place = session.place(map, loss, {
          rollCalls: all,
          votes: all.map((j) => senate.votes[at(who) * n + j]),
        });
        near(place[0], map.P[2 * at(who)], 0.03, `${who}, ${loss}`);
        near(place[1], map.P[2 * at(who) + 1], 0.03, `${who}, ${loss}`);
        const ballot = {
          rollCalls: first.ballot,
          votes: first.ballot.map((j) => senate.votes[at(who) * n + j] || 1),
        };
        const ten = session.place(map, loss, ballot);
        const [{ member }] = nearest(senate, map, ten, ballot, 5);
        assert.equal(senate.members[member].party, senate.members[at(who)].party, who);
      }
    }
  });

  test('without a vote lies at the origin, and no prediction leans', () => {
    for (const loss of ['squared', 'logistic'] as const) {
      const place = session.place(firstMap, loss, { rollCalls: [], votes: [] });
      assert.deepEqual([...place], [0, 0]);
      assert.equal(predictedFor(place, firstMap, n, 3), 0);
    }
  });

  test('the logistic place is the least: no step lowers the loss', () => {
    const random = seeded(8);
    const [k, columns] = [3, 12];
    const Q = Float64Array.from({ length: k * columns }, () => gaussian(random));
    const rated = [0, 2, 3, 7, 8, 11];
    const votes = [1, -1, 1, 1, -1, 1];
    const loss = (p: ArrayLike<number>) => {
      let sum = 0;
      for (let f = 0; f < k; f++) sum += 0.25 * p[f] ** 2;
      rated.forEach((j, i) => {
        sum += Math.log1p(Math.exp(-votes[i] * predictedFor(p, { k, Q, P: Q }, columns, j)));
      });
      return sum;
    };
    const p = logisticFoldIn({ Q, k, columns }, rated, votes, 0.5);
    for (let f = 0; f < k; f++) {
      for (const step of [1e-4, -1e-4]) {
        const other = p.slice();
        other[f] += step;
        assert.ok(loss(other) > loss(p));
      }
    }
  });

  test('votes pass through an address', () => {
    const votes = [1, 0, -1, 1, 1, 0, 0, -1, 1, -1];
    assert.equal(writeVotes(votes), 'y-nyy--nyn');
    assert.deepEqual(readVotes('y-nyy--nyn'), votes);
    assert.deepEqual(readVotes('y?'), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert.equal(writeVotes(readVotes('')), '');
    const { values, notices } = address('s').read(
      new URLSearchParams('s.k=9&s.loss=hinge&s.seed=x&s.hide=2'),
    );
    assert.deepEqual([values.k, values.loss, values.seed, values.hide], [5, 'squared', 1, false]);
    assert.equal(notices.length, 4);
  });
});

describe('marks', () => {
  const place = placingOf(boundsOf(firstMap, 'squared'), 716, 424);
  const points = pointsOf(firstMap, boundsOf(firstMap, 'squared'));
  const seats = placed(points.members, place);

  test('all of them lie inside, and axes are alike', () => {
    for (const pixels of [seats, placed(points.rollCalls, place)]) {
      pixels.forEach((pixel, i) => {
        assert.ok(pixel >= 0 && pixel <= (i % 2 === 0 ? 716 : 424));
      });
    }
    near(place.x(1) - place.x(0), place.y(0) - place.y(1), 1e-9);
  });

  test('the served dots are those of the live map, rounded', () => {
    const ends = (path: string) => {
      let [x, y] = [0, 0];
      return [...path.matchAll(/m(-?\d+) ?(-?\d+)h0/g)].map(([, dx, dy]) => {
        x += Number(dx);
        y += Number(dy);
        return `${x},${y}`;
      });
    };
    const rounded = new Set(
      senate.members.map((_, i) => `${Math.round(seats[2 * i])},${Math.round(seats[2 * i + 1])}`),
    );
    assert.deepEqual(new Set(ends(sparseDots(seats, () => true))), rounded);
    assert.equal(dots(seats, () => true).match(/M/g)?.length, 102);
    assert.equal(dots(seats, (i) => i < 3).match(/M/g)?.length, 3);
  });

  test('a roll call cuts the plane where its prediction is 0, yes on the side of its dot', () => {
    const q: [number, number] = [0.3, -0.5];
    const { line, yesAt, noAt } = cutOf(q, place, 716, 424);
    const [x1, y1, x2, y2] = line.match(/-?[\d.]+/g)?.map(Number) ?? [];
    near((x2 - x1) * q[0] - (y2 - y1) * q[1], 0, 1);
    const side = ([x, y]: [number, number]) => (x - place.x(0)) * q[0] - (y - place.y(0)) * q[1];
    assert.ok(side(yesAt) > 0 && side(noAt) < 0);
    for (const straight of [
      [1, 0],
      [0, -1],
      [0, 0],
    ] as [number, number][]) {
      assert.doesNotMatch(JSON.stringify(cutOf(straight, place, 716, 424)), /NaN|null/);
    }
  });

  test('the nearest point is found within reach', () => {
    const i = at('WI-Feingold');
    assert.equal(nearestPoint(seats, seats[2 * i] + 2, seats[2 * i + 1] - 2, 14), i);
    assert.equal(nearestPoint(seats, -100, -100, 14), -1);
  });

  test('names do not touch', () => {
    const names = KNOWN.map((key) => ({ member: at(key), name: senate.members[at(key)].name }));
    const labels = placeLabels(seats, names, 716, 424, 12);
    assert.ok(labels.length >= 8);
    for (const a of labels) {
      for (const b of labels) {
        const span = ({ member, x, anchor }: (typeof labels)[number]) => {
          const width = senate.members[member].name.length * 6.4;
          return anchor === 'start' ? [x, x + width] : [x - width, x];
        };
        const apart = Math.abs(a.y - b.y) >= 13 || span(a)[1] <= span(b)[0] || span(b)[1] <= span(a)[0];
        assert.ok(a === b || apart, `${a.member} ${b.member}`);
      }
    }
  });
});

test('coordinates are exported in full', async () => {
  const [head, ...rows] = (await membersCsv(senate.members, firstMap).text()).trimEnd().split('\r\n');
  assert.equal(head, 'name,party,state,factor 1,factor 2');
  assert.equal(rows.length, 102);
  assert.equal(
    rows[at('AZ-McCain')],
    `McCain,R,AZ,${firstMap.P[2 * at('AZ-McCain')]},${firstMap.P[2 * at('AZ-McCain') + 1]}`,
  );
  const calls = (await rollCallsCsv(senate, firstMap).text()).trimEnd().split('\r\n');
  assert.equal(calls.length, n + 1);
  assert.ok(calls[call('2005-245') + 1].startsWith('2005-245,2005-09-29,PN801,Nomination,Confirmed,"'));
});
