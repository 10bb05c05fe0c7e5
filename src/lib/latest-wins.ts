/** Requests of which only the newest counts; see `latestWins`. */
export interface LatestWins<Request, Result> {
  /** Asks for a result. Resolves to undefined when a newer request took its place before it began, or `cancel` did. */
  (request: Request): Promise<Result | undefined>;
  /** Aborts the work at hand and drops what waits; both resolve to undefined. */
  cancel(): void;
}

/**
 * For sliders: while one request is worked on, at most one waits, the newest; older waiting ones are dropped.
 * The one at work is let finish, so that a drag shows results as it goes. Errors reject, but not those of a cancelled
 * request.
 */
export function latestWins<Request, Result>(
  work: (request: Request, signal: AbortSignal) => Promise<Result>,
): LatestWins<Request, Result> {
  let waiting: { request: Request; resolve(result?: PromiseLike<Result>): void } | undefined;
  let current: AbortController | undefined;

  async function start(request: Request): Promise<Result | undefined> {
    const mine = new AbortController();
    current = mine;
    try {
      const result = await work(request, mine.signal);
      return mine.signal.aborted ? undefined : result;
    } catch (error) {
      if (mine.signal.aborted) return undefined;
      throw error;
    } finally {
      if (current === mine) {
        current = undefined;
        const next = waiting;
        waiting = undefined;
        if (next) next.resolve(start(next.request) as PromiseLike<Result>);
      }
    }
  }

  function ask(request: Request): Promise<Result | undefined> {
    waiting?.resolve();
    waiting = undefined;
    if (!current) return start(request);
    return new Promise((resolve) => {
      waiting = { request, resolve };
    });
  }

  ask.cancel = () => {
    waiting?.resolve();
    waiting = undefined;
    const aborted = current;
    current = undefined; // a request made from now on does not wait for the one that is ending
    aborted?.abort();
  };
  return ask;
}
