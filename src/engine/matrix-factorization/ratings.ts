import { InvalidInputError } from '../errors.ts';

/** A matrix of `rows` x `columns` numbers, row after row. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** A matrix D of which not every cell is known. */
export interface MaskedMatrix extends Matrix {
  /** W: 1 where D is observed, 0 where it is not; as long as `values`. What `values` holds there does not matter. */
  mask: Uint8Array;
}

/** The observed cells of a matrix D, by row, then by column; no cell occurs twice. */
export interface Ratings {
  rows: number;
  columns: number;
  /** Row and column of each observed cell, from 0. */
  row: Uint32Array;
  column: Uint32Array;
  value: Float64Array;
}

/** The observed cells of a matrix that is held whole. */
export function observed(matrix: MaskedMatrix): Ratings {
  const { rows, columns, values, mask } = matrix;
  const count = mask.reduce((sum, bit) => sum + (bit ? 1 : 0), 0);
  const ratings = emptyRatings(rows, columns, count);
  let at = 0;
  for (let cell = 0; cell < values.length; cell++) {
    if (!mask[cell]) continue;
    ratings.row[at] = Math.floor(cell / columns);
    ratings.column[at] = cell % columns;
    ratings.value[at] = values[cell] as number;
    at++;
  }
  return ratings;
}

/** The matrix held whole, with 0 where nothing is observed. Only for small ones: rows x columns numbers. */
export function dense(ratings: Ratings): MaskedMatrix {
  const { rows, columns, row, column, value } = ratings;
  const values = new Float64Array(rows * columns);
  const mask = new Uint8Array(rows * columns);
  for (let i = 0; i < value.length; i++) {
    const cell = (row[i] as number) * columns + (column[i] as number);
    values[cell] = value[i] as number;
    mask[cell] = 1;
  }
  return { rows, columns, values, mask };
}

export function emptyRatings(rows: number, columns: number, count: number): Ratings {
  return {
    rows,
    columns,
    row: new Uint32Array(count),
    column: new Uint32Array(count),
    value: new Float64Array(count),
  };
}

/** Refuses what cannot be factorized: nothing observed, a number that is not finite, cells out of order or out of range. */
export function checkRatings(ratings: Ratings): void {
  const { rows, columns, row, column, value } = ratings;
  if (value.length === 0) {
    throw new InvalidInputError('No cell of the matrix is observed. Enter at least one number.');
  }
  for (let i = 0; i < value.length; i++) {
    const [r, c] = [row[i] as number, column[i] as number];
    const inside = r < rows && c < columns;
    const ordered = i === 0 || r > (row[i - 1] as number) || c > (column[i - 1] as number);
    if (!inside || (!ordered && r === row[i - 1]) || (i > 0 && r < (row[i - 1] as number))) {
      throw new RangeError(`observed cell ${i} is out of range or out of order`);
    }
    if (!Number.isFinite(value[i])) {
      throw new InvalidInputError(
        `The cell in row ${r + 1}, column ${c + 1} does not hold a finite number. Correct it, or hide it.`,
      );
    }
  }
}
