import { InvalidInputError } from '../../errors.ts';
import { firstLines, isText } from '../../reading/sample.ts';

/** The lines with data in the beginning of a file, and what ends them. `whole`: it is all of the file, so that the last line is whole too. */
export function sampleLines(sample: Uint8Array, whole: boolean): { lines: Uint8Array[]; lineEnd: number } {
  if (sample.length === 0)
    throw new InvalidInputError('The file is empty. Give one with a rating a line, or a table.');
  if (!isText(sample)) {
    throw new InvalidInputError(
      'This is not a text file. Ratings are read from plain text: MovieLens files, CSV, TSV or Matrix Market (.mtx).',
    );
  }
  const { lines, lineEnd } = firstLines(sample, whole);
  const market = lines.length > 0 && isMarket(lines[0]);
  const kept = lines.filter(
    (line, i) => (market && i === 0) || (line.some((byte) => byte > 32) && line[0] !== 35 && line[0] !== 37),
  );
  if (kept.length === 0) {
    throw new InvalidInputError(
      'There are no ratings here: every line is blank or a comment. Give a rating a line, or a table.',
    );
  }
  return { lines: kept, lineEnd };
}

/** Whether a line is the first of a Matrix Market file. */
export const isMarket = (line: Uint8Array) =>
  /^%%matrixmarket\b/i.test(new TextDecoder().decode(line.subarray(0, 40)));
