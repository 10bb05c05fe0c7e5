import { InvalidInputError } from '../../../engine/errors.ts';
import { formatBytes } from '../../../lib/format.ts';

/** A file of this site that is larger than a page may load unasked. */
export interface RemoteFile {
  url: string;
  bytes: number;
  /** SHA-256 in hexadecimal, or its beginning. */
  hash: string;
}

/** How far a download is, in bytes. */
export interface Received {
  done: number;
  total: number;
}

interface Options {
  signal: AbortSignal;
  onprogress?: ((received: Received) => void) | undefined;
}

/** Milliseconds to wait before a cut download goes on by itself; after as many cuts the reader decides. */
const PAUSES = [400, 1500];

/**
 * One file, in pieces that outlive a cut connection: where the server can, what came is kept and the rest asked for; else it is begun
 * anew. So does the next `run` after one that failed or was aborted.
 */
export class Download {
  readonly file: RemoteFile;
  readonly #fetch: typeof fetch;
  readonly #pauses: readonly number[];
  #pieces: Uint8Array<ArrayBuffer>[] = [];
  #done = 0;
  /** What names this version of the file at the server. */
  #version: string | undefined;
  #canResume = false;

  constructor(file: RemoteFile, fetcher: typeof fetch, pauses: readonly number[] = PAUSES) {
    this.file = file;
    this.#fetch = fetcher;
    this.#pauses = pauses;
  }

  /** The whole file. Rejects with an `AbortError` on abort, and with an `InvalidInputError` that says how far it came. */
  async run(options: Options): Promise<Uint8Array<ArrayBuffer>> {
    for (let cuts = 0, others = 0; ; ) {
      try {
        await this.#receive(options);
      } catch (error) {
        options.signal.throwIfAborted();
        if (cuts === this.#pauses.length) throw new InvalidInputError(cut(this.#done, this.file, error));
        await pause(this.#pauses[cuts++], options.signal);
        continue;
      }
      const bytes = this.#joined();
      if (await isWhole(bytes, this.file)) return bytes;
      this.#forget(); // parts of two versions, perhaps
      if (others++ > 0) throw new InvalidInputError(strange(this.file));
    }
  }

  async #receive({ signal, onprogress }: Options): Promise<void> {
    if (!this.#canResume) this.#forget();
    const headers: Record<string, string> = this.#done > 0 ? { Range: `bytes=${this.#done}-` } : {};
    if (this.#done > 0 && this.#version) headers['If-Range'] = this.#version;
    // What is kept is kept here, and by the store; a partial answer from the browser's own cache would be no resumption.
    const response = await this.#fetch(this.file.url, { signal, headers, cache: 'no-store' });
    if (response.status === 416 && this.#done > 0) {
      this.#forget();
      return this.#receive({ signal, onprogress });
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new StatusError(response.status);
    }
    if (response.status !== 206 || !startsAt(response, this.#done)) this.#forget();
    this.#remember(response);
    const reader = response.body.getReader();
    onprogress?.({ done: this.#done, total: this.file.bytes });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      this.#pieces.push(value);
      this.#done += value.length;
      onprogress?.({ done: Math.min(this.#done, this.file.bytes), total: this.file.bytes });
      if (this.#done > this.file.bytes) return reader.cancel(); // another file, of any length
    }
    if (this.#done < this.file.bytes) throw new TypeError('the answer ended early');
  }

  #remember({ headers }: Response): void {
    const tag = headers.get('ETag');
    this.#version = tag?.startsWith('"') ? tag : (headers.get('Last-Modified') ?? undefined);
    // A part of what is compressed on its way cannot be taken for a part of the file.
    this.#canResume = headers.get('Content-Encoding') === null;
  }

  #forget(): void {
    this.#pieces = [];
    this.#done = 0;
  }

  #joined(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#done);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}

/** Whether these are the bytes of the file; where there is no digest (outside secure contexts), their number decides. */
export async function isWhole(bytes: Uint8Array<ArrayBuffer>, file: RemoteFile): Promise<boolean> {
  if (bytes.length !== file.bytes) return false;
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return true;
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return hex(digest).startsWith(file.hash);
}

class StatusError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether a part of a file begins with this byte. */
const startsAt = ({ headers }: Response, byte: number) =>
  headers.get('Content-Range')?.startsWith(`bytes ${byte}-`) ?? false;

function cut(done: number, { bytes }: RemoteFile, error: unknown): string {
  if (error instanceof StatusError)
    return `The download did not begin: the server answered with status ${error.status}. Try again later.`;
  if (done === 0) return 'The download did not begin: there is no connection. Try again once you are online.';
  return `The download stopped after ${formatBytes(done)} of ${formatBytes(bytes)}: the connection was cut. Try again; what came is kept.`;
}

const strange = ({ url }: RemoteFile) =>
  `What came for ${url.slice(url.lastIndexOf('/') + 1)} is not the file that this page knows. Reload the page, or try again later.`;

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
