import { InvalidInputError } from '../../../engine/errors.ts';
import type * as readingModule from '../../../engine/matrix-factorization/reading/index.ts';
import type { Choices, Look, RatingsFile } from '../../../engine/matrix-factorization/reading/index.ts';
import { checkSize, textEncoding } from '../../../lib/files.ts';
import { type Encoding, isPacked, pushPieces, transcoder } from '../../../lib/text-bytes.ts';
import { MOST_BYTES, type Progress, type Source } from './views.ts';

export type Reading = typeof readingModule;
export type OwnSource = Extract<Source, { kind: 'text' | 'file' }>;

export interface Watch {
  signal: AbortSignal;
  onprogress: (progress: Progress) => void;
}

/** What a larger file is answered. */
export const SMALLER =
  'Give a part of it, such as its first hundred million lines cut off by “head”, or leave out columns that are no ratings.';

/** Guesses how a source is laid out, from its beginning. */
export async function lookAt(reading: Reading, source: OwnSource, choices: Choices): Promise<Look> {
  const { blob, size, name } = blobOf(source);
  const { bytes } = await headOf(blob, size, name, reading.SAMPLE);
  return reading.look(bytes, size <= reading.SAMPLE, choices);
}

/** Reads the ratings of a source, with a turn for messages every so often; rejects with the signal's reason once it is aborted. */
export async function readRatings(
  reading: Reading,
  source: OwnSource,
  choices: Choices,
  { signal, onprogress }: Watch,
): Promise<RatingsFile> {
  const { blob, size, name } = blobOf(source);
  const { bytes, encoding } = await headOf(blob, size, name, reading.SAMPLE);
  const { layout } = reading.look(bytes, size <= reading.SAMPLE, choices);
  const reader = new reading.RatingsReader(layout);
  await pushPieces(blob, encoding, (piece) => reader.push(piece), {
    signal,
    onprogress: (done) => onprogress({ done, total: size, count: reader.count }),
  });
  return reader.end();
}

/** A whole text file as UTF-8. */
export async function utf8(file: File, maxBytes: number): Promise<Uint8Array> {
  checkSize(file, maxBytes);
  const { encoding } = await headOf(file, file.size, file.name, 65_536);
  return transcoder(encoding)(new Uint8Array(await file.arrayBuffer()));
}

function blobOf(source: OwnSource): { blob: Blob; size: number; name: string } {
  if (source.kind === 'text') {
    const blob = new Blob([source.text]);
    return { blob, size: blob.size, name: 'The text' };
  }
  const { file } = source;
  checkSize(file, MOST_BYTES, SMALLER);
  return { blob: file, size: file.size, name: `“${file.name}”` };
}

async function headOf(
  blob: Blob,
  size: number,
  name: string,
  length: number,
): Promise<{ bytes: Uint8Array; encoding: Encoding }> {
  const head = new Uint8Array(await blob.slice(0, length).arrayBuffer());
  if (isPacked(head)) {
    throw new InvalidInputError(
      `${name} is packed. Unpack it, and give the file of ratings in it: u.data, ratings.dat or ratings.csv, where it is MovieLens’.`,
    );
  }
  const encoding = textEncoding(head, size > length);
  if (!encoding) {
    throw new InvalidInputError(
      `${name} is not a text file. Ratings are read from plain text: MovieLens files, CSV, TSV or Matrix Market (.mtx).`,
    );
  }
  return { bytes: transcoder(encoding)(head), encoding };
}
