import type { Remote } from 'comlink';
import { problemOf } from '../../../lib/problem.ts';
import { followRun } from '../../../lib/run-loop.ts';
import type { WorkerClient } from '../../../lib/worker-client.ts';
import { BALLOT } from './ballot.ts';
import { predicted } from './facts.ts';
import type { HeldOut } from './held-out.ts';
import type { LossName } from './losses.ts';
import type { Opening } from './opening.ts';
import type { Senate } from './senate.ts';
import type { SenateApi } from './senate.worker.ts';
import type { Ballot, Order, SenateMap } from './session.ts';

type Api = Remote<SenateApi>;

/** Steps of a run that a second shows. Unpaced, a run would be over in a blink; so its points can be followed. */
const PACE = 60;
/** Milliseconds that the worker may take for a frame's steps. */
const SLICE = 8;

/** A vote that is left out, and what the map made of it while it was still in. */
export interface Hidden {
  member: number;
  rollCall: number;
  /** Undefined once the map has another number of factors or another loss. */
  before: number | undefined;
}

/** The lab's work, without its looks: runs, the experiment, and the visitor's place on the map. */
export class SenateLab {
  /** The table of votes, once it has been fetched. */
  senate = $state.raw<Senate>();
  map = $state.raw() as SenateMap;
  k = $state(2);
  loss = $state<LossName>('squared');
  seed = $state(1);
  /** What `map` was fitted by; `loss` is what is asked for. */
  mapLoss = $state<LossName>('squared');
  steps = $state(0);
  value = $state(0);
  executor = $state('');
  running = $state(false);
  /** The map has settled: nothing is left to go on with. */
  done = $state(true);
  hidden = $state.raw<Hidden>();
  heldOut = $state.raw() as HeldOut;
  experiment = $state<'idle' | 'running' | 'stopped'>('idle');
  /** The visitor's votes on the ballot: 1, -1, or 0 for no answer. */
  votes = $state.raw<readonly number[]>(new Array(BALLOT).fill(0));
  /** Where the visitor lies on the map. */
  you = $state.raw<Float64Array>();
  failure = $state('');

  readonly #opening: Opening;
  readonly #spawn: () => Worker;
  #client: WorkerClient<SenateApi> | undefined;
  /** The worker, by its number, that has the table of votes; the one that has the run; and the experiment. */
  #opened = 0;
  #begun = 0;
  #holder = 0;
  /** How much has been asked of the worker. */
  #asked = 0;
  #stopRun = new AbortController();
  #stopExperiment = new AbortController();
  /** What to do again after a failure. */
  #last: () => void = () => this.warm();

  constructor(opening: Opening, spawn: () => Worker) {
    this.#opening = opening;
    this.#spawn = spawn;
    this.#show();
  }

  /** The visitor's votes that are answers. */
  get ballot(): Ballot {
    const given = this.votes.map((vote, i) => ({ vote, rollCall: this.#opening.ballot[i] }));
    const answered = given.filter(({ vote }) => vote !== 0);
    return { rollCalls: answered.map(({ rollCall }) => rollCall), votes: answered.map(({ vote }) => vote) };
  }

  /** Fetches the table of votes, so that members and bills can be asked about. */
  warm(): void {
    if (this.senate || this.failure) return;
    void this.#do(
      () => this.warm(),
      async () => {},
    );
  }

  /** The table of votes, fetched if need be; undefined when that failed. */
  async table(): Promise<Senate | undefined> {
    if (!this.senate)
      await this.#do(
        () => this.warm(),
        async () => {},
      );
    return this.senate;
  }

  /** Runs from the numbers of the seed. */
  train(): void {
    this.hidden &&= { ...this.hidden, before: undefined };
    this.#fit();
  }

  /** Goes on where a run was stopped. */
  goOn(): void {
    this.#fit(this.map);
  }

  stop(): void {
    this.#stopRun.abort();
  }

  /** Leaves one vote out, or puts it back, and refits: from where the map is, or from scratch. */
  hide(vote: { member: number; rollCall: number } | undefined, afresh = false): void {
    const columns = this.#opening.rollCalls;
    const before = vote && !afresh ? predicted(this.map, columns, vote.member, vote.rollCall) : undefined;
    this.hidden = vote && { ...vote, before };
    this.#begun = 0;
    this.#fit(afresh ? undefined : this.map);
  }

  /** Answers one question of the ballot, or all. */
  answer(votes: readonly number[]): void {
    this.votes = votes;
    void this.#do(
      () => this.answer(votes),
      (api) => this.#place(api),
    );
  }

  /** Holds votes out and predicts them, with every number of factors. */
  async holdOut(): Promise<void> {
    if (this.experiment === 'running') return;
    const { loss, seed, resumable } = this;
    const stop = new AbortController();
    this.#stopExperiment = stop;
    this.experiment = 'running';
    await this.#do(
      () => void this.holdOut(),
      async (api) => {
        if (!resumable || this.#holder !== this.#client?.starts) await api.holdOut(loss, seed);
        this.#holder = this.#client?.starts ?? 0;
        const { done } = await followRun<HeldOut>(
          { go: () => api.go(), latest: () => api.latest(), pause: () => api.pause() },
          ({ step }) => {
            if (step && this.#stopExperiment === stop) this.heldOut = step;
          },
          stop.signal,
        );
        if (this.#stopExperiment === stop) this.experiment = done ? 'idle' : 'stopped';
      },
    );
    if (this.#stopExperiment === stop && this.experiment === 'running') this.experiment = 'idle';
  }

  /** The experiment was stopped, and can go on: neither loss nor seed have changed. */
  get resumable(): boolean {
    const { loss, seed } = this.heldOut;
    return this.experiment === 'stopped' && loss === this.loss && seed === this.seed;
  }

  stopHoldingOut(): void {
    this.#stopExperiment.abort();
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.stop();
    this.stopHoldingOut();
    // What is still on its way belongs to nobody now.
    this.#stopRun = new AbortController();
    this.#stopExperiment = new AbortController();
    this.running = false;
    this.experiment = 'idle';
    this.k = 2;
    this.loss = 'squared';
    this.seed = 1;
    this.hidden = undefined;
    this.votes = new Array(BALLOT).fill(0);
    this.you = undefined;
    this.failure = '';
    this.#show();
  }

  retry(): void {
    this.failure = '';
    this.#last();
  }

  close(): void {
    this.#client?.stop();
  }

  #show(): void {
    const { P, Q, steps, loss, heldOut } = this.#opening;
    this.map = { k: 2, P: Float64Array.from(P), Q: Float64Array.from(Q) };
    this.mapLoss = 'squared';
    this.steps = steps;
    this.value = loss;
    this.done = true;
    this.heldOut = heldOut;
    this.#begun = 0;
  }

  #fit(from?: SenateMap): void {
    this.#stopRun.abort();
    const stop = new AbortController();
    this.#stopRun = stop;
    const { k, loss, seed, hidden } = this;
    const order: Order = { k, loss, seed, hidden: hidden && { ...hidden }, from };
    this.running = true;
    this.done = false;
    const work = async (api: Api) => {
      if (stop.signal.aborted) return;
      if (!from || this.#begun !== this.#client?.starts) {
        const standing = await api.begin(order);
        if (this.#stopRun !== stop) return;
        this.#take(order, standing);
        this.#begun = this.#client?.starts ?? 0;
      }
      await this.#follow(api, order, stop);
    };
    void this.#do(() => this.#fit(from), work).finally(() => {
      if (this.#stopRun === stop) this.running = false;
    });
  }

  /** Shows a run step by step, or where motion is unwelcome, only where it leads. */
  async #follow(api: Api, order: Order, stop: AbortController): Promise<void> {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let owed = 1;
    let last = performance.now();
    while (!stop.signal.aborted) {
      const steps = still ? Number.POSITIVE_INFINITY : Math.floor(owed);
      if (steps > 0) {
        owed -= still ? 0 : steps;
        const standing = await api.advance(steps, SLICE);
        if (this.#stopRun !== stop) return;
        if (!still || standing.done || stop.signal.aborted) this.#take(order, standing);
        else this.steps = standing.steps;
        if (this.votes.some((vote) => vote !== 0)) await this.#place(api);
        if (standing.done) {
          this.done = true;
          return;
        }
      }
      await nextFrame();
      const now = performance.now();
      owed += Math.min(PACE / 2, ((now - last) / 1000) * PACE);
      last = now;
    }
  }

  #take({ loss }: Order, { map, steps, loss: value, executor }: Awaited<ReturnType<Api['begin']>>): void {
    this.map = map;
    this.mapLoss = loss;
    this.steps = steps;
    this.value = value;
    this.executor = executor;
  }

  async #place(api: Api): Promise<void> {
    const { ballot, votes } = this;
    const some = ballot.votes.length > 0;
    const place = some ? await api.place({ ...this.map }, this.mapLoss, ballot) : undefined;
    if (this.votes === votes) this.you = place;
  }

  /** Runs a job on a worker that has the table of votes. */
  async #do(again: () => void, job: (api: Api) => Promise<void>): Promise<void> {
    this.failure = '';
    const asked = ++this.#asked;
    try {
      const { WorkerClient } = await import('../../../lib/worker-client.ts');
      this.#client ??= new WorkerClient<SenateApi>(this.#spawn);
      const client = this.#client;
      await client.run(async (api) => {
        if (this.#opened !== client.starts) {
          const { P } = this.#opening;
          const senate = await api.open(P);
          this.senate ??= senate;
          this.#opened = client.starts;
        }
        await job(api);
      }, new AbortController().signal);
    } catch (error) {
      const problem = problemOf(error);
      // What was asked for since needs the table, too, and tells of it itself.
      if (!problem || asked !== this.#asked) return;
      this.failure = problem.message;
      this.#last = again;
    }
  }
}

/** The next animation frame, or half a second where there is none: a page in the background. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 500);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
