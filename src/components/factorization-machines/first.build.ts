import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  gram,
  initialWeights,
  lossOf,
  scores,
  startingBias,
  TITANIC,
  TITANIC_FEATURES,
  titanic,
  titanicFloor,
} from '../../engine/factorization-machines/index.ts';
import { passengersOf } from './passengers.ts';
import { Session } from './session.ts';
import { type ModelView, type Served, USUAL } from './views.ts';

function served(): Served {
  const passengers = passengersOf(TITANIC, TITANIC_FEATURES, titanicFloor());
  const session = new Session({
    Fit,
    denseFeatures,
    gram,
    initialWeights,
    lossOf,
    scores,
    startingBias,
    titanic,
    passengers,
    trainers: { arrays: createArraysTrainer },
    missing: {},
  });
  session.begin({ ...USUAL, computer: 'arrays' });
  for (const _ of session.steps());
  const run = session.view();
  const short = (values: ArrayLike<number>, digits: number) =>
    Array.from(values, (value) => Number(value.toPrecision(digits)));
  const model = ({ w1, V, G, scores, ...rest }: ModelView): ModelView => ({
    ...rest,
    w1: short(w1, 7),
    V: short(V, 7),
    G: short(G, 7),
    scores: short(scores, 7),
  });
  const { epochs, linear, fm } = run.history;
  return {
    passengers,
    run: {
      ...run,
      point: { ...run.point, linear: model(run.point.linear), fm: model(run.point.fm) },
      history: { epochs: Array.from(epochs), linear: short(linear, 6), fm: short(fm, 6) },
      ms: 0, // of the machine that builds: it says nothing to a reader
    },
  };
}

/** What the page is served with: both models trained with the settings at first. */
export default served();
