import { expose } from 'comlink';

/** What a worker posts once it holds the Web Lock that stands for its life. */
export interface LifeMessage {
  lifeLock: string;
}

/**
 * Worker side of `WorkerClient`: a `*.worker.ts` calls it once, at its end, with what the page may call.
 * Beside exposing the API by Comlink it holds a Web Lock for as long as the worker lives, so that the page learns
 * of an end that no event tells of (`self.close()`, the browser reclaiming memory).
 */
export function serve(api: object): void {
  expose(api);
  // An unreadable message would leave its call waiting for ever; thrown here, it reaches the page as an error event.
  addEventListener('messageerror', () => {
    throw new Error('A message to the worker could not be read.');
  });
  if (!navigator.locks) return; // not a secure context
  const message: LifeMessage = { lifeLock: `worker-life-${crypto.randomUUID()}` };
  void navigator.locks.request(message.lifeLock, () => {
    postMessage(message);
    return new Promise(() => {}); // never released: the lock ends with the worker
  });
}
