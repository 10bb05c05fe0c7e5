import type { Weights } from '../../engine/factorization-machines/index.ts';
import { nextStep } from '../../lib/round-steps.ts';
import type { Both } from './models.ts';
import type { RunHistory } from './views.ts';

/** Weights and losses of both models after an epoch. */
export interface Kept extends Both<Weights> {
  epoch: number;
  losses: Both<number>;
}

/** What is kept of a run, to be looked back into and taken up from again: epochs at ever wider steps, less than 200 of them. */
export class KeptEpochs {
  readonly #list: Kept[];

  constructor(list: Kept[] = []) {
    this.#list = list;
  }

  get last(): Kept | undefined {
    return this.#list.at(-1);
  }

  /** The next epoch worth keeping: 0 at first. */
  get due(): number {
    return this.last ? nextStep(this.last.epoch) : 0;
  }

  /** Keeps an epoch, unless it is kept, or has no finite loss. */
  add(kept: Kept): void {
    const { linear, fm } = kept.losses;
    if ((this.last?.epoch ?? -1) < kept.epoch && Number.isFinite(linear) && Number.isFinite(fm))
      this.#list.push(kept);
  }

  /** An epoch, or the last one kept before it. */
  at(epoch: number): Kept {
    return this.#list.findLast((each) => each.epoch <= epoch) ?? this.#list[0];
  }

  /** The one at which the machine's loss was least. */
  best(): Kept {
    return this.#list.reduce((best, each) => (each.losses.fm < best.losses.fm ? each : best));
  }

  /** The same without what came after an epoch. */
  upTo(epoch: number): KeptEpochs {
    return new KeptEpochs(this.#list.filter((each) => each.epoch <= epoch));
  }

  /** The losses for the page; `newest` is where the run stands, whether it was kept or not. */
  history(newest: { epoch: number; losses: Both<number> }): RunHistory {
    const all = (this.last?.epoch ?? -1) < newest.epoch ? [...this.#list, newest] : this.#list;
    return {
      epochs: Float64Array.from(all, ({ epoch }) => epoch),
      linear: Float64Array.from(all, ({ losses }) => losses.linear),
      fm: Float64Array.from(all, ({ losses }) => losses.fm),
    };
  }
}
