import type { CalibrationBin } from '../../../engine/factorization-machines/index.ts';
import { formatNumber, formatPercent } from '../../../lib/format.ts';
import type { PointCloud, Target } from './props.ts';
import { chance, eventOf } from './words.ts';

const ofRows = (held: boolean) => (held ? 'rows held out' : 'rows learned from');

/** How far probabilities are from shares: on average, and where they are farthest off. */
export function calibrationSentence(target: Target, held: boolean, bins: readonly CalibrationBin[]): string {
  if (bins.length === 0) return 'Nothing is predicted yet.';
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const off = ({ predicted, observed }: CalibrationBin) => Math.abs(predicted - observed);
  const mean = bins.reduce((sum, bin) => sum + (bin.count / total) * off(bin), 0);
  const worst = bins.reduce((one, other) => (off(other) > off(one) ? other : one));
  const groups = bins.length === 1 ? 'one group' : `${bins.length} groups`;
  return `The ${ofRows(held)}, in ${groups} of like predictions: on average the probability of ${eventOf(target)} is ${points(mean)} from the share that came true, at most ${points(off(worst))}, where ${chance(worst.predicted)} was predicted and ${formatPercent(worst.observed, 3)} came true.`;
}

const points = (share: number) => {
  const told = formatNumber(100 * share, 2);
  return `${told} ${told === '1' ? 'percentage point' : 'percentage points'}`;
};

/** How predictions of numbers lie to the true ones. */
export function cloudSentence({ name }: Target, held: boolean, { truth, predicted }: PointCloud): string {
  const n = truth.length;
  if (n === 0) return 'Nothing is predicted yet.';
  const far = Array.from({ length: n }, (_, i) => Math.abs(predicted[i] - truth[i])).sort((a, b) => a - b);
  const at = (share: number) => formatNumber(far[Math.min(n - 1, Math.floor(share * n))], 3);
  return `The ${ofRows(held)}: half of the predictions of ${name} are within ${at(0.5)} of the true number, nine in ten within ${at(0.9)}. A perfect model would have every row on the dashed line.`;
}
