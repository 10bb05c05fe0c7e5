import { gaussian, seeded } from '../../random.ts';
import type { Executor, Work } from '../executor.ts';
import type { Network } from '../network.ts';
import type { Picture } from '../picture.ts';
import { checkPictures, checkSettings, leastSideOf, weighingOf } from './checks.ts';
import { withColorsOf } from './colors.ts';
import { DivergedError } from './diverged.ts';
import { fitted, type Level, plan } from './levels.ts';
import { resized } from './resized.ts';
import type { Settings, Style } from './settings.ts';
import { Stage } from './stage.ts';
import type { Step, StepLosses } from './steps.ts';
import { aimAt, type Weighing } from './targets.ts';

/** Chosen by eye, on photos and paintings, for the small VGG of this site: strokes, and still what the photo shows, without coloured specks. */
export const DEFAULTS: Settings = {
  size: 256,
  steps: [60, 40, 20],
  contentWeight: 0.05,
  totalVariation: 4e-5,
  styleScale: 1,
  start: 'content',
  seed: 0,
  keepColors: false,
  optimizer: 'lbfgs',
  learningRate: 4,
};

/**
 * A picture that comes to have one picture's content and the style of others (Gatys et al. 2016), from coarse to fine: each level starts
 * from the result of the one before. The executor is used by one stylization at a time, and freed by whoever made it.
 */
export class Stylization {
  readonly plan: Level[];
  /** The style layers compared, in the order of `losses.style`. */
  readonly layers: readonly string[];
  /** Losses at the start of each level and after each of its steps. */
  readonly history: { level: number; step: number; losses: StepLosses }[] = [];
  #executor: Executor;
  readonly #content: Picture;
  readonly #styles: Style[];
  readonly #settings: Settings;
  readonly #weighing: Weighing;
  readonly #leastSide: number;
  #latest: Step | undefined;
  #level = 0;
  #stage: Stage | undefined;
  /** The steps as far as they have come, and the promise that they wait for. */
  #work: Work<void> | undefined;
  #awaited: Promise<void> | undefined;

  /** Throws an `InvalidInputError` where pictures or settings cannot be worked with. Computes nothing yet. */
  constructor(
    executor: Executor,
    network: Network,
    content: Picture,
    styles: Style[],
    settings: Partial<Settings> = {},
  ) {
    this.#settings = { ...DEFAULTS, ...settings };
    checkSettings(this.#settings);
    this.#weighing = weighingOf(network, this.#settings);
    this.#leastSide = leastSideOf(network, this.#weighing);
    checkPictures(content, styles, this.#settings.start, this.#leastSide);
    this.plan = plan(content, this.#settings, this.#leastSide);
    this.layers = this.#weighing.style.map(({ layer }) => layer);
    this.#executor = executor;
    this.#content = content;
    this.#styles = styles;
  }

  /** Undefined until the coarsest level has been evaluated where it starts. */
  get latest(): Step | undefined {
    return this.#latest;
  }

  /** Steps planned in all. */
  get steps(): number {
    return this.plan.reduce((sum, { steps }) => sum + steps, 0);
  }

  /** Whether all steps planned have been taken. */
  get done(): boolean {
    return this.#latest?.level === this.plan.length - 1 && this.#latest.step >= this.steps;
  }

  /** Adds steps to the last level, done or not; `run` again takes them. */
  more(steps: number): void {
    this.plan[this.plan.length - 1].steps += steps;
  }

  /** Goes on with another executor of the same network, where the one before is lost (a GPU can be). Nothing reached is lost. */
  continueOn(executor: Executor): void {
    this.#executor = executor;
    this.#work = undefined;
    this.#awaited = undefined;
  }

  /**
   * From where it stands to the end of the plan. It may be left at any point, and gone on with by another call, with the same result as
   * without a stop. Throws a `DivergedError`.
   */
  *run(): Work<void> {
    if (this.#awaited) yield this.#awaited;
    while (this.#work || !this.done) {
      this.#work ??= this.#levels();
      let next: IteratorResult<Promise<void> | undefined, void>;
      try {
        next = this.#work.next();
      } catch (error) {
        this.#work = undefined; // its generator has ended; the stage has not
        throw error;
      }
      if (next.done) this.#work = undefined;
      else {
        this.#awaited = next.value ?? undefined;
        yield this.#awaited;
        this.#awaited = undefined;
      }
    }
  }

  *#levels(): Work<void> {
    for (;;) {
      const stage = this.#stage ?? (yield* this.#enter());
      this.#stage = stage;
      yield* stage.run(this.#executor, () => this.#record(stage));
      if (this.#level === this.plan.length - 1) return; // its stage is kept for more steps
      this.#level++;
      this.#stage = undefined;
    }
  }

  /** Makes the level at hand ready: pictures at its size, what is aimed at, where it starts. */
  *#enter(): Work<Stage> {
    const level = this.plan[this.#level];
    const { width, height } = level;
    const content = resized(this.#content, width, height);
    const styles: Style[] = [];
    for (const { picture, weight } of this.#styles) {
      const own = styleSize(picture, level, this.#settings.styleScale, this.#leastSide);
      const sized = resized(picture, own.width, own.height);
      styles.push({ picture: this.#settings.keepColors ? withColorsOf(sized, content) : sized, weight });
      yield;
    }
    const aim = yield* aimAt(this.#executor, content, styles, this.#weighing);
    const rgb = this.#latest ? resized(this.#latest.picture, width, height).data : this.#start(content);
    return new Stage(level, aim, rgb.slice(), this.#settings);
  }

  #start(content: Picture): Float32Array {
    const { start, seed } = this.#settings;
    if (start === 'content') return content.data;
    if (start !== 'noise') return resized(start, content.width, content.height).data;
    const random = seeded(seed);
    return content.data.map(() => NOISE.mean + NOISE.deviation * gaussian(random));
  }

  #record(stage: Stage): void {
    const before = this.plan.slice(0, this.#level).reduce((sum, { steps }) => sum + steps, 0);
    const step = before + stage.taken;
    const losses = stage.losses as StepLosses;
    if (!Number.isFinite(losses.total)) throw new DivergedError(step, ADVICE[this.#settings.optimizer]);
    const picture = stage.picture();
    const { width, height } = picture;
    this.#latest = { step, level: this.#level, width, height, picture, losses, settled: stage.settled };
    this.history.push({ level: this.#level, step, losses });
  }
}

/** Of the noise to start from, in grey levels. */
const NOISE = { mean: 127.5, deviation: 40 };

const ADVICE = {
  adam: 'Take a smaller learning rate, or L-BFGS.',
  lbfgs: 'Weights of the losses or of the network are too large.',
};

/** Longest side that of the level times `scale`; the shorter at least what the network needs. */
function styleSize(picture: Picture, level: Level, scale: number, least: number) {
  const { width, height } = fitted(picture, scale * Math.max(level.width, level.height));
  return { width: Math.max(least, width), height: Math.max(least, height) };
}
