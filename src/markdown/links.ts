import { type Node, walk } from './tree.ts';

/**
 * Rehype plugin. Articles name other pages from the root of the site, `/posts/kmeans1d/#proof`, wherever the site will
 * live; here the base path is put in front. Both Markdown links and `<a href="/...">` or `<img src="/...">` written as
 * JSX are served. Links to other sites, to `#a-section` and relative ones stay as they are.
 */
export function baseLinks(base: string) {
  const prefixed = (url: unknown) =>
    typeof url === 'string' && url.startsWith('/') && !url.startsWith('//') ? base + url.slice(1) : url;

  return () => (tree: Node) => {
    walk(tree, (node) => {
      for (const name of ['href', 'src']) {
        if (node.properties?.[name]) node.properties[name] = prefixed(node.properties[name]);
      }
      for (const attribute of node.attributes ?? []) {
        if (attribute.name === 'href' || attribute.name === 'src')
          attribute.value = prefixed(attribute.value);
      }
    });
  };
}
