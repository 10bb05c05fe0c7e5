import { writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';

/**
 * Writes `_headers`, which Netlify and Cloudflare Pages read: how long files may be kept, and what browsers must not do
 * with the pages. Other hosts ignore it, and the site needs none of it to work.
 */
export function hostingFiles(base: string): AstroIntegration {
  return {
    name: 'hosting-files',
    hooks: {
      'astro:build:done': ({ dir }) => writeFile(new URL('_headers', dir), headers(base)),
    },
  };
}

/** The text of `_headers` for a site that lives at `base`, which starts and ends with a slash. */
export function headers(base: string): string {
  return `# The pages carry their content policy themselves; a frame-ancestors rule works only as a header.
${base}*
  Content-Security-Policy: frame-ancestors 'self'
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff
  # No lab needs shared memory. A host that wants cross-origin isolation all the same may add:
  # Cross-Origin-Opener-Policy: same-origin
  # Cross-Origin-Embedder-Policy: require-corp

# Files whose names carry a hash of their content never change.
${base}_astro/*
  Cache-Control: public, max-age=31536000, immutable
`;
}
