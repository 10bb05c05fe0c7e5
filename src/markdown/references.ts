import { element, type File, hasClass, type Node, replace, text, walk } from './tree.ts';

const UNRESOLVED = /\[[^[\]]*@[\p{L}\d_][^[\]]*\]/u;
const URL_IN_TEXT = /https?:\/\/[^\s<>]+[^\s<>.,;)]/g;

/**
 * Rehype plugin that runs after rehype-citation and finishes its work: the build stops at a key that references.bib does
 * not have; each citation shows its full reference on hover and focus, without a script; each reference leads back to
 * where it is cited; addresses in references become links.
 */
export function references() {
  return (tree: Node, file: File): void => {
    refuseUnresolved(tree, file);
    const entries = new Map<string, Node>();
    walk(tree, (node) => {
      if (!hasClass(node, 'csl-entry')) return;
      linkAddresses(node);
      entries.set(`#${node.properties!['id']}`, node);
    });

    const places = new Map<string, string[]>();
    walk(tree, (node) => {
      if (!String(node.properties?.['id'] ?? '').startsWith('citation--')) return;
      node.properties = { className: ['cite'] };
      walk(node, (link, parent) => {
        const target = String(link.properties?.['href'] ?? '');
        if (link.tagName !== 'a' || !entries.has(target)) return;
        const cited = places.get(target) ?? [];
        places.set(target, cited);
        const id = `cited-${target.slice(5)}-${cited.length + 1}`;
        cited.push(id);
        link.properties = { ...link.properties, id };
        replace(parent, link, [
          element('span', { className: ['has-peek'] }, [link, peek(entries.get(target)!)]),
        ]);
        return false;
      });
    });

    for (const [target, cited] of places) entries.get(target)!.children!.push(...backlinks(cited));
  };
}

/** What is shown beside a citation or a footnote mark while it is pointed at; feeds and the search index leave it out. */
export function peek(source: Node): Node {
  return element('span', { className: ['peek'], dataPagefindIgnore: '' }, withoutIds(source.children!));
}

function refuseUnresolved(tree: Node, file: File): void {
  walk(tree, (node) => {
    if (node.tagName === 'code' || node.tagName === 'pre' || node.tagName === 'math') return false;
    const found = node.type === 'text' && UNRESOLVED.exec(node.value!);
    if (found) file.fail(`No such key in references.bib, or a citation where none can stand: ${found[0]}`);
  });
}

function linkAddresses(entry: Node): void {
  walk(entry, (node, parent) => {
    if (node.type !== 'text') return;
    const parts: Node[] = [];
    let from = 0;
    for (const { 0: url, index } of node.value!.matchAll(URL_IN_TEXT)) {
      const shown = url.replace(/^https?:\/\/(www\.)?/, '');
      parts.push(text(node.value!.slice(from, index)), element('a', { href: url }, [text(shown)]));
      from = index + url.length;
    }
    if (parts.length > 0) replace(parent, node, [...parts, text(node.value!.slice(from))]);
  });
}

function backlinks(cited: string[]): Node[] {
  return cited.flatMap((id, i) => {
    const label = cited.length > 1 ? `Back to citation ${i + 1}` : 'Back to the citation';
    return [
      text(' '),
      element('a', { href: `#${id}`, className: ['backlink'], ariaLabel: label }, [text('↩')]),
    ];
  });
}

function withoutIds(nodes: Node[]): Node[] {
  return structuredClone(nodes).map((node) => {
    const strip = (n: Node) => {
      delete n.properties?.['id'];
      for (const child of n.children ?? []) strip(child);
    };
    strip(node);
    return node;
  });
}
