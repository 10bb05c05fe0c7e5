import { cellText, shade, signedShade } from './shades.ts';
import { isHole, isObserved, type Sheet } from './sheet.ts';
import type { Point } from './views.ts';

/** One cell of a coloured table. */
export interface Printed {
  text: string;
  /** Its shade, and `guess` for a prediction of what is not observed. */
  look: string;
}

/** X = PQ, row after row. */
export function productOf({ P, Q }: Point, rows: number, columns: number, k: number): Float64Array {
  const X = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let f = 0; f < k; f++) {
      for (let j = 0; j < columns; j++) X[i * columns + j] += P[i * k + f] * Q[f * columns + j];
    }
  }
  return X;
}

/** The entries of a factor; the shades are those of the largest of both. */
export function printFactor(values: ArrayLike<number>, most: number): Printed[] {
  return Array.from(values, (value) => ({ text: cellText(value), look: signedShade(value, most) }));
}

/** Rows of `left`, each `width` cells, with those of `right` behind them; the first of these begins at an edge. */
export function inFrontOf(left: Printed[], width: number, right: Printed[], n: number): Printed[] {
  const rows = right.length / n;
  const cells: Printed[] = [];
  for (let i = 0; i < rows; i++) {
    for (let f = 0; f < width; f++) cells.push(left[i * width + f]);
    for (let j = 0; j < n; j++) {
      const cell = right[i * n + j];
      cells.push(j === 0 ? { ...cell, look: `${cell.look} edge` } : cell);
    }
  }
  return cells;
}

/** Predictions, in the shades of D; those of holes and hidden cells stand out. */
export function printProduct(X: Float64Array, sheet: Sheet, least: number, most: number): Printed[] {
  return Array.from(X, (value, i) => ({
    text: cellText(value),
    look: shade(value, least, most) + (isObserved(sheet.cells[i]) ? '' : ' guess'),
  }));
}

/** What PQ misses of D, where a number is known; of hidden cells, too, marked. */
export function printResidual(X: Float64Array, sheet: Sheet, span: number): Printed[] {
  return Array.from(X, (value, i) => {
    const cell = sheet.cells[i];
    if (isHole(cell) || !Number.isFinite(cell.value)) return { text: '', look: '' };
    const residual = cell.value - value;
    return { text: cellText(residual), look: signedShade(residual, span) + (cell.hidden ? ' guess' : '') };
  });
}

/** Root mean square of what the predictions miss of the numbers that `which` picks; NaN where there are none. */
export function rmseOf(X: Float64Array, sheet: Sheet, which: 'observed' | 'hidden'): number {
  let [sum, count] = [0, 0];
  for (const [i, cell] of sheet.cells.entries()) {
    if (!Number.isFinite(cell.value) || cell.hidden !== (which === 'hidden')) continue;
    sum += (cell.value - X[i]) ** 2;
    count++;
  }
  return Math.sqrt(sum / count);
}

/** The largest size of a number of either factor. */
export function largest({ P, Q }: Point): number {
  let most = 0;
  for (const values of [P, Q]) {
    for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) > most) most = Math.abs(values[i]);
  }
  return most;
}
