import { hasClass, type Node, replace, walk } from './tree.ts';

/**
 * Rehype plugin, after rehype-katex. KaTeX wraps its MathML in a span, and adds to it the TeX that it was made from; browsers,
 * screen readers and feeds need neither.
 */
export function plainMath() {
  return (tree: Node): void => {
    walk(tree, (node, parent) => {
      if (!hasClass(node, 'katex')) return;
      const math = node.children![0];
      const semantics = math.children![0];
      math.children = semantics.children!.filter((child) => child.tagName !== 'annotation');
      replace(parent, node, [math]);
      return false;
    });
  };
}
