import { readFileSync } from 'node:fs';
import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig, fontProviders } from 'astro/config';
import { computedModules } from './src/computed.ts';
import { hostingFiles } from './src/hosting.ts';
import { pipeline } from './src/markdown/pipeline.ts';
import { pageStyles } from './src/page-styles.ts';

// Where the site will live: SITE_URL=https://example.org/some/sub/path builds for that address. Nothing else needs to know it.
const address = new URL(process.env.SITE_URL ?? 'http://localhost:4321/');
const base = address.pathname.endsWith('/') ? address.pathname : `${address.pathname}/`;

const serif = (weight, style) => ({
  src: [`@fontsource/source-serif-4/files/source-serif-4-latin-${weight}-${style}.woff2`],
  weight,
  style,
});

/** Shiki leaves a line in one colour when it takes more than half a second, as it may on a busy machine: let it take its time. */
const unhurried = {
  name: 'unhurried',
  preprocess(code, options) {
    options.tokenizeTimeLimit = 0;
    return code;
  },
};

// The parts of tfjs that workers load when they need them; the development server would find them only then, and reload the page.
const importsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/from '(@tensorflow\/[^'?]+)'/g)].map(([, name]) => name);

export default defineConfig({
  site: address.origin,
  base,
  trailingSlash: 'always',
  // A line break in a template is a space on the page; Astro's default would drop it beside a tag or an expression.
  compressHTML: true,
  // Astro does not hash the styles it inlines for components inside MDX, and the policy below would then refuse them.
  build: { inlineStylesheets: 'never' },
  integrations: [mdx(), svelte(), sitemap(), pageStyles(), hostingFiles(base)],
  markdown: {
    processor: unified(pipeline(base)),
    shikiConfig: {
      themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
      defaultColor: false,
      transformers: [unhurried],
    },
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
      options: { variants: [serif(400, 'normal'), serif(400, 'italic'), serif(600, 'normal')] },
    },
  ],
  vite: {
    plugins: [computedModules()],
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      assetsInlineLimit: 0, // scripts, styles and WASM are files that all pages share; the budget of a page is for its text
    },
    optimizeDeps: {
      include: [
        'comlink',
        'fflate',
        '@jsquash/oxipng/codec/pkg/squoosh_oxipng.js',
        ...importsOf('src/engine/matrix-factorization/tfjs/gradients.ts'),
        ...importsOf('src/lib/tfjs/cpu.ts'),
        ...importsOf('src/lib/tfjs/wasm.ts'),
      ],
    },
  },
});
