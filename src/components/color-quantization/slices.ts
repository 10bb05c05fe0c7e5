/** Milliseconds of work between looks at the page's messages: a stop or a moved slider never waits for much longer. */
const SLICE = 12;

/** Runs a generator to its end, with turns for messages between slices, and gives what it returns. Rejects with the signal's reason once aborted. */
export async function inSlices<T>(steps: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  try {
    for (;;) {
      const until = performance.now() + SLICE;
      do {
        signal.throwIfAborted();
        const step = steps.next();
        if (step.done) return step.value;
      } while (performance.now() < until);
      await messages();
    }
  } finally {
    steps.return(undefined as T);
  }
}

/** Resolves after the messages that wait; a timer would cost 4 ms each time. */
export function messages(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
