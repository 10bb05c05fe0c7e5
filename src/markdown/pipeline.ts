import rehypeCitation from 'rehype-citation';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';
import { codeBlocks } from './code.ts';
import { footnotes } from './footnotes.ts';
import { baseLinks } from './links.ts';
import { plainMath } from './math.ts';
import { findMath } from './reading.ts';
import { references } from './references.ts';
import { scrollingTables } from './scroll.ts';
import { variables } from './variables.ts';

/** How an article's Markdown becomes HTML: options of Astro's `unified()`, for a site that lives at `base`. The order matters. */
export function pipeline(base: string) {
  return {
    remarkPlugins: [remarkMath, variables, findMath],
    remarkRehype: { footnoteLabel: 'Notes', footnoteLabelProperties: { className: ['notes'] } },
    rehypePlugins: [
      [rehypeKatex, { output: 'mathml' }],
      plainMath,
      [
        rehypeCitation,
        {
          bibliography: './src/content/references.bib',
          csl: 'apa',
          linkCitations: true,
          path: process.cwd(),
        },
      ],
      references,
      footnotes,
      codeBlocks,
      scrollingTables,
      baseLinks(base),
    ],
  };
}
