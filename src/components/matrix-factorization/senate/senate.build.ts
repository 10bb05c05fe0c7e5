import { readFile } from 'node:fs/promises';
import { createFactorizer, foldIn, split } from '../../../engine/matrix-factorization/index.ts';
import { parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import { facing } from './axes.ts';
import { ballotOf, othersOf } from './ballot.ts';
import { fitOf } from './facts.ts';
import type { HeldOut } from './held-out.ts';
import type { Opening } from './opening.ts';
import { readSenate } from './senate.ts';
import { Session } from './session.ts';
import { memberName } from './words.ts';

const DATA = 'src/components/matrix-factorization/senate/data';

/** Plain data, and the same on every machine but for the last digits. */
const short = (values: ArrayLike<number>) => Array.from(values, (value) => Number(value.toFixed(4)));

async function opening(): Promise<Opening> {
  const [members, rollCalls, votes, wasm] = await Promise.all([
    readFile(`${DATA}/members.tsv`, 'utf8'),
    readFile(`${DATA}/roll-calls.tsv`, 'utf8'),
    readFile(`${DATA}/votes.bin`),
    readFile('src/engine/matrix-factorization/matrix-factorization.wasm'),
  ]);
  const senate = readSenate({ members, rollCalls, votes });
  const factorizer = await createFactorizer(await WebAssembly.compile(wasm));
  const engine = { parseLoss, train: factorizer.compile, split, foldIn };

  /** Republicans to the right, and all above the first axis, towards what nearly everyone agreed on. */
  const signs = (f: number, i: number) => (f === 0 && senate.members[i].party !== 'R' ? -1 : 1);
  const session = new Session(engine, senate);
  session.begin({ k: 2, loss: 'squared', seed: 1 });
  const { map: principal, steps, loss } = session.finish();
  const map = facing(principal, 2, signs);
  const rounded = { k: 2, P: Float64Array.from(short(map.P)), Q: Float64Array.from(short(map.Q)) };
  const fit = fitOf(senate, rounded);

  session.begin({ k: 1, loss: 'squared', seed: 1 });
  const one = facing(session.finish().map, 1, signs);
  const wrong = senate.members.filter(({ party }, i) => one.P[i] > 0 !== (party === 'R'));

  const ballot = ballotOf(senate, rounded);
  let heldOut: HeldOut | undefined;
  for (const result of session.heldOut('squared', 1)) heldOut = result;
  if (!heldOut) throw new Error('the experiment has no result');
  return {
    members: senate.members,
    rollCalls: senate.rollCalls.length,
    votes: fit.votes,
    P: [...rounded.P],
    Q: [...rounded.Q],
    steps,
    loss,
    right: fit.right,
    heldOut,
    oneFactor: { right: senate.members.length - wrong.length, wrong: wrong.map(memberName) },
    ballot,
    others: othersOf(senate, rounded, ballot),
  };
}

export default opening();
