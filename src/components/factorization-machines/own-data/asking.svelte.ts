import type { Remote } from 'comlink';
import { problemOf } from '../../../lib/problem.ts';
import type { Lab } from './lab.svelte.ts';
import type { OwnDataApi } from './own-data.worker.ts';

/**
 * What a part of the lab asks of a run, newest first: while one question is worked on only the last one waits, and answers about another
 * run than the one shown are dropped. Call it while a component is set up.
 */
export class Asking {
  /** What could not be answered, in a sentence. */
  problem = $state('');
  readonly #lab: Lab;
  #turn = 0;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Gives the answer to `take`, unless something newer was asked, or another run was begun. */
  async ask<T>(job: (api: Remote<OwnDataApi>) => Promise<T>, take: (answer: T) => void): Promise<void> {
    const turn = ++this.#turn;
    const { results } = this.#lab.shown;
    const current = () => turn === this.#turn && results === this.#lab.shown.results;
    try {
      // One that is overtaken while it waits for the worker asks it nothing.
      const answer = await this.#lab.query(async (api) => (current() ? { of: await job(api) } : undefined));
      if (!answer || !current()) return;
      this.problem = '';
      take(answer.of);
    } catch (error) {
      if (current()) this.problem = problemOf(error)?.message ?? '';
    }
  }
}
