/** What the site calls itself, and how its pages are addressed. */
export const site = {
  name: 'Fewer Numbers',
  description:
    'Articles on describing data with fewer numbers, each with a lab that really computes, in your browser, on your own data.',
  author: 'Fewer Numbers',
  language: 'en',
} as const;

/** The address of a page or file of this site, given from its root: `href('about/')` is `/some/sub/path/about/`. */
export function href(path = ''): string {
  return import.meta.env.BASE_URL + path;
}

/** The same with the origin in front, for what leaves the site: feeds, social cards, citations. */
export function absolute(path = ''): string {
  return new URL(href(path), import.meta.env.SITE).href;
}

/** A day as readers see it: 23 November 2026. */
export function longDate(date: Date): string {
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** A day as machines read it: 2026-11-23. */
export function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A day or a month as front matter gives it, `2019-07` or `2017-02-06`, as readers see it. */
export function partialDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1, day ?? 1)).toLocaleDateString('en-GB', {
    ...(day ? { day: 'numeric' } : {}),
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
