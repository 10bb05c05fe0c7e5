import { readFile } from 'node:fs/promises';
import {
  createFactorizer,
  EXAMPLE,
  observed,
  randomFactors,
} from '../../engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../engine/matrix-factorization/loss/arrays.ts';
import { lossMathml } from '../../engine/matrix-factorization/loss/mathml.ts';
import { parseLoss } from '../../engine/matrix-factorization/loss/parse.ts';
import type { LossView } from './loss-line/props.ts';
import { probe } from './probe.ts';
import { Session } from './session.ts';
import { sheetOf } from './sheet.ts';
import { sheetText } from './sheet-text.ts';
import { type Served, USUAL } from './views.ts';

async function served(): Promise<Served> {
  const wasm = await readFile('src/engine/matrix-factorization/matrix-factorization.wasm');
  const factorizer = await createFactorizer(await WebAssembly.compile(wasm));
  const session = new Session({
    parseLoss,
    lossMathml,
    observed,
    randomFactors,
    arrays: createArraysTrainer,
    compiled: (problem) => factorizer.compile(problem),
  });
  const run = session.solve({ matrix: EXAMPLE, ...USUAL }, false, Number.POSITIVE_INFINITY);
  const { math } = lossOf(session);
  const { executors, difference } = await probe(session, { matrix: EXAMPLE, ...USUAL });
  const rough = (value: number) => Number(value.toPrecision(3));
  const short = (values: ArrayLike<number>, digits: number) =>
    Array.from(values, (value) => Number(value.toPrecision(digits)));
  const { point, history } = run;
  return {
    d: sheetText(sheetOf(EXAMPLE)),
    math,
    compared: {
      executors: executors.map((one) =>
        one.error === undefined ? one : { ...one, error: rough(one.error) },
      ),
      difference: difference && rough(difference),
    },
    run: {
      ...run,
      point: { ...point, P: short(point.P, 10), Q: short(point.Q, 10) },
      history: { steps: Array.from(history.steps), losses: short(history.losses, 8) },
      ms: 0, // of the machine that builds: it says nothing to a reader
    },
  };
}

function lossOf(session: Session): LossView {
  const { loss } = session.readLoss(USUAL.loss);
  if (!loss) throw new Error('the usual loss is none');
  return loss;
}

/** What the page is served with: the example, come to rest. */
export default served();
