import { formatCount, formatNumber } from '../../../lib/format.ts';
import type { FanPlan } from './fan-run.ts';
import type { FanData } from './props.ts';
import { outcomes, spreadAt } from './spread.ts';

/** A prediction of the fan: 1.7042. */
export const predicted = (value: number) => formatNumber(value, 5);

/** Starts whose predictions lie no further apart agree. */
const AGREE = 5e-4;

/** How far the starts disagree where the tutorial stops. */
export function stopSentence(data: FanData, { stop }: FanPlan): string {
  const at = Array.from(data.steps).indexOf(stop);
  const spread = at < 0 ? undefined : spreadAt(data, at);
  if (!spread) return '';
  const when = `After ${formatCount(stop)} steps, where the tutorial stops,`;
  if (data.trajectories.length === 1) return `${when} the first start predicts ${predicted(spread.lowest)}.`;
  const short = (value: number) => formatNumber(value, 3);
  return `${when} ${formatCount(data.trajectories.length)} random starts predict anything from ${short(spread.lowest)} to ${short(spread.highest)}.`;
}

/** What they predict in the end. */
export function endSentence(data: FanData, { last }: FanPlan): string {
  const spread = spreadAt(data, data.steps.length - 1);
  const { ended, diverged } = outcomes(data);
  const lost =
    diverged > 0 ? ` ${formatCount(diverged)} of ${formatCount(ended + diverged)} diverged on the way.` : '';
  if (!spread) return lost.trim();
  const when = `After ${formatNumber(last / 1e6, 3)} million`;
  if (ended === 1) return `${when} it predicts ${predicted(spread.lowest)}.${lost}`;
  if (spread.highest - spread.lowest <= AGREE)
    return `${when} all of them predict ${predicted(spread.median)}.${lost}`;
  return `${when} they still lie between ${predicted(spread.lowest)} and ${predicted(spread.highest)}, half of them below ${predicted(spread.median)}.${lost}`;
}

/** How the steps were taken, in a sentence. */
export function planSentence({ alpha, stop, stride }: FanPlan): string {
  const rate = formatNumber(alpha);
  if (stride === 1) return `Gradient descent at a learning rate of ${rate}.`;
  return `Gradient descent at a learning rate of ${rate}; from step ${formatCount(stop)} on, ${formatCount(stride)} steps are taken as one, ${formatCount(stride)} times as long.`;
}
