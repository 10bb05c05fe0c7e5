import type { LifeMessage } from './worker-host.ts';

/** The worker could not be loaded, died outside any call, or sent something unreadable. Told apart by name. */
export class WorkerFailedError extends Error {
  override name = 'WorkerFailedError' as const;
}

/**
 * Calls `onend` when a worker has failed or is gone: it did not load (missing, blocked, syntax error), threw outside a
 * call, sent an unreadable message, or closed itself. Returns what ends the watch.
 * A silent end is seen only in workers that use `serve`, and only where Web Locks exist (secure contexts).
 */
export function watchLife(worker: Worker, onend: (error: WorkerFailedError) => void): () => void {
  const watch = new AbortController();
  const end = (message: string) => {
    if (!watch.signal.aborted) onend(new WorkerFailedError(message));
  };
  const failed = (event: ErrorEvent) =>
    end(event.message ? `The worker failed: ${event.message}` : 'The worker could not be loaded.');
  const unreadable = () => end('A message from the worker could not be read.');
  const message = ({ data }: MessageEvent<Partial<LifeMessage> | null>) => {
    const name = data?.lifeLock;
    if (!name || !navigator.locks) return;
    // Granted only once the worker, which holds the lock, is gone.
    const gone = navigator.locks.request(name, { signal: watch.signal }, () =>
      end('The worker closed itself.'),
    );
    gone.catch(() => {}); // the watch ended first
  };
  const { signal } = watch;
  worker.addEventListener('error', failed, { signal });
  worker.addEventListener('messageerror', unreadable, { signal });
  worker.addEventListener('message', message, { signal });
  return () => watch.abort();
}
