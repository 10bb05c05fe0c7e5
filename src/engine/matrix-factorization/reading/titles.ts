import { InvalidInputError } from '../../errors.ts';
import { Lines } from '../../reading/lines.ts';
import { fieldsOf, guessDelimiter, mode } from '../../reading/sample.ts';
import { sampleLines } from './sample.ts';

const TITLE_HEADS = /^(?:title|name|movie_?title|book_?title|label)$/i;
const ID_HEADS = /^(?:id|\w+_?id|isbn|item|movie)$/i;

/**
 * Titles by id, from a file that has an id and a title a line: MovieLens' u.item, movies.dat and movies.csv, or any table whose heads
 * name an id and a title, or else that has them in its first two columns. UTF-8.
 */
export function readTitles(bytes: Uint8Array): Map<string, string> {
  const { lines: sample, lineEnd } = sampleLines(bytes.subarray(0, 65_536), bytes.length <= 65_536);
  const delimiter = guessDelimiter(sample);
  const table = sample.map((line) => fieldsOf(line, delimiter));
  const width = mode(table.map((fields) => fields.length));
  if (width < 2) {
    throw new InvalidInputError(
      'No titles were found in this file. It needs an id and a title a line, as MovieLens’ u.item, movies.dat and movies.csv have.',
    );
  }
  const head = table[0];
  const title = head.findIndex((text) => TITLE_HEADS.test(text));
  const id = head.findIndex((text, at) => at !== title && ID_HEADS.test(text));
  const headed = title >= 0;
  const [idAt, titleAt] = headed ? [id >= 0 ? id : title === 0 ? 1 : 0, title] : [0, 1];

  const titles = new Map<string, string>();
  let line = 0;
  const lines = new Lines((bytes, from, to) => {
    const fields = fieldsOf(bytes.subarray(from, to), delimiter);
    if (line++ === 0 && headed) return;
    const [key, text] = [fields[idAt], fields[titleAt]];
    if (key && text) titles.set(key, text);
  }, lineEnd);
  lines.push(bytes);
  lines.end();
  return titles;
}
