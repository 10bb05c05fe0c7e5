import { expect, test } from './fixtures.ts';
import { builtFor, pagesOf } from './site-map.ts';

test('the feed is valid XML with the whole text of each article, and every address in it is absolute', async ({
  page,
  request,
}) => {
  const root = await builtFor(request);
  const response = await request.get('rss.xml');
  expect(response.headers()['content-type']).toContain('xml');
  await page.goto('');
  const feed = await page.evaluate(
    (source) => {
      const xml = new DOMParser().parseFromString(source, 'application/xml');
      const items = [...xml.querySelectorAll('item')].map((item) => {
        const content = item.getElementsByTagName('content:encoded')[0]?.textContent ?? '';
        const html = new DOMParser().parseFromString(content, 'text/html');
        return {
          link: item.querySelector('link')!.textContent!,
          headings: [...html.querySelectorAll('h2')].map((heading) => heading.textContent),
          references: html.querySelectorAll('[id^="bib-"]').length,
          addresses: [...html.querySelectorAll('[href], [src]')].map(
            (element) => element.getAttribute('href') ?? element.getAttribute('src')!,
          ),
          unwanted: [
            ...html.querySelectorAll('script, style, button, input, svg, astro-island, [style], [class]'),
          ].map((element) => element.outerHTML.slice(0, 120)),
          words: html.body.textContent!.split(/\s+/).length,
        };
      });
      return { error: xml.querySelector('parsererror')?.textContent, items };
    },
    await response.text(),
  );

  expect(feed.error).toBeUndefined();
  const posts = (await pagesOf(request)).filter((path) => path.startsWith('posts/'));
  expect(feed.items.map(({ link }) => link).sort()).toEqual(posts.map((path) => root + path).sort());
  for (const item of feed.items) {
    await page.goto(item.link.slice(root.length));
    const headings = await page.locator('.post-body > h2').allTextContents();
    expect(headings.length).toBeGreaterThan(0);
    expect(item.headings).toEqual(expect.arrayContaining(headings));
    expect(item.references).toBe(await page.locator('.csl-entry').count());
    expect(item.unwanted).toEqual([]);
    expect(item.addresses.filter((address) => !/^(https?:|mailto:)/.test(address))).toEqual([]);
  }
});

test('robots are told where the sitemap is', async ({ request }) => {
  const robots = await (await request.get('robots.txt')).text();
  expect(robots).toContain(`Sitemap: ${await builtFor(request)}sitemap-index.xml`);
});

test('files with a hash in their name may be kept for ever', async ({ request, baseURL }) => {
  const headers = await (await request.get('_headers')).text();
  const base = new URL(baseURL!).pathname;
  expect(headers).toContain(`\n${base}_astro/*\n  Cache-Control: public, max-age=31536000, immutable\n`);
  expect(headers).toContain(`\n${base}*\n  Content-Security-Policy: frame-ancestors 'self'\n`);
});
