import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig, fontProviders } from 'astro/config';
import rehypeCitation from 'rehype-citation';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';

// Where the site will live: SITE_URL=https://example.org/some/sub/path builds for that address. Nothing else needs to know it.
const address = new URL(process.env.SITE_URL ?? 'http://localhost:4321/');
const base = address.pathname.endsWith('/') ? address.pathname : `${address.pathname}/`;

export default defineConfig({
  site: address.origin,
  base,
  trailingSlash: 'always',
  integrations: [mdx(), svelte(), sitemap()],
  markdown: {
    processor: unified({
      remarkPlugins: [remarkMath],
      rehypePlugins: [
        rehypeKatex,
        [
          rehypeCitation,
          { bibliography: './src/content/references.bib', csl: 'apa', linkCitations: true, path: process.cwd() },
        ],
      ],
    }),
    shikiConfig: { themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }, defaultColor: false },
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
      ],
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'", { resource: "'unsafe-inline'", kind: 'attribute' }] },
    },
  },
  fonts: [
    {
      provider: fontProviders.local(),
      name: 'Source Serif 4',
      cssVariable: '--font-serif',
      fallbacks: ['Georgia', 'serif'],
      options: {
        variants: [
          { src: ['@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2'], weight: 400, style: 'normal' },
          { src: ['@fontsource/source-serif-4/files/source-serif-4-latin-400-italic.woff2'], weight: 400, style: 'italic' },
          { src: ['@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2'], weight: 600, style: 'normal' },
        ],
      },
    },
  ],
  vite: {
    worker: { format: 'es' },
    build: { target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], assetsInlineLimit: (file) => (file.endsWith('.wasm') ? false : undefined) },
    optimizeDeps: { include: ['comlink'] },
  },
});
