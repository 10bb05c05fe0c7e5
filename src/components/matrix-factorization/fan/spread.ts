import type { FanData } from './props.ts';

/** Where the predictions of all starts lie after one step. */
export interface Spread {
  step: number;
  lowest: number;
  median: number;
  highest: number;
}

/** The spread after the step at place `at` of a fan's steps; undefined where no start has come so far. */
export function spreadAt({ steps, trajectories }: FanData, at: number): Spread | undefined {
  const values = trajectories
    .map((values) => values[at])
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (values.length === 0) return undefined;
  const half = values.length / 2;
  const median = (values[Math.ceil(half) - 1] + values[Math.floor(half)]) / 2;
  return { step: steps[at], lowest: values[0], median, highest: values[values.length - 1] };
}

/** How many starts have a prediction after the last step, and how many have none although they were run. */
export function outcomes({ steps, trajectories }: FanData): { ended: number; diverged: number } {
  const ended = trajectories.filter((values) => Number.isFinite(values[steps.length - 1])).length;
  return { ended, diverged: trajectories.length - ended };
}

/** Between which predictions a fan is drawn: all of them, but for the far leaps of a start that diverges. */
export function fanDomain({ trajectories }: FanData): [low: number, high: number] {
  const values = trajectories
    .flatMap((values) => Array.from(values))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (values.length === 0) return [0, 5];
  const quantile = (share: number) => values[Math.round(share * (values.length - 1))];
  const reach = 3 * (quantile(0.95) - quantile(0.05)) || 1;
  const low = Math.max(values[0], quantile(0.05) - reach);
  const high = Math.min(values[values.length - 1], quantile(0.95) + reach);
  return [Math.floor(2 * low) / 2, Math.ceil(2 * high + 0.1) / 2];
}
