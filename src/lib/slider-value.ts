import { formatNumber } from './format.ts';

/** What a slider can stand at. `min`, `max` and `step` as of an `<input type="range">`; a log slider's min is above 0. */
export interface SliderRange {
  min: number;
  max: number;
  step: number;
  log: boolean;
}

/** How many places a log slider's handle can take. */
export const LOG_PLACES = 10_000;

/** The nearest value a slider can stand at. */
export function snap(value: number, { min, max, step }: SliderRange): number {
  const steps = Math.round((value - min) / step);
  const snapped = Number((min + steps * step).toPrecision(12)); // 0.1 + 2 * 0.1 is 0.3
  return Math.min(max, Math.max(min, snapped));
}

/** Where the handle of a log slider stands, 0 to `LOG_PLACES`. */
export function placeOf(value: number, { min, max }: SliderRange): number {
  return Math.round((Math.log(value / min) / Math.log(max / min)) * LOG_PLACES);
}

/** The value at a place of a log slider. */
export function valueAt(place: number, range: SliderRange): number {
  return snap(range.min * (range.max / range.min) ** (place / LOG_PLACES), range);
}

/** Where the keys of a slider lead: up or down, by a small or a large step. */
export const KEY_MOVES: Record<string, [direction: 1 | -1, large: boolean]> = {
  ArrowUp: [1, false],
  ArrowRight: [1, false],
  ArrowDown: [-1, false],
  ArrowLeft: [-1, false],
  PageUp: [1, true],
  PageDown: [-1, true],
};

/** The value after one press of an arrow key, or of a page key (`large`): at least one step, on a log slider 2% or 20%. */
export function stepFrom(value: number, direction: 1 | -1, large: boolean, range: SliderRange): number {
  const ratio = large ? 1.2 : 1.02;
  const linear = Math.max(range.step, large ? (range.max - range.min) / 10 : 0);
  const goal = range.log ? value * ratio ** direction : value + direction * linear;
  const atLeast = value + direction * range.step;
  return snap(direction > 0 ? Math.max(goal, atLeast) : Math.min(goal, atLeast), range);
}

/** What typed text stands for, with a sentence when that is not what was typed. Undefined when it is no number. */
export function readTyped(
  typed: string,
  label: string,
  range: SliderRange,
): { value: number; sentence: string } | undefined {
  const asked = Number(typed.trim().replace(',', '.').replace('\u2212', '-'));
  if (typed.trim() === '' || !Number.isFinite(asked)) return undefined;
  const value = snap(asked, range);
  if (value === asked) return { value, sentence: '' };
  const used = `so ${formatNumber(value, 12)} is used.`;
  const name = `${label} can be`;
  if (asked > range.max)
    return { value, sentence: `${name} at most ${formatNumber(range.max, 12)}, ${used}` };
  if (asked < range.min)
    return { value, sentence: `${name} at least ${formatNumber(range.min, 12)}, ${used}` };
  const steps = range.step === 1 ? 'whole numbers' : `steps of ${formatNumber(range.step, 12)}`;
  return { value, sentence: `${label} goes in ${steps}, ${used}` };
}
