import { type Endpoint, expose } from 'comlink';

/** What a worker posts once it holds the Web Lock that stands for its life. */
export interface LifeMessage {
  lifeLock: string;
}

/**
 * Worker side of `WorkerClient`: a `*.worker.ts` calls it once, at its end, with what the page may call.
 * Beside exposing the API by Comlink it holds a Web Lock for as long as the worker lives, so that the page learns
 * of an end that no event tells of (`self.close()`, the browser reclaiming memory). No call begins before the lock is
 * held, so none can end the worker unnoticed.
 */
export function serve(api: object): void {
  const held = holdLifeLock();
  const endpoint: Endpoint = {
    postMessage: (message, transfer) => postMessage(message, { transfer: transfer ?? [] }),
    addEventListener: (type, listener) =>
      addEventListener(type, (event) => {
        void held.then(() => ('handleEvent' in listener ? listener.handleEvent(event) : listener(event)));
      }),
    removeEventListener: () => {}, // Comlink's only reason to is a released API; ours ends with the worker
  };
  expose(api, endpoint);
  // An unreadable message would leave its call waiting for ever; thrown here, it reaches the page as an error event.
  addEventListener('messageerror', () => {
    throw new Error('A message to the worker could not be read.');
  });
}

/** Settles when the lock is held and the page has been told its name; at once outside secure contexts. */
function holdLifeLock(): Promise<void> {
  if (!navigator.locks) return Promise.resolve();
  const message: LifeMessage = { lifeLock: `worker-life-${crypto.randomUUID()}` };
  return new Promise((resolve) => {
    const lock = navigator.locks.request(message.lifeLock, () => {
      postMessage(message);
      resolve();
      return new Promise(() => {}); // never released: the lock ends with the worker
    });
    lock.catch(() => resolve()); // locks are refused, as in some private modes: then as where there are none
  });
}
