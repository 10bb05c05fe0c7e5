/**
 * Draws what previews of the site show, and its icons, into public/: social/site.png, social/<slug>.png for each post, the PNG
 * favicons. Run it by hand after adding a post or changing its title: `node tools/social-cards.ts`. Same machine, same bytes.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { heroDrawing } from '../src/components/site/hero.build.ts';
import { BOX, dot } from '../src/components/site/strands.ts';
import { findChromium } from './toolchain.mjs';

const POSTS = 'src/content/posts';
const FONT = 'node_modules/@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2';

const { ticks, bundles } = heroDrawing();
const { strands, centroids } = bundles.find(({ k }) => k === 8)!;
const dots = centroids.map(
  ({ at, share }) =>
    `<path d="${dot(at)}" stroke="#b0380f" stroke-linecap="round" stroke-width="${8 + 34 * Math.sqrt(share)}"/>`,
);
const drawing = `<svg viewBox="0 0 ${BOX.width} ${BOX.height}" preserveAspectRatio="none">
  <g fill="none" vector-effect="non-scaling-stroke">
    <path d="${ticks}" stroke="#1d1b19" stroke-width="1.25" opacity=".75"/>
    <path d="${strands}" stroke="#1d1b19" stroke-width="1" opacity=".3"/>${dots.join('')}
  </g>
</svg>`;

/** The page that becomes a card: a headline above the drawing. */
function card(headline: string, foot: string): string {
  return `<!doctype html><style>
    @font-face { font-family: Card; src: url(data:font/woff2;base64,${readFileSync(FONT, 'base64')}) }
    * { margin: 0; box-sizing: border-box }
    body { width: 1200px; height: 630px; padding: 72px 80px 56px; background: #fbfaf7; color: #1d1b19; font-family: Card;
      display: flex; flex-direction: column }
    h1 { font-size: 72px; font-weight: 400; line-height: 1.12; letter-spacing: -0.015em; text-wrap: balance; flex: 1 }
    svg { width: 1200px; height: 250px; margin: 0 -80px; overflow: visible }
    path { vector-effect: non-scaling-stroke }
    p { font-size: 30px; color: #5d5852; margin-top: 28px }
  </style><h1>${escaped(headline)}</h1>${drawing}<p>${escaped(foot)}</p>`;
}

/** The title in a post's front matter, which is a quoted or plain YAML string on one line. */
function titleOf(file: string): string {
  const [, raw] = /^title: *(.+)$/m.exec(readFileSync(`${POSTS}/${file}`, 'utf8'))!;
  if (raw.startsWith("'")) return raw.slice(1, -1).replaceAll("''", "'");
  return raw.startsWith('"') ? JSON.parse(raw) : raw;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

mkdirSync('public/social', { recursive: true });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1200, height: 630 } });

async function shoot(html: string, path: string): Promise<void> {
  await page.setContent(html);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path, omitBackground: true });
  console.log(path);
}

await shoot(card('Describing data with fewer numbers', 'Fewer Numbers'), 'public/social/site.png');
for (const file of readdirSync(POSTS).filter((name) => name.endsWith('.mdx'))) {
  await shoot(card(titleOf(file), 'Fewer Numbers'), `public/social/${file.replace('.mdx', '')}.png`);
}

const icon = readFileSync('public/favicon.svg', 'utf8');
for (const [name, size, padding, paper] of [
  ['favicon', 48, 0, 'transparent'],
  ['apple-touch-icon', 180, 26, '#fbfaf7'],
] as const) {
  await page.setViewportSize({ width: size, height: size });
  await shoot(
    `<style>body { margin: 0; padding: ${padding}px; background: ${paper} } svg { display: block }</style>${icon}`,
    `public/${name}.png`,
  );
}
await browser.close();
