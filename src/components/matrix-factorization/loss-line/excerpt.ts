/** A piece of a text around a mistake in it, in one line, so that a caret can stand under it. */
export interface Excerpt {
  before: string;
  wrong: string;
  after: string;
  /** Spaces up to the mistake, then a caret, then a tilde for every further character. */
  caret: string;
}

/** How many characters stand before and after the mistake at most, so that the piece fits a phone. */
const BEFORE = 18;
const AFTER = 12;
const LONGEST = 16;

/** The mistake at `column` (from 1) of `text`, `length` characters long; one at the end of a text is shown as a space. */
export function excerptOf(text: string, column: number, length = 1): Excerpt {
  const line = text.replace(/\s/g, ' ');
  const at = Math.min(Math.max(0, column - 1), line.length);
  const end = at + Math.min(length, LONGEST);
  const from = at > BEFORE + 1 ? at - BEFORE : 0;
  const to = end + AFTER + 1 < line.length ? end + AFTER : line.length;
  const before = (from > 0 ? '…' : '') + line.slice(from, at);
  const wrong = line.slice(at, end) || ' ';
  const after = line.slice(end, to) + (to < line.length ? '…' : '');
  return { before, wrong, after, caret: `${' '.repeat(before.length)}^${'~'.repeat(wrong.length - 1)}` };
}
