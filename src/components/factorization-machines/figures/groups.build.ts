import {
  createArraysTrainer,
  denseFeatures,
  Fit,
  gram,
  initialWeights,
  oneHot,
  scores,
  startingBias,
  TITANIC,
  TITANIC_FEATURES,
  type TitanicCell,
  titanic,
  titanicFloor,
  type Weights,
} from '../../../engine/factorization-machines/index.ts';
import { seeded } from '../../../engine/random.ts';
import { centred } from '../centring.ts';
import { passengersOf, peopleOf } from '../passengers.ts';
import type { GroupsShown, ModelOfGroups, Odds } from './groups.ts';
import { TITANIC_RUN } from './settings.ts';

const task = 'classification';
const samples = titanic();
const d = TITANIC_FEATURES.length;
const passengers = passengersOf(TITANIC, TITANIC_FEATURES, titanicFloor());
const { variables } = passengers;
type Kind = Pick<TitanicCell, 'class' | 'sex' | 'age'>;

function trained(k: number, epochs: number = TITANIC_RUN.epochs): Weights {
  const random = seeded(TITANIC_RUN.seed);
  const start = initialWeights({ d, k, random });
  start.w0 = startingBias(samples, task);
  const optimizer = { method: 'adam', learningRate: TITANIC_RUN.learningRate } as const;
  const fit = new Fit(createArraysTrainer({ task, samples, start, optimizer }), {
    task,
    rows: samples.X.rows,
    random,
  });
  for (const _ of fit.run(epochs));
  return fit.weights();
}

/** Odds from the logarithm of the odds of a group. */
function oddsOf(logOdds: (group: Kind) => number): Odds {
  const ratio = (a: Kind, b: Kind) => Math.exp(logOdds(a) - logOdds(b));
  const women = (['1st', '2nd', '3rd'] as const).map((each) =>
    ratio({ class: each, sex: 'Female', age: 'Adult' }, { class: each, sex: 'Male', age: 'Adult' }),
  );
  const third = { class: '3rd', sex: 'Male' } as const;
  return {
    women: women as Odds['women'],
    boys: ratio({ ...third, age: 'Child' }, { ...third, age: 'Adult' }),
  };
}

function named(G: ArrayLike<number>): Record<string, number> {
  const pairs: Record<string, number> = {};
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++)
      if (variables[i] !== variables[j])
        pairs[`${TITANIC_FEATURES[i]}, ${TITANIC_FEATURES[j]}`] = G[i * d + j];
  return pairs;
}

function model(k: number, epochs?: number): ModelOfGroups {
  const weights = trained(k, epochs);
  const G = gram(weights);
  const logOdds = (group: Kind) => scores(weights, denseFeatures([oneHot(group)]))[0];
  const { loss } = createArraysTrainer({ task, samples, start: weights, optimizer: { method: 'sgd' } });
  return {
    k,
    loss: loss(),
    ...oddsOf(logOdds),
    centred: named(centred({ w0: weights.w0, w1: weights.w1, G }, variables, peopleOf(passengers)).G),
  };
}

const cellOf = (group: Kind) =>
  TITANIC.find((cell) => cell.class === group.class && cell.sex === group.sex && cell.age === group.age)!;
const sum = (cells: readonly TitanicCell[], what: 'died' | 'survived') =>
  cells.reduce((total, cell) => total + cell[what], 0);
const share = (cells: readonly TitanicCell[]) =>
  sum(cells, 'survived') / (sum(cells, 'died') + sum(cells, 'survived'));

const children = TITANIC.filter((cell) => cell.age === 'Child' && cell.class !== '3rd');
const third = TITANIC.filter((cell) => cell.class === '3rd');
const thirdOf = (age: TitanicCell['age'], sex?: TitanicCell['sex']) =>
  share(third.filter((cell) => cell.age === age && (sex === undefined || cell.sex === sex)));
const people = sum(TITANIC, 'died') + sum(TITANIC, 'survived');

const shown: GroupsShown = {
  models: TITANIC_RUN.ranks.map((k) => model(k)),
  later: model(2, 2 * TITANIC_RUN.epochs).centred,
  counted: oddsOf((group) => {
    const { died, survived } = cellOf(group);
    return Math.log(survived / died);
  }),
  floor: titanicFloor(),
  people,
  groups: TITANIC.length,
  survived: sum(TITANIC, 'survived'),
  children: { count: sum(children, 'died') + sum(children, 'survived'), died: sum(children, 'died') },
  third: {
    children: thirdOf('Child'),
    women: thirdOf('Adult', 'Female'),
    men: thirdOf('Adult', 'Male'),
    boys: thirdOf('Child', 'Male'),
    girls: thirdOf('Child', 'Female'),
  },
};
export default shown;
