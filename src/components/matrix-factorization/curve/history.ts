import { nextStep } from '../../../lib/round-steps.ts';

/**
 * What is kept of a run while it runs: losses, and with each something to look back at (factors), at ever wider steps. Asking `due`
 * costs a comparison, so a worker may ask it at every one of millions of steps:
 *
 *     if (trainer.steps >= history.due) history.add(trainer.steps, trainer.loss, trainer.factors());
 */
export class History<Kept> {
  #steps: number[] = [];
  #losses: number[] = [];
  #kept: Kept[] = [];
  /** The next step worth keeping: 0 at first. */
  due = 0;

  /** Keeps the run as it stands after `step`, which is later than all before. */
  add(step: number, loss: number, kept: Kept): void {
    this.#steps.push(step);
    this.#losses.push(loss);
    this.#kept.push(kept);
    this.due = nextStep(step);
  }

  /** What was kept after `step`. */
  at(step: number): Kept | undefined {
    return this.#kept[this.#steps.indexOf(step)];
  }

  /** Forgets what came after `step`, from where a run is taken up again. */
  cutAfter(step: number): void {
    const found = this.#steps.findIndex((kept) => kept > step);
    if (found >= 0) for (const list of [this.#steps, this.#losses, this.#kept]) list.length = found;
    const last = this.#steps.at(-1);
    this.due = last === undefined ? 0 : nextStep(last);
  }

  /** The losses for the page, a `CurveHistory`; `newest` is where the run stands now, whether it was worth keeping or not. */
  view(newest?: { step: number; loss: number }): { steps: Float64Array; losses: Float64Array } {
    const more = newest && newest.step > (this.#steps.at(-1) ?? -1) ? [newest] : [];
    return {
      steps: Float64Array.from([...this.#steps, ...more.map(({ step }) => step)]),
      losses: Float64Array.from([...this.#losses, ...more.map(({ loss }) => loss)]),
    };
  }
}
