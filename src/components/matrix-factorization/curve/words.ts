import { formatCount, formatNumber } from '../../../lib/format.ts';
import type { CurveHistory } from './props.ts';

/** A loss as the lab writes it: enough digits to tell 0.390680 from 0.390681. */
export const lossText = (loss: number) => formatNumber(loss, 6, 1e9);

// Powers of ten without their one: 10⁶.
const bare = (text: string) => text.replace(/^1\s×\s/, '');

/** A step on an axis. */
export const stepTick = (step: number) => bare(formatNumber(step, 1, 1e6));

/** A loss on an axis. */
export const lossTick = (loss: number) => bare(formatNumber(loss, 2, 1e5));

/** Where a run stands at one place of its history: "After 5,000 steps the loss is 0.5641." */
export function placeSentence({ steps, losses }: CurveHistory, at: number): string {
  const step = steps[at];
  if (step === undefined) return '';
  const after =
    step === 0 ? 'At the start' : `After ${step === 1 ? 'one step' : `${formatCount(step)} steps`}`;
  if (!Number.isFinite(losses[at])) return `${after} the loss is no finite number.`;
  return `${after} the loss is ${lossText(losses[at])}.`;
}

/** The lowest loss of a run and where it was. */
export function best({ steps, losses }: CurveHistory): { step: number; loss: number } | undefined {
  let at = -1;
  for (let i = 0; i < steps.length; i++) {
    if (Number.isFinite(losses[i]) && (at < 0 || losses[i] < losses[at])) at = i;
  }
  return at < 0 ? undefined : { step: steps[at], loss: losses[at] };
}

/** The lowest loss in words: beside where the run stands, and against convergence where that is known. */
export function bestSentence(history: CurveHistory, converged?: number): string {
  const lowest = best(history);
  if (!lowest) return '';
  if (converged !== undefined && lowest.loss - converged <= 1e-6 * Math.abs(converged))
    return 'Converged: no step changes it any more.';
  const above =
    converged === undefined || !(converged > 0)
      ? ''
      : `, ${formatNumber((lowest.loss / converged - 1) * 100, 3)}% above convergence`;
  const newest = lowest.step === history.steps[history.steps.length - 1];
  return newest
    ? above
      ? `The lowest so far${above}.`
      : 'The lowest so far.'
    : `The lowest was ${lossText(lowest.loss)}, after ${formatCount(lowest.step)} steps${above}.`;
}

/** Whether the run ended in no finite loss, and after which step it last had one. */
export function divergence({ steps, losses }: CurveHistory): { step: number; loss: number } | undefined {
  const last = losses.length - 1;
  if (last < 0 || Number.isFinite(losses[last])) return undefined;
  let good = last;
  while (good > 0 && !Number.isFinite(losses[good])) good--;
  return { step: steps[good], loss: losses[good] };
}

/** What happened where a run diverged, and what to do. */
export function divergenceSentence(history: CurveHistory): string {
  const at = divergence(history);
  if (!at) return '';
  if (!Number.isFinite(at.loss))
    return 'The loss is no finite number at the start. Change the loss, the matrix or the seed.';
  return `Diverged: the last finite loss was ${lossText(at.loss)}, after ${formatCount(at.step)} ${at.step === 1 ? 'step' : 'steps'}. Make the learning rate alpha smaller.`;
}
