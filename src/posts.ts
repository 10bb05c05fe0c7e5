import { type CollectionEntry, getCollection } from 'astro:content';
import { existsSync } from 'node:fs';
import { absolute, isoDate, site } from './site.ts';

export type Post = CollectionEntry<'posts'>;

/** The posts that this build shows, in reading order: drafts appear while developing and nowhere else. */
export async function listPosts(): Promise<Post[]> {
  const posts = await getCollection('posts', ({ data }) => import.meta.env.DEV || !data.draft);
  return posts.sort((a, b) => a.data.order - b.data.order);
}

/** The file under /social/ that previews of a post show: its own card, or the site's. */
export function cardOf(post: Post): string {
  return existsSync(`public/social/${post.id}.png`) ? `${post.id}.png` : 'site.png';
}

/** A BibTeX entry for a post. */
export function bibtexOf({ id, data }: Post): string {
  const [year, month, day] = isoDate(data.date).split('-').map(Number);
  return `@misc{fewer-numbers-${id},
  author = {{${site.author}}},
  title  = {{${data.title}}},
  year   = {${year}},
  month  = {${month}},
  day    = {${day}},
  url    = {${absolute(`posts/${id}/`)}}
}`;
}
