import { probability } from './insight/words.ts';
import { groupName } from './passengers.ts';
import type { Group, Passengers, Point } from './views.ts';

/** The groups that somebody was of. */
export const aboard = ({ groups }: Passengers): Group[] => groups.filter(({ people }) => people > 0);

/** A share, as the table prints it: 32.6%. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** A difference of shares in percentage points: +3.2, −0.1, 0.0. */
export function points(difference: number): string {
  const text = Math.abs(100 * difference).toFixed(1);
  if (text === '0.0') return text;
  return (difference < 0 ? '−' : '+') + text;
}

const COLUMNS = [
  'class',
  'sex',
  'age',
  'people',
  'survived',
  'share',
  'linear',
  'linear_minus_share',
  'fm',
  'fm_minus_share',
];

/** The table of groups, in full precision, as CSV. Groups of nobody have no share. */
export function groupsCsv(passengers: Passengers, { linear, fm }: Point): string {
  const lines = passengers.groups.map((group, i) => {
    const { people, survived } = group;
    const [a, b] = [probability(linear.scores[i]), probability(fm.scores[i])];
    const share = survived / people;
    const cells = people > 0 ? [share, a, a - share, b, b - share] : ['', a, '', b, ''];
    return [groupName(passengers, group).replaceAll(', ', ','), people, survived, ...cells].join(',');
  });
  return `${COLUMNS.join(',')}\n${lines.join('\n')}\n`;
}
