import { isMissingText } from './numbers.ts';

const NUMBER = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?$/i;

/** What the first lines tell of one column of a file. */
export interface Column {
  texts: string[];
  /** Shares of the cells that say something. */
  numeric: number;
  whole: number;
  /** Share of all cells that say nothing. */
  missing: number;
  distinct: number;
  /** Most are seconds or milliseconds since 1970, or dates. */
  time: boolean;
  /** 1, 2, 3 ... or 0, 1, 2 ... */
  counts: boolean;
}

/** Whether a cell is a number, with a point or a comma. */
export const isNumberText = (text: string) => NUMBER.test(text);

/** What the cells of a column, from some lines, tell of it. */
export function column(texts: string[]): Column {
  const said = texts.filter((text) => !isMissingText(text));
  const share = (of: (text: string) => boolean) =>
    said.length > 0 ? said.filter(of).length / said.length : 0;
  const first = Number(texts[0]);
  return {
    texts,
    numeric: share(isNumberText),
    whole: share((text) => /^\d+$/.test(text)),
    missing: texts.length > 0 ? 1 - said.length / texts.length : 0,
    distinct: new Set(texts).size,
    time: share((text) => /^\d{9,13}(\.\d*)?$|^\d{4}-\d\d-\d\d/.test(text)) > 0.9,
    counts: texts.length >= 3 && first <= 1 && texts.every((text, i) => text === String(first + i)),
  };
}
