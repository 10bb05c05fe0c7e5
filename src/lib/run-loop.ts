/** Where a long run stands. */
export interface Progress<Step> {
  /** The newest step; undefined before the first. */
  step: Step | undefined;
  /** How many steps have been taken. */
  count: number;
  /** True when the run has come to its own end. */
  done: boolean;
}

/**
 * Worker side of a long run: takes an engine's steps in slices and keeps only the newest. Between slices the worker
 * answers messages, so the page can look (`latest`) and stop (`pause`) at any time, and go on where it stopped (`go`).
 * A step that is a promise is awaited before the next is taken: a GPU answers later.
 */
export class RunLoop<Step> {
  readonly #steps: Iterator<Step | Promise<Step>>;
  readonly #sliceMs: number;
  #latest: Progress<Step> = { step: undefined, count: 0, done: false };
  #going: Promise<Progress<Step>> | undefined;
  #paused = false;

  constructor(steps: Iterable<Step | Promise<Step>>, sliceMs = 8) {
    this.#steps = steps[Symbol.iterator]();
    this.#sliceMs = sliceMs;
  }

  latest(): Progress<Step> {
    return this.#latest;
  }

  /** Runs until the end, a pause or an error of the engine; resolves to where it then stands. */
  go(): Promise<Progress<Step>> {
    this.#paused = false;
    this.#going ??= this.#run().finally(() => {
      this.#going = undefined;
    });
    return this.#going;
  }

  /** Stops after the slice at hand; nothing is lost. */
  pause(): void {
    this.#paused = true;
  }

  async #run(): Promise<Progress<Step>> {
    const { port1, port2 } = new MessageChannel();
    let wake = () => {};
    port1.onmessage = () => wake();
    try {
      while (!this.#paused && !this.#latest.done) {
        const awaited = this.#slice();
        if (awaited) this.#took(await awaited);
        // A message to ourselves queues behind those of the page; a timer would cost 4 ms each time.
        await new Promise<void>((resolve) => {
          wake = resolve;
          port2.postMessage(null);
        });
      }
    } finally {
      port1.close();
    }
    return this.#latest;
  }

  /** Takes steps until the time is up, or gives the first that must be awaited. */
  #slice(): Promise<Step> | undefined {
    const until = performance.now() + this.#sliceMs;
    do {
      const { done, value } = this.#steps.next();
      if (done) {
        this.#latest = { ...this.#latest, done: true };
        return undefined;
      }
      if (value instanceof Promise) return value;
      this.#took(value);
    } while (performance.now() < until);
    return undefined;
  }

  #took(step: Step): void {
    this.#latest = { step, count: this.#latest.count + 1, done: false };
  }
}

/** The three calls of a `RunLoop` as the page sees them through Comlink. */
export interface RemoteLoop<Step> {
  go(): Promise<Progress<Step>>;
  latest(): Promise<Progress<Step>>;
  pause(): Promise<void>;
}

/**
 * Page side: sets a loop going and shows its newest state once per frame, and its last state at the end.
 * Aborting `stop` pauses it: what was reached is shown and returned (`done` is false), and following it again goes on.
 */
export async function followRun<Step>(
  loop: RemoteLoop<Step>,
  show: (progress: Progress<Step>) => void,
  stop: AbortSignal,
): Promise<Progress<Step>> {
  let last: Progress<Step> | undefined;
  const ended = loop.go().then((progress) => {
    last = progress;
  });
  const pause = () => void loop.pause();
  if (stop.aborted) pause();
  stop.addEventListener('abort', pause);
  let shown = -1;
  try {
    while (!last) {
      await Promise.race([ended, nextFrame()]);
      if (last) break;
      const progress = await Promise.race([ended, loop.latest()]);
      if (!progress || progress.count === shown) continue;
      shown = progress.count;
      show(progress);
    }
  } finally {
    stop.removeEventListener('abort', pause);
  }
  show(last);
  return last;
}

/** The next animation frame, or half a second where there is none (a page in the background, Node). */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 500);
    globalThis.requestAnimationFrame?.(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
