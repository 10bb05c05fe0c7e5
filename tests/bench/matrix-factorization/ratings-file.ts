import { MOVIELENS_SHAPES, simulatedRatings } from '../../../src/engine/matrix-factorization/simulated.ts';
import { seeded } from '../../../src/engine/random.ts';

/** The forms of MovieLens' files: u.data of the 100k set, in no order, and ratings.csv of newer ones, by user. */
export const FORMS = {
  'u.data': { delimiter: '\t', header: false },
  'ratings.csv': { delimiter: ',', header: true },
};
export type Form = keyof typeof FORMS;

/** A file of `lines` simulated ratings, the same bytes for everybody. */
export function ratingsFile(form: Form, lines: number): Uint8Array {
  const random = seeded(4);
  const { rows, columns, count } = MOVIELENS_SHAPES['1m'];
  const share = Math.min(1, lines / count);
  const shape = { rows: Math.ceil(rows * share), columns, count: lines };
  const { ratings } = simulatedRatings({ ...shape, rank: 2, noise: 0.75, random });
  const { row, column, value } = ratings;
  const time = () => 950_000_000 + Math.floor(90_000_000 * random());
  const texts = Array.from(value, (rating, i) => {
    const [user, item] = [row[i] + 1, column[i] + 1];
    if (form === 'u.data') return `${user}\t${item}\t${clamped(rating, 1, 5)}\t${time()}`;
    return `${user},${item},${(clamped(2 * rating, 1, 10) / 2).toFixed(1)},${time()}`;
  });
  if (form === 'u.data') shuffle(texts, random);
  else texts.unshift('userId,movieId,rating,timestamp');
  return new TextEncoder().encode(`${texts.join('\n')}\n`);
}

function clamped(rating: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(rating)));
}

function shuffle(items: string[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * random());
    [items[i], items[j]] = [items[j], items[i]];
  }
}
