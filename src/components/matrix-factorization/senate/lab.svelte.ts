import { BALLOT } from './ballot.ts';
import { type Api, Connection } from './connection.svelte.ts';
import { Experiment } from './experiment.svelte.ts';
import { predicted } from './facts.ts';
import type { LossName } from './losses.ts';
import type { Opening } from './opening.ts';
import type { Ballot, Order, SenateMap, Standing } from './session.ts';

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

/** The lab's work, without its looks: runs, hidden votes, and the visitor's place on the map. */
export class SenateLab {
  readonly connection: Connection;
  readonly experiment: Experiment;
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
  /** The visitor's votes on the ballot: 1, -1, or 0 for no answer. */
  votes = $state.raw<readonly number[]>(new Array(BALLOT).fill(0));
  /** Where the visitor lies on the map. */
  you = $state.raw<Float64Array>();

  readonly #opening: Opening;
  /** The worker, by its number, that has the run. */
  #begun = 0;
  #stop = new AbortController();

  constructor(opening: Opening, spawn: () => Worker) {
    this.#opening = opening;
    this.connection = new Connection(opening.P, spawn);
    this.experiment = new Experiment(this.connection, opening.heldOut);
    this.#show();
  }

  /** The visitor's votes that are answers. */
  get ballot(): Ballot {
    const given = this.votes.map((vote, i) => ({ vote, rollCall: this.#opening.ballot[i] }));
    const answered = given.filter(({ vote }) => vote !== 0);
    return { rollCalls: answered.map(({ rollCall }) => rollCall), votes: answered.map(({ vote }) => vote) };
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
    this.#stop.abort();
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
    void this.connection.ask(
      () => this.answer(votes),
      (api) => this.#place(api),
    );
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.stop();
    this.#stop = new AbortController(); // what is still on its way belongs to nobody now
    this.running = false;
    this.experiment.reset();
    this.k = 2;
    this.loss = 'squared';
    this.seed = 1;
    this.hidden = undefined;
    this.votes = new Array(BALLOT).fill(0);
    this.you = undefined;
    this.connection.failure = '';
    this.#show();
  }

  #show(): void {
    const { P, Q, steps, loss } = this.#opening;
    this.map = { k: 2, P: Float64Array.from(P), Q: Float64Array.from(Q) };
    this.mapLoss = 'squared';
    this.steps = steps;
    this.value = loss;
    this.done = true;
    this.#begun = 0;
  }

  /** `from` counts only where it is a map of what is asked for: a run may have been stopped before its first step. */
  #fit(map?: SenateMap): void {
    const from = map?.k === this.k && this.mapLoss === this.loss ? map : undefined;
    if (!from) this.#begun = 0;
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const { k, loss, seed, hidden } = this;
    const order: Order = { k, loss, seed, hidden: hidden && { ...hidden }, from };
    this.running = true;
    this.done = false;
    const work = async (api: Api) => {
      if (stop.signal.aborted) return;
      if (!from || this.#begun !== this.connection.worker) {
        const standing = await api.begin(order);
        if (this.#stop !== stop) return;
        this.#take(order, standing);
        this.#begun = this.connection.worker;
      }
      await this.#follow(api, order, stop);
    };
    void this.connection
      .ask(() => this.#fit(from), work)
      .finally(() => {
        if (this.#stop === stop) this.running = false;
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
        if (this.#stop !== stop) return;
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
    if (still && this.#stop === stop) this.#take(order, await api.advance(0, 0));
  }

  #take({ loss }: Order, { map, steps, loss: value, executor }: Standing): void {
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
