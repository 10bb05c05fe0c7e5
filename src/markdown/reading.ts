import { type File, type Node, walk } from './tree.ts';

/** Words a minute: a calm pace for technical prose. */
const PACE = 220;
/** Words that a displayed formula or a line of code is worth. */
const PER_FORMULA = 20;
const PER_LINE_OF_CODE = 5;

/**
 * Remark plugin. Leaves two facts about an article in its front matter, for the layout: `minutes`, how long it takes to
 * read, and `math`, whether it has a formula (only then does its page load the font for them).
 */
export function readingFacts() {
  return (tree: Node, file: File): void => {
    let words = 0;
    let math = false;
    walk(tree, (node) => {
      if (node.type === 'text' || node.type === 'inlineCode')
        words += node.value!.split(/\s+/).filter(Boolean).length;
      if (node.type === 'code') words += PER_LINE_OF_CODE * node.value!.split('\n').length;
      if (node.type === 'math') words += PER_FORMULA;
      if (node.type === 'math' || node.type === 'inlineMath') math = true;
    });
    Object.assign(file.data.astro!.frontmatter!, { minutes: Math.max(1, Math.round(words / PACE)), math });
  };
}
