import type { UrlValue } from './url-value.ts';

export { choice, flag, integer, number, text, type UrlValue } from './url-value.ts';

/** Addresses take at most a few writes per second in some browsers, and a slider makes many. */
const PAUSE_MS = 300;

/** A lab's settings in the address of the page; see `urlState`. */
export interface UrlState<Values> {
  /** The values that stand for an address without any. A fresh object each time. */
  defaults(): Values;
  /** What the address asks for, and one sentence for each value that had to be changed. */
  read(query?: URLSearchParams): { values: Values; notices: string[] };
  /** Puts values into the address after a pause, without adding to the history. */
  write(values: Values): void;
  /** The full address of the page with these values, leading to the lab. */
  link(values: Values): string;
}

/**
 * Keeps a lab's settings in the query: `urlState('k1', { k: integer(4, 1, 256) })` reads and writes `?k1.k=12`.
 * Keys carry the lab's id, so that several labs share a page; all other keys are left alone, and a value equal to its
 * default is left out. Only `read` without argument, `write` and `link` need a browser.
 */
export function urlState<Values extends object>(
  id: string,
  table: { [Key in keyof Values]: UrlValue<Values[Key]> },
): UrlState<Values> {
  const entries = Object.entries(table) as [keyof Values & string, UrlValue<unknown>][];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function withValues(values: Values): URL {
    const url = new URL(location.href);
    for (const [key, { fallback, write }] of entries) {
      const text = write(values[key]);
      if (text === write(fallback)) url.searchParams.delete(`${id}.${key}`);
      else url.searchParams.set(`${id}.${key}`, text);
    }
    return url;
  }

  return {
    defaults: () => Object.fromEntries(entries.map(([key, { fallback }]) => [key, fallback])) as Values,
    read(query = new URLSearchParams(location.search)) {
      const values: Record<string, unknown> = {};
      const notices: string[] = [];
      for (const [key, { fallback, read }] of entries) {
        const given = query.get(`${id}.${key}`);
        const { value, notice } = given === null ? { value: fallback } : read(given, key);
        values[key] = value;
        if (notice) notices.push(notice);
      }
      return { values: values as Values, notices };
    },
    write(values) {
      clearTimeout(timer);
      timer = setTimeout(() => history.replaceState(history.state, '', withValues(values)), PAUSE_MS);
    },
    link(values) {
      const url = withValues(values);
      url.hash = id;
      return url.href;
    },
  };
}
