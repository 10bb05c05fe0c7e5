import { formatCount, formatNumber, formatPercent } from '../../lib/format.ts';
import type { StrongPair } from './pairs.ts';
import type { Computer, Group, RunView, Spec } from './views.ts';

interface RunAndSpec {
  run: RunView;
  spec: Spec;
}

/** A loss in five decimals, which tell 0.47653 from the floor: or fewer digits where it is large. */
export const lossText = (loss: number): string => (loss < 10 ? loss.toFixed(5) : formatNumber(loss, 4, 1e9));

/** "1,000 epochs" */
export const epochsText = (epochs: number): string =>
  epochs === 1 ? 'one epoch' : `${formatCount(epochs)} epochs`;

export const METHODS: Record<Spec['method'], string> = {
  adam: 'Adam',
  rmsprop: 'RMSProp',
  sgd: 'Gradient descent',
};

export const COMPUTERS: Record<Computer, string> = {
  tfjs: 'TensorFlow.js',
  'tfjs-wasm': 'TensorFlow.js in WebAssembly',
  compiled: 'C++ in WebAssembly',
  arrays: 'typed arrays',
};

/** The factorization machine, by its rank. */
export const machine = (k: number): string =>
  k === 0 ? 'the machine without pairs (k = 0)' : `the factorization machine (k = ${k})`;

/** What both models have come to, beside what is possible. */
export function resultSentence({ run, spec }: RunAndSpec, floor: number): string {
  const { linear, fm } = run.point;
  const above = fm.logloss - floor;
  const close =
    above < 0.0005
      ? `; no model that knows class, sex and age alone can do better than ${lossText(floor)}`
      : `; the least possible is ${lossText(floor)}`;
  return `the linear model’s logloss is ${lossText(linear.logloss)}, that of ${machine(spec.k)} ${lossText(fm.logloss)}${close}.`;
}

/** What goes on in the lab. */
export interface LabState {
  running: boolean;
  /** Who is to compute, while it is on its way. */
  loading: Computer | undefined;
  /** Settings have changed since the run shown. */
  stale: boolean;
  /** With them the run can be gone on with. */
  canGoOn: boolean;
}

/** Where a run stands, as a sentence. */
export function statusSentence(
  shown: RunAndSpec,
  floor: number,
  { running, loading, stale, canGoOn }: LabState,
): string {
  const { run, spec } = shown;
  if (loading && loading !== 'arrays') return `Loading ${COMPUTERS[loading]}.`;
  if (running) return `Training both models from seed ${spec.seed}, up to ${epochsText(spec.epochs)}.`;
  const how = !canGoOn
    ? 'press Train'
    : run.state === 'going'
      ? 'go on with them, or start over'
      : 'press Train, or go on with them';
  const changed = stale ? ` Settings have changed since: ${how}.` : '';
  if (run.state === 'diverged')
    return `${divergedSentence(shown)} Shown is epoch ${formatCount(run.point.epoch)}, the best before it.${changed}`;
  const after = `${run.state === 'going' ? 'Stopped after' : 'After'} ${epochsText(run.epoch)}`;
  const jumped = jumpSentence(shown);
  return `${after} ${resultSentence(shown, floor)}${jumped && ` ${jumped}`}${changed}`;
}

/** What happened to a run that diverged, and why. */
export function divergedSentence({ run, spec }: RunAndSpec): string {
  const { model = 'fm', epoch = run.epoch } = run.diverged ?? {};
  const whose = model === 'fm' ? 'The factorization machine' : 'The linear model';
  const way = run.cure ? '' : ' No smaller rate was found that does better; try another seed.';
  return `${whose} diverged in epoch ${formatCount(epoch)}: its loss grew beyond all numbers. A learning rate of ${formatNumber(spec.rate)} is too large for ${METHODS[spec.method] === 'Adam' ? 'Adam' : METHODS[spec.method].toLowerCase().replace('rmsprop', 'RMSProp')}: each step overshoots, and the next overshoots more.${way}`;
}

/** Of a run that got worse after its best: where that was, and what to do. Empty for others. */
export function jumpSentence({ run, spec }: RunAndSpec): string {
  const best = lowest(run.history.epochs, run.history.fm);
  const { fm } = run.point;
  if (!best || fm.logloss < best.loss + 0.002) return '';
  return `It was lower before, ${lossText(best.loss)} after ${epochsText(best.epoch)}: with a learning rate of ${formatNumber(spec.rate)} it jumps about. Take a smaller one.`;
}

/** The lowest loss that was kept, and its epoch. */
export function lowest(
  epochs: ArrayLike<number>,
  losses: ArrayLike<number>,
): { epoch: number; loss: number } | undefined {
  let best: { epoch: number; loss: number } | undefined;
  for (let i = 0; i < epochs.length; i++)
    if (Number.isFinite(losses[i]) && (!best || losses[i] < best.loss))
      best = { epoch: epochs[i], loss: losses[i] };
  return best;
}

/** A weight as what it does to odds: "× 2.1", "÷ 5.6". */
export const oddsText = (weight: number): string =>
  `${weight < 0 ? '÷' : '×'}\u00a0${formatNumber(Math.exp(Math.min(Math.abs(weight), 700)), 2, 1e6)}`;

/** How many of the strongest pairs are named. */
const NAMED = 6;
/** A pair that moves odds by less is not worth a name. */
const LEAST = 0.05;

/** The strongest pairs, as they are named: those that lower the odds, and those that raise them. */
export function namedPairs(pairs: readonly StrongPair[]): { lower: StrongPair[]; raise: StrongPair[] } {
  const named = pairs.slice(0, NAMED).filter(({ weight }) => Math.abs(weight) >= LEAST);
  return { lower: named.filter(({ weight }) => weight < 0), raise: named.filter(({ weight }) => weight > 0) };
}

/** The strongest pairs in words: "3rd & Child lowers the odds of survival most (÷ 5.6), then 3rd & Female (÷ 2.8)." */
export function pairsSentence(names: readonly string[], pairs: readonly StrongPair[]): string {
  const { lower, raise } = namedPairs(pairs);
  const told = (of: StrongPair[], verb: string, what: string) => {
    if (of.length === 0) return '';
    const [first, ...others] = of.map(({ i, j, weight }) => ({
      name: `${names[i]} & ${names[j]}`,
      odds: oddsText(weight),
    }));
    const then = others.map(({ name, odds }) => `${name} (${odds})`);
    return `${first.name} ${verb} ${what} most (${first.odds})${then.length > 0 ? `, then ${listed(then)}` : ''}.`;
  };
  if (lower.length + raise.length === 0) return 'No pair moves the odds by more than a twentieth.';
  const lowered = told(lower, 'lowers', 'the odds of survival');
  const raised = told(raise, 'raises', lower.length > 0 ? 'them' : 'the odds of survival');
  return [lowered, raised].filter((sentence) => sentence !== '').join(' ');
}

/** What the pairs say of the rule of the sea, where they say it. */
export function ruleSentence(names: readonly string[], G: ArrayLike<number>): string {
  const pair = (a: string, b: string) => G[names.indexOf(a) * names.length + names.indexOf(b)];
  const third = pair('3rd', 'Child') < -0.1 && pair('3rd', 'Female') < -0.1;
  return third && pair('1st', 'Female') > 0.1 ? 'Women and children first, but not in third class.' : '';
}

/** Which weights nothing but the regularizer, or the end of the run, holds. */
export function unboundedSentence(
  names: readonly string[],
  pairs: readonly StrongPair[],
  spec: Spec,
): string {
  if (pairs.length === 0 || spec.k === 0) return '';
  const who = listed(pairs.map(({ i, j, people }) => `${people} of ${names[i]} & ${names[j]}`));
  const holds =
    spec.v > 0
      ? `the ${spec.norm.toUpperCase()} weight on V ends that`
      : 'without a weight on V only the end of the run stops them';
  return `All ${who} lived, so these weights would grow without end: ${holds}.`;
}

/** "a", "a and b", "a, b and c" */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** A group, and what both models predict for it. */
export function groupSentence(group: Group, linear: number, fm: number, k: number): string {
  const { people, survived } = group;
  const models = `The linear model says ${formatPercent(linear, 3)}, ${machine(k)} ${formatPercent(fm, 3)}.`;
  if (people === 0)
    return `Nobody aboard was of this group, so nothing in the data bears these predictions out. ${models}`;
  const one = people === 1;
  return `${one ? 'One person' : `${formatCount(people)} people`}, of whom ${formatPercent(survived / people, 3)} survived. ${models}`;
}

/** Why another than the one asked for computes. */
export const insteadSentence = ({ run, spec }: RunAndSpec): string =>
  run.instead ? `Typed arrays compute instead of ${COMPUTERS[spec.computer]}: ${run.instead}` : '';
