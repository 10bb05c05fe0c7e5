import { peek } from './references.ts';
import { element, hasClass, type Node, replace, walk } from './tree.ts';

/**
 * Rehype plugin. Each footnote mark shows its footnote on hover and focus, without a script; the footnotes themselves
 * stay at the end of the article, with links back.
 */
export function footnotes() {
  return (tree: Node): void => {
    const texts = new Map<string, Node>();
    walk(tree, (node) => {
      const id = String(node.properties?.['id'] ?? '');
      if (node.tagName === 'li' && id.includes('fn-')) texts.set(`#${id}`, node);
    });
    walk(tree, (node, parent) => {
      if (node.tagName !== 'sup') return;
      const link = node.children?.find((child) => texts.has(String(child.properties?.['href'] ?? '')));
      if (!link) return;
      const footnote = texts.get(String(link.properties!['href']))!;
      replace(parent, node, [element('span', { className: ['has-peek'] }, [node, peek(inline(footnote))])]);
      return false;
    });
  };
}

/** A footnote's text without its paragraphs and its arrow back: what may stand inside the paragraph of its mark. */
function inline(footnote: Node): Node {
  const children = (footnote.children ?? [])
    .filter((child) => child.tagName === 'p')
    .flatMap((paragraph) => paragraph.children ?? [])
    .filter(
      (child) =>
        !hasClass(child, 'data-footnote-backref') && child.properties?.['dataFootnoteBackref'] === undefined,
    );
  return { type: 'root', children };
}
