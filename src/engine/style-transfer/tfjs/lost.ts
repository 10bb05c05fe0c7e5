/**
 * The graphics device has been taken away, as a browser may do at any time, or has failed otherwise (`cause`): go on with another executor from the
 * last picture.
 */
export class ContextLostError extends Error {
  override readonly name = 'ContextLostError';

  constructor(cause?: unknown) {
    super('The graphics device was lost.', { cause });
  }
}

/** What is known of the device that tfjs computes on. */
export interface Device {
  /** Fulfilled when the device is lost. */
  lost: Promise<unknown>;
  /** Whether it is already, though `lost` may not have been told. */
  isLost(): boolean;
}

/** Keeps from waiting for a lost device, which never answers, or answers with zeros. */
export class Watch {
  readonly #device: Device | undefined;
  readonly #waiting = new Set<() => void>();
  #lost = false;

  constructor(device?: Device) {
    this.#device = device;
    device?.lost.then(() => {
      this.#lost = true;
      for (const wake of this.#waiting) wake();
    });
  }

  /** Throws a `ContextLostError` if that is what has happened. */
  check(): void {
    if (this.#isLost()) throw new ContextLostError();
  }

  #isLost(): boolean {
    return this.#lost || (this.#device?.isLost() ?? false);
  }

  /**
   * The error to be thrown for one that was caught while a device computed. It is not asked whether it is lost: its calls may fail before
   * it says so, and without it there is memory that it has run out of.
   */
  reason(error: unknown): unknown {
    return this.#device && !(error instanceof ContextLostError) ? new ContextLostError(error) : error;
  }

  /** Settles as `answer` does, or is rejected once the device is lost. */
  async answered<T>(answer: Promise<T>): Promise<T> {
    let wake = () => {};
    const lost = new Promise<never>((_, reject) => {
      wake = () => reject(new ContextLostError());
    });
    this.#waiting.add(wake);
    if (this.#isLost()) wake();
    try {
      const value = await Promise.race([lost, answer]);
      this.check();
      return value;
    } finally {
      this.#waiting.delete(wake);
    }
  }
}
