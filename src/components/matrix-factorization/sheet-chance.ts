import { seeded } from '../../engine/random.ts';
import { type Cell, cellOf, HOLE, isObserved, type Sheet } from './sheet.ts';
import { type Edit, lockedNote } from './sheet-edits.ts';

/**
 * Ratings from 1 to 5 that two hidden tastes explain but for some whim, with about a third left out, for all cells that are not
 * locked. The same for the same seed.
 */
export function randomRatings(sheet: Sheet, seed: number): Edit {
  const random = seeded(seed);
  const taste = (count: number) => Array.from({ length: count }, () => [random(), random()]);
  const [people, films] = [taste(sheet.rows.length), taste(sheet.columns.length)];
  let kept = 0;
  const cells = sheet.cells.map((cell, i) => {
    const person = people[Math.floor(i / films.length)];
    const film = films[i % films.length];
    const liking = 1 + 4.5 * (person[0] * film[0] + person[1] * film[1]) + (random() - 0.5);
    const next = random() < 0.35 ? HOLE : cellOf(String(Math.min(5, Math.max(1, Math.round(liking)))));
    if (!cell.locked) return next;
    if (cell.text !== next.text) kept++;
    return cell;
  });
  return { sheet: { ...sheet, cells }, note: lockedNote(kept) };
}

/** Hides every fifth of the numbers that take part and are not locked, drawn by chance; at least one stays. */
export function hideSome(sheet: Sheet, seed: number): Edit {
  const random = seeded(seed);
  const free = sheet.cells.flatMap((cell: Cell, i) => (isObserved(cell) && !cell.locked ? [i] : []));
  const count = Math.min(Math.ceil(free.length / 5), sheet.cells.filter(isObserved).length - 1);
  const drawn = new Set<number>();
  for (let left = count; left > 0; left--) {
    for (const cell of free.splice(Math.floor(random() * free.length), 1)) drawn.add(cell);
  }
  const cells = sheet.cells.map((cell, i) => (drawn.has(i) ? { ...cell, hidden: true } : cell));
  return { sheet: { ...sheet, cells }, note: count > 0 ? '' : 'There is nothing left to hide.' };
}
