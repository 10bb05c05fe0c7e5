import { element, type Node, replace, walk } from './tree.ts';

/** Rehype plugin. Puts each Markdown table into a box of its own, so that a wide one scrolls there and not the page. */
export function scrollingTables() {
  return (tree: Node): void => {
    walk(tree, (node, parent) => {
      if (node.tagName !== 'table') return;
      replace(parent, node, [element('div', { className: ['scroll-box'] }, [node])]);
      return false;
    });
  };
}
