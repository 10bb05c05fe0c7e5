import type { Expression } from './expression.ts';

/** What a node is made of, none, one or two nodes. */
export const partsOf = (node: Expression): readonly Expression[] =>
  'of' in node ? [node.of] : 'left' in node ? [node.left, node.right] : [];

/**
 * All nodes that the given ones are made of, these included, each once and after its parts. Nothing beneath `leaves`. `parts` may
 * name others than those of the tree.
 */
export function reachable(
  roots: readonly Expression[],
  { leaves, parts = partsOf }: { leaves?: ReadonlySet<Expression>; parts?: typeof partsOf } = {},
): Expression[] {
  const found = new Set<Expression>();
  const waiting = [...roots];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (found.has(node)) continue;
    found.add(node);
    if (!leaves?.has(node)) waiting.push(...parts(node));
  }
  return [...found].sort((a, b) => a.id - b.id);
}
