import { loadRenderers } from 'astro:container';
import { render } from 'astro:content';
import { getContainerRenderer as mdxRenderer } from '@astrojs/mdx/container-renderer';
import rss from '@astrojs/rss';
import { getContainerRenderer as svelteRenderer } from '@astrojs/svelte/container-renderer';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { feedHtml } from '../feed-html.ts';
import { listPosts } from '../posts.ts';
import { absolute, site } from '../site.ts';

/** The feed, with the whole text of each article: its labs appear as the static results that the build computed. */
export async function GET() {
  const renderers = await loadRenderers([mdxRenderer(), svelteRenderer()]);
  const container = await AstroContainer.create({ renderers });
  const posts = (await listPosts()).sort((a, b) => b.data.date.getTime() - a.data.date.getTime());
  return rss({
    title: site.name,
    description: site.description,
    site: absolute(),
    trailingSlash: true,
    xmlns: { atom: 'http://www.w3.org/2005/Atom' },
    customData: `<language>${site.language}</language><atom:link href="${absolute('rss.xml')}" rel="self" type="application/rss+xml"/>`,
    items: await Promise.all(
      posts.map(async (post) => {
        const { Content } = await render(post);
        const link = absolute(`posts/${post.id}/`);
        return {
          title: post.data.title,
          description: post.data.description,
          pubDate: post.data.date,
          link,
          content: feedHtml(await container.renderToString(Content), link),
        };
      }),
    ),
  });
}
