import type { Part } from './channels.ts';
import type { Turned } from './turned.ts';

const NAMES = ['red', 'green', 'blue'];

/**
 * P and Q as CSV: one line for each row of P, and for each column of Q. A row of P times a column of Q, with the mean
 * that stands beside the latter added, is a pixel from 0 to 1.
 */
export function factorsCsv(
  factors: readonly { part: Part; factors: Turned }[],
  gray: boolean,
): { P: string; Q: string } {
  const k = factors[0]?.factors.strengths.length ?? 0;
  const numbered = (letter: string) => Array.from({ length: k }, (_, f) => `${letter}${f + 1}`).join(',');
  const P = [`channel,row,${numbered('p')}`];
  const Q = [`channel,column,mean,${numbered('q')}`];
  for (const {
    part,
    factors: { P: left, Q: above },
  } of factors) {
    const { rows, columns } = part.ratings;
    const name = gray ? 'gray' : part.channels.length > 1 ? 'all' : NAMES[part.channels[0]];
    for (let i = 0; i < rows; i++) P.push(`${name},${i + 1},${left.subarray(i * k, (i + 1) * k).join(',')}`);
    const width = columns / part.channels.length;
    for (let j = 0; j < columns; j++) {
      const place = Math.floor(j / width);
      const numbers = Array.from({ length: k }, (_, f) => above[f * columns + j]);
      const channel = gray ? 'gray' : NAMES[part.channels[place]];
      Q.push(`${channel},${(j % width) + 1},${part.means[place]},${numbers.join(',')}`);
    }
  }
  return { P: `${P.join('\n')}\n`, Q: `${Q.join('\n')}\n` };
}
