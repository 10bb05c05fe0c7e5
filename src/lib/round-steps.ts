/**
 * The step after `step` at which a run is worth keeping: every one up to 10, then about 35 in each power of ten, all round numbers
 * (10, 11 … 20, 22 … 50, 55 … 100, 110 …), so that a curve over a hundred million steps has fewer than 300 points.
 */
export function nextStep(step: number): number {
  if (step < 10) return Math.floor(step) + 1;
  const power = 10 ** Math.floor(Math.log10(step));
  const lead = step / power;
  const grain = ((lead < 2 ? 1 : lead < 5 ? 2 : 5) * power) / 10;
  return (Math.floor(step / grain) + 1) * grain;
}

/** 0, 1, 2, 3, 5, 7, 10, 15, 20, 30 … `last`: round steps, six in each power of ten, for what is drawn many times over. */
export function roundSteps(last: number): number[] {
  const steps = [0];
  for (let power = 1; power <= last; power *= 10) {
    for (const lead of power === 1 ? [1, 2, 3, 5, 7] : [1, 1.5, 2, 3, 5, 7]) {
      const step = Math.round(lead * power);
      if (step < last) steps.push(step);
    }
  }
  if (last > 0) steps.push(last);
  return steps;
}

/** Where step 0 stands on a log axis. */
export const START = 0.7;

/** The place in `steps` of the one nearest to `step`; on a log axis nearest by ratio. */
export function nearestStep(steps: ArrayLike<number>, step: number, log: boolean): number {
  const place = (value: number) => (log ? Math.log(Math.max(START, value)) : value);
  let best = 0;
  for (let i = 1; i < steps.length; i++) {
    if (Math.abs(place(steps[i]) - place(step)) <= Math.abs(place(steps[best]) - place(step))) best = i;
  }
  return best;
}
