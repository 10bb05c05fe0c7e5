import type { Format } from './layout.ts';

const PAIR = /^(?:-?\d+|qid):[^:]*$/;
const TRIPLE = /^-?\d+:-?\d+:[^:]*$/;
const ENDINGS: readonly [RegExp, Format][] = [
  [/\.(?:svm|libsvm|svmlight|libfm|fm)(?:\.txt)?$/i, 'libsvm'],
  [/\.(?:ffm|libffm)(?:\.txt)?$/i, 'libffm'],
  [/\.(?:csv|tsv|tab)$/i, 'csv'],
];

/** What a line of libSVM says, by blanks: the target, then its features. What follows a # is left out. */
export const tokensOf = (line: string): string[] => {
  const text = line.replace(/(?:^|[ \t])#.*$/s, '').trim();
  return text === '' ? [] : text.split(/[ \t]+/);
};

/** The format of a file by its first lines, and where these do not tell by the ending of its name. */
export function guessFormat(lines: readonly string[], name = ''): Format {
  const tokens = lines.flatMap((line) => tokensOf(line).slice(1));
  const share = (pattern: RegExp) => tokens.filter((token) => pattern.test(token)).length / tokens.length;
  if (tokens.length > 0 && share(TRIPLE) >= 0.6) return 'libffm';
  if (tokens.length > 0 && share(PAIR) >= 0.6) return 'libsvm';
  const told = ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? 'csv';
  return told !== 'csv' && tokens.some((token) => token.includes(':')) ? told : 'csv';
}
