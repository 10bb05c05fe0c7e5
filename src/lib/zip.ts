import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { InvalidInputError } from '../engine/errors.ts';
import { formatBytes, formatCount } from './format.ts';

/** A file to be put in a zip. */
export interface ZipEntry {
  name: string;
  blob: Blob;
}

export interface ZipOptions {
  /** The time stamp of all files. Default: now. */
  modified?: Date;
  signal?: AbortSignal;
  /** Told after each piece, in bytes put in. */
  onprogress?: (done: number, total: number) => void;
}

// What the plain format can count; its 64-bit extension is not written.
const MOST_FILES = 65_535;
const MOST_BYTES = 4_000_000_000;

const COMPRESSED = /\.(?:png|jpe?g|webp|avif|gif|zip|gz|woff2?)$/i;

/**
 * A zip of files, read and packed piece by piece; formats that are compressed already are stored as they are. Names are
 * made fit for every system and told apart ("a.png", "a (2).png"). Throws an `InvalidInputError` for no files, or more
 * than a zip can hold, and the signal's reason once it is aborted.
 */
export async function zipBlobs(entries: readonly ZipEntry[], options: ZipOptions = {}): Promise<Blob> {
  const { modified = new Date(), signal, onprogress } = options;
  const total = entries.reduce((sum, { blob }) => sum + blob.size, 0);
  checkRoom(entries.length, total);

  const parts: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, part) => {
    failure ??= error ?? undefined;
    if (part) parts.push(part as Uint8Array<ArrayBuffer>);
  });
  const names = uniqueNames(entries.map(({ name }) => name));
  let done = 0;
  for (const [i, { blob }] of entries.entries()) {
    const file = COMPRESSED.test(names[i]) ? new ZipPassThrough(names[i]) : new ZipDeflate(names[i]);
    file.mtime = modified;
    zip.add(file);
    for await (const piece of piecesOf(blob)) {
      signal?.throwIfAborted();
      file.push(piece);
      done += piece.length;
      onprogress?.(done, total);
      if (failure) throw failure;
    }
    file.push(new Uint8Array(0), true);
  }
  signal?.throwIfAborted();
  zip.end();
  if (failure) throw failure;
  return new Blob(parts, { type: 'application/zip' });
}

/** Names fit for every system, none twice, whatever case they are compared in. */
export function uniqueNames(given: readonly string[]): string[] {
  const taken = new Set<string>();
  return given.map((name) => {
    const fit = fitName(name);
    const dot = fit.lastIndexOf('.') > 0 ? fit.lastIndexOf('.') : fit.length;
    let unique = fit;
    for (let n = 2; taken.has(unique.toLowerCase()); n++)
      unique = `${fit.slice(0, dot)} (${n})${fit.slice(dot)}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function checkRoom(files: number, bytes: number): void {
  if (files === 0) throw new InvalidInputError('There is no file to put in the zip.');
  if (files > MOST_FILES) {
    throw new InvalidInputError(
      `A zip holds at most ${formatCount(MOST_FILES)} files; these are ${formatCount(files)}. Take them in parts.`,
    );
  }
  if (bytes > MOST_BYTES) {
    throw new InvalidInputError(
      `A zip holds at most ${formatBytes(MOST_BYTES)}; these files have ${formatBytes(bytes)}. Take them in parts.`,
    );
  }
}

/** Without folders, without characters that some system refuses, and not empty. */
function fitName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const fit = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '-').replace(/^[\s.]+|[\s.]+$/g, '');
  return fit === '' ? 'file' : fit;
}

async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const reader = blob.stream().getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
