import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { InvalidInputError } from '../../src/engine/errors.ts';

/** A file at an address, and what is known of it. */
export interface Wanted {
  url: string;
  /** Bytes. */
  size?: number;
  digest?: { algorithm: 'sha256' | 'md5'; hex: string };
}

export interface DownloadOptions {
  /** Told now and then how many bytes there are, of how many where that is known. */
  onProgress?: (done: number, total?: number) => void;
  /** How often it is tried again without a single byte more. Default 5. */
  tries?: number;
  /** Milliseconds before the first of these; twice as many before each further one. Default 1000. */
  wait?: number;
}

/**
 * Downloads into a folder and returns the path. What a connection that was cut has brought stays there as `.part`, and is continued, now or
 * by the next call. Size and digest are checked, also of a file that is there already; one that is another is removed. Throws an
 * `InvalidInputError` that says what was wrong.
 */
export async function download(
  wanted: Wanted,
  folder: string,
  options: DownloadOptions = {},
): Promise<string> {
  const { tries = 5, wait = 1000 } = options;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, nameOf(wanted.url));
  if (existsSync(path)) {
    if ((await wrongWith(path, wanted)) === undefined) return path;
    rmSync(path);
  }
  const part = `${path}.part`;
  for (let failed = 0; ; ) {
    const before = sizeOf(part);
    const problem = await attempt(wanted, part, options.onProgress);
    if (problem === undefined) break;
    failed = sizeOf(part) > before ? 1 : failed + 1;
    if (failed > tries)
      throw new InvalidInputError(
        `${wanted.url} could not be downloaded: ${problem}. ${sizeOf(part)} bytes of it are kept; run the same again to go on from there.`,
      );
    await pause(wait * 2 ** (failed - 1));
  }
  const wrong = await wrongWith(part, wanted);
  rmSync(`${part}.json`, { force: true });
  if (wrong !== undefined) {
    rmSync(part);
    throw new InvalidInputError(`${wanted.url} is not what was expected: ${wrong}. It was removed.`);
  }
  renameSync(part, path);
  return path;
}

/** What the file is called that lies at an address. */
const nameOf = (url: string) =>
  (new URL(url).pathname.split('/').at(-1) ?? '').replace(/[^\w.-]/g, '_') || 'download';

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

/** Brings what is missing, as far as the connection goes; returns why that was not all. */
async function attempt(
  wanted: Wanted,
  part: string,
  onProgress?: DownloadOptions['onProgress'],
): Promise<string | undefined> {
  const have = sizeOf(part);
  const validator =
    have > 0 && existsSync(`${part}.json`)
      ? (JSON.parse(readFileSync(`${part}.json`, 'utf8')) as string)
      : '';
  let response: Response;
  try {
    response = await fetch(wanted.url, {
      headers: {
        'Accept-Encoding': 'identity',
        ...(have > 0 ? { Range: `bytes=${have}-` } : {}),
        ...(validator ? { 'If-Range': validator } : {}),
      },
    });
  } catch (error) {
    return reasonOf(error);
  }
  const [, from, total] =
    /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (response.status === 416) {
    await response.body?.cancel();
    if (Number(total) === have) return undefined;
    return startOver(part, 'the part that was kept does not belong to it');
  }
  if (!response.ok) {
    await response.body?.cancel();
    const problem = `the server says ${response.status} ${response.statusText}`;
    if (response.status >= 500 || response.status === 429 || response.status === 408) return problem;
    throw new InvalidInputError(`${wanted.url} could not be downloaded: ${problem}.`);
  }
  const goesOn = response.status === 206;
  if (goesOn && Number(from) !== have) {
    await response.body?.cancel();
    return startOver(part, 'the server has sent another part than was asked for');
  }
  const length = response.headers.get('content-length');
  const whole = goesOn ? Number(total) : length === null ? undefined : Number(length);
  if (whole !== undefined && wanted.size !== undefined && whole !== wanted.size) {
    await response.body?.cancel();
    throw new InvalidInputError(
      `${wanted.url} is not what was expected: it has ${whole} bytes, not ${wanted.size}.`,
    );
  }
  writeFileSync(`${part}.json`, JSON.stringify(strongOf(response.headers)));
  return stream(response, part, goesOn ? have : 0, whole, onProgress);
}

/** What tells a version of a file from another: a strong ETag, else the time of its last change. */
function strongOf(headers: Headers): string {
  const etag = headers.get('etag') ?? '';
  return etag.startsWith('"') ? etag : (headers.get('last-modified') ?? '');
}

async function stream(
  response: Response,
  part: string,
  at: number,
  whole: number | undefined,
  onProgress?: DownloadOptions['onProgress'],
): Promise<string | undefined> {
  const file = await open(part, at > 0 ? 'a' : 'w');
  let done = at;
  try {
    for await (const chunk of response.body ?? []) {
      await file.write(chunk);
      done += chunk.length;
      onProgress?.(done, whole);
    }
  } catch (error) {
    return reasonOf(error);
  } finally {
    await file.close();
  }
  return whole !== undefined && done < whole
    ? `the connection ended after ${done} of ${whole} bytes`
    : undefined;
}

function startOver(part: string, problem: string): string {
  rmSync(part, { force: true });
  rmSync(`${part}.json`, { force: true });
  return problem;
}

/** What `fetch` says is only that it failed; why is behind that. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || (cause as { code?: string }).code || message : message;
}

/** In what a file differs from what it should be. */
async function wrongWith(path: string, { size, digest }: Wanted): Promise<string | undefined> {
  const found = sizeOf(path);
  if (size !== undefined && found !== size) return `it has ${found} bytes, not ${size}`;
  if (!digest) return undefined;
  const hash = createHash(digest.algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const hex = hash.digest('hex');
  return hex === digest.hex.toLowerCase()
    ? undefined
    : `its ${digest.algorithm} is ${hex}, not ${digest.hex}`;
}
