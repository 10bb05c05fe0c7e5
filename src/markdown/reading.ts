import { type File, type Node, walk } from './tree.ts';

/** Words a minute: a calm pace for technical prose. */
const PACE = 220;
/** Words that a displayed formula or a line of code is worth. */
const PER_FORMULA = 20;
const PER_LINE_OF_CODE = 5;

/** How many minutes it takes to read an article, given its Markdown without front matter. */
export function minutesToRead(markdown: string): number {
  let worth = 0;
  const text = markdown
    .replace(/^```.*\n([\s\S]*?)^```/gm, (_, code: string) => {
      worth += PER_LINE_OF_CODE * code.split('\n').length;
      return '';
    })
    .replace(/^\$\$[\s\S]*?^\$\$/gm, () => {
      worth += PER_FORMULA;
      return '';
    })
    .replace(/^(import|export) .*$/gm, '')
    .replace(/<[^>]*>/g, ' ');
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu)?.length ?? 0;
  return Math.max(1, Math.round((words + worth) / PACE));
}

/** Remark plugin. Leaves in the front matter as `math` whether an article has formulas: only then its page loads KaTeX's styles. */
export function findMath() {
  return (tree: Node, file: File): void => {
    let math = false;
    walk(tree, ({ type }) => {
      math ||= type === 'math' || type === 'inlineMath';
    });
    file.data.astro!.frontmatter!['math'] = math;
  };
}
