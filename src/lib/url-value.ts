import { formatNumber } from './format.ts';

/** How one value stands in an address. Never throws: what cannot be read becomes the nearest allowed value, and a sentence. */
export interface UrlValue<T> {
  fallback: T;
  /** `name` is the key as the reader sees it in the address. */
  read(text: string, name: string): { value: T; notice?: string };
  write(value: T): string;
}

/** A whole number from `min` to `max`; others are rounded and clamped. */
export function integer(fallback: number, min: number, max: number): UrlValue<number> {
  return bounded(fallback, min, max, true);
}

/** A number from `min` to `max`; others are clamped. */
export function number(fallback: number, min: number, max: number): UrlValue<number> {
  return bounded(fallback, min, max, false);
}

/** One of `options`. */
export function choice<const T extends string>(fallback: T, options: readonly T[]): UrlValue<T> {
  return {
    fallback,
    read(text, name) {
      const found = options.find((option) => option === text);
      if (found !== undefined) return { value: found };
      const notice = `The link asks for ${name} = ${quoted(text)}, which is not one of ${options.join(', ')}; ${fallback} is used.`;
      return { value: fallback, notice };
    },
    write: (value) => value,
  };
}

/** Yes or no, written as 1 and 0. */
export function flag(fallback: boolean): UrlValue<boolean> {
  return {
    fallback,
    read(text, name) {
      if (text === '1' || text === '0') return { value: text === '1' };
      const notice = `The link asks for ${name} = ${quoted(text)}, which is neither 1 nor 0; ${fallback ? 1 : 0} is used.`;
      return { value: fallback, notice };
    },
    write: (value) => (value ? '1' : '0'),
  };
}

/** Free text of at most `max` characters; longer text is cut. */
export function text(fallback: string, max: number): UrlValue<string> {
  return {
    fallback,
    read(given, name) {
      if (given.length <= max) return { value: given };
      return {
        value: given.slice(0, max),
        notice: `The link's ${name} is longer than ${max} characters and was cut.`,
      };
    },
    write: (value) => value.slice(0, max),
  };
}

function bounded(fallback: number, min: number, max: number, whole: boolean): UrlValue<number> {
  const range = `${formatNumber(min)} to ${formatNumber(max)}`;
  return {
    fallback,
    read(given, name) {
      const asked = Number(given);
      if (given.trim() === '' || Number.isNaN(asked)) {
        const notice = `The link asks for ${name} = ${quoted(given)}, which is not a number; ${formatNumber(fallback)} is used.`;
        return { value: fallback, notice };
      }
      const value = Math.min(max, Math.max(min, whole ? Math.round(asked) : asked));
      if (value === asked) return { value };
      const kind = whole ? `a whole number from ${range}` : `from ${range}`;
      const notice = `The link asks for ${name} = ${quoted(given)}; it can be ${kind}, so ${formatNumber(value)} is used.`;
      return { value, notice };
    },
    write: String,
  };
}

function quoted(given: string): string {
  return `“${given.length > 24 ? `${given.slice(0, 24)}…` : given}”`;
}
