const MISSING = /^(?:na|n\/a|nan|null|none|[?.-])?$/i;
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

export const isMissingText = (text: string) => MISSING.test(text);
export const isNumberText = (text: string) => NUMBER.test(text);

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

const NAMES = {
  row: 'user reader person customer rater reviewer member row viewer listener u',
  column: 'item movie film book isbn product song artist track column col joke anime asin game v',
  value: 'rating ratings score stars value vote grade bookrating overall r',
} as const;

/** What a column holds by its head alone: "userId", "movie_id", "Rating". */
export function roleByName(head: string): keyof typeof NAMES | undefined {
  const plain = head.toLowerCase().replace(/[^a-z]/g, '');
  const bare = plain.replace(/(?:id|name|index|number)$/, '');
  for (const role of ['row', 'column', 'value'] as const) {
    const names: string[] = NAMES[role].split(' ');
    if (names.includes(plain) || (role !== 'value' && names.includes(bare))) return role;
  }
  return undefined;
}
