import type { APIRequestContext } from '@playwright/test';

/** Addresses of all pages in the sitemap, relative to the site's root: '', 'about/', 'posts/kmeans1d/'. */
export async function pagesOf(request: APIRequestContext): Promise<string[]> {
  const urls = await locations(request, 'sitemap-index.xml');
  const root = urls[0].slice(0, -'sitemap-0.xml'.length);
  const pages = await locations(request, 'sitemap-0.xml');
  return pages.map((url) => {
    if (!url.startsWith(root)) throw new Error(`${url} in the sitemap does not lie below ${root}`);
    return url.slice(root.length);
  });
}

/** The address that the site was built for, which its absolute links name: not the one at which the tests see it. */
export async function builtFor(request: APIRequestContext): Promise<string> {
  const [first] = await locations(request, 'sitemap-index.xml');
  return first.slice(0, -'sitemap-0.xml'.length);
}

async function locations(request: APIRequestContext, file: string): Promise<string[]> {
  const response = await request.get(file);
  if (!response.ok()) throw new Error(`${file}: ${response.status()}`);
  return [...(await response.text()).matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url);
}
