import { grouped } from '../../grouped.ts';

/** Why something is said of a column. */
export type Why = 'constant' | 'blank' | 'mean' | 'category' | 'many';

/** What is said of a column, in a sentence of its own. */
export interface Notice {
  why: Why;
  column: string;
  sentence: string;
}

const TOGETHER: Record<Exclude<Why, 'many'>, string> = {
  constant: 'columns are the same in all rows, and were left out',
  blank: 'columns are known in no row, and were left out',
  mean: 'columns of numbers are not known in some rows; their means stand there',
  category: 'columns are not known in some rows; that is a category of its own, “(missing)”',
};
/** So many sentences are said of one kind; more become one. */
const MOST = 4;
const NAMED = 3;

/** The sentences, in order; of more than a few of one kind one is made, which names the first columns. */
export function sentencesOf(notices: readonly Notice[]): string[] {
  const kinds = new Set(notices.map(({ why }) => why));
  return [...kinds].flatMap((why) => {
    const alike = notices.filter((notice) => notice.why === why);
    if (why === 'many' || alike.length <= MOST) return alike.map(({ sentence }) => sentence);
    const named = alike.slice(0, NAMED).map(({ column }) => `“${column}”`);
    return [
      `${grouped(alike.length)} ${TOGETHER[why]}: ${named.join(', ')} and ${grouped(alike.length - NAMED)} more.`,
    ];
  });
}
