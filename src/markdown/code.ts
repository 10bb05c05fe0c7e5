import { element, hasClass, type Node, replace, text, walk } from './tree.ts';

const NAMES: Record<string, string> = {
  bash: 'Shell',
  bibtex: 'BibTeX',
  cpp: 'C++',
  css: 'CSS',
  html: 'HTML',
  js: 'JavaScript',
  json: 'JSON',
  plaintext: 'Text',
  py: 'Python',
  python: 'Python',
  sh: 'Shell',
  text: 'Text',
  ts: 'TypeScript',
};

/** The light theme's grey for comments is made for white: a darker one keeps its contrast on tinted paper. */
const COMMENT = { theirs: '#66707B', ours: '#59636E' };

/**
 * Rehype plugin. Gives each block of code a line above it with its language and a copy button. The button does nothing
 * until the article's script enables it, and style sheets hide it where scripts are off. Words in the block's own colour, which is
 * most of its punctuation, stand without an element of theirs.
 */
export function codeBlocks() {
  return (tree: Node): void => {
    walk(tree, (node, parent) => {
      if (node.tagName !== 'pre' || !hasClass(node, 'astro-code')) return;
      const language = String(
        node.properties!['dataLanguage'] ?? node.properties!['data-language'] ?? 'text',
      );
      const bar = element('div', { className: ['code-bar'] }, [
        element('span', {}, [text(NAMES[language] ?? language)]),
        element('button', { type: 'button', className: ['copy-code'], dataCopy: '', disabled: true }, [
          text('Copy'),
        ]),
      ]);
      const own = styleOf(node).toLowerCase();
      walk(node, (word, line) => {
        const style = styleOf(word);
        if (!style) return;
        if (own.startsWith(style.toLowerCase())) replace(line, word, word.children!);
        else word.properties!['style'] = style.replace(COMMENT.theirs, COMMENT.ours);
      });
      replace(parent, node, [element('div', { className: ['code-block'] }, [bar, node])]);
      return false;
    });
  };
}

const styleOf = ({ properties }: Node): string => String(properties?.['style'] ?? '');
