import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** A post: one MDX file in content/posts; its file name is its slug, and its URL is /posts/<slug>/. */
const posts = defineCollection({
  loader: glob({ pattern: '**/[^_]*.mdx', base: './src/content/posts' }),
  schema: z.object({
    /** Headline, in sentence case, without a full stop. */
    title: z.string().max(90),
    /** One or two sentences: the card on the home page, the feed, search results and social cards. */
    description: z.string().min(50).max(240),
    /** Day of first publication. */
    date: z.coerce.date(),
    /** Day of the last change a reader would notice. */
    updated: z.coerce.date().optional(),
    /** Drafts are built by `npm run dev` alone, and appear in no list or feed. */
    draft: z.boolean().default(false),
    /** Place in the list of articles, lowest first. */
    order: z.number().int(),
    /** The article this one mirrors. */
    original: z.object({
      title: z.string(),
      author: z.string(),
      date: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
      url: z.url(),
    }),
    /** What this post has that the original has not, as a sentence that follows "This article adds". */
    adds: z.string(),
  }),
});

/** Whose work the site uses: public/CREDITS.md, which is also a file of the site, shown on the about page. */
const credits = defineCollection({ loader: glob({ pattern: 'CREDITS.md', base: './public' }) });

export const collections = { posts, credits };
