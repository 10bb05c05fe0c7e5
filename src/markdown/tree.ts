/** A node of the trees that remark and rehype hand to a plugin: as much of it as these plugins touch. */
export interface Node {
  type: string;
  tagName?: string;
  name?: string;
  value?: string;
  properties?: Record<string, unknown>;
  attributes?: { type: string; name?: string; value?: unknown }[];
  data?: Record<string, unknown>;
  children?: Node[];
}

/** The part of a virtual file that these plugins use: where to leave front matter, and how to stop the build. */
export interface File {
  data: { astro?: { frontmatter?: Record<string, unknown> } };
  fail(reason: string): never;
}

/** Visits every node below `root`, parents first. Return `false` to leave a node's children alone. */
export function walk(root: Node, visit: (node: Node, parent: Node) => unknown): void {
  for (const node of [...(root.children ?? [])]) {
    if (visit(node, root) !== false) walk(node, visit);
  }
}

/** Makes an element. */
export function element(tagName: string, properties: Record<string, unknown>, children: Node[] = []): Node {
  return { type: 'element', tagName, properties, children };
}

/** Makes a text node. */
export function text(value: string): Node {
  return { type: 'text', value };
}

/** All the text below a node, as a reader would copy it. */
export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

/** Whether an element carries a class. */
export function hasClass(node: Node, name: string): boolean {
  const { className, class: plain } = node.properties ?? {};
  return [className, plain].flat().join(' ').split(' ').includes(name);
}

/** Puts `replacement` where `node` stands in its parent. */
export function replace(parent: Node, node: Node, replacement: Node[]): void {
  parent.children!.splice(parent.children!.indexOf(node), 1, ...replacement);
}
