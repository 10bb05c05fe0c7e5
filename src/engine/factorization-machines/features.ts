import { InvalidInputError } from '../errors.ts';

/** A design matrix that is held whole: n rows of d numbers, row after row. */
export interface DenseFeatures {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** A design matrix of which only what is not 0 is held, row after row (CSR): entry i says that a row has `value[i]` in `column[i]`. */
export interface SparseFeatures {
  rows: number;
  columns: number;
  /** Where the entries of each row begin, and behind them the end: rows + 1 numbers. */
  start: Uint32Array;
  /** Column of each entry, from 0; ascending within a row. */
  column: Uint32Array;
  value: Float64Array;
}

/** X: a row for each sample, a column for each feature. */
export type Features = DenseFeatures | SparseFeatures;

export const isSparse = (X: Features): X is SparseFeatures => 'start' in X;

/** A matrix from rows of numbers, all as long. */
export function denseFeatures(rows: readonly ArrayLike<number>[]): DenseFeatures {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns) throw new RangeError(`row ${i} has ${row.length} numbers, not ${columns}`);
    values.set(row, i * columns);
  }
  return { rows: rows.length, columns, values };
}

/** The same numbers as entries; those that are 0 are left out. Copies unless X is sparse already. */
export function sparse(X: Features): SparseFeatures {
  if (isSparse(X)) return X;
  const { rows, columns, values } = X;
  const count = values.reduce((sum, value) => sum + (value !== 0 ? 1 : 0), 0);
  const start = new Uint32Array(rows + 1);
  const column = new Uint32Array(count);
  const value = new Float64Array(count);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const x = values[i * columns + j];
      if (x === 0) continue;
      column[at] = j;
      value[at++] = x;
    }
    start[i + 1] = at;
  }
  return { rows, columns, start, column, value };
}

/** Writes rows `order[from]` to `order[to - 1]` of X into `into`, whole and one behind the other. */
export function fillRows(
  into: Float64Array | Float32Array,
  X: Features,
  order: Uint32Array,
  from: number,
  to: number,
): void {
  const { columns } = X;
  if (!isSparse(X)) {
    for (let i = from; i < to; i++) {
      const row = order[i];
      into.set(X.values.subarray(row * columns, (row + 1) * columns), (i - from) * columns);
    }
    return;
  }
  into.fill(0, 0, (to - from) * columns);
  for (let i = from; i < to; i++) {
    const row = order[i];
    const end = X.start[row + 1];
    for (let e = X.start[row]; e < end; e++) into[(i - from) * columns + X.column[e]] = X.value[e];
  }
}

/** The rows named, in that order, as a matrix of their own and of the same form. */
export function pickRows(X: Features, order: Uint32Array): Features {
  const { columns } = X;
  const rows = order.length;
  if (!isSparse(X)) {
    const values = new Float64Array(rows * columns);
    fillRows(values, X, order, 0, rows);
    return { rows, columns, values };
  }
  const start = new Uint32Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    const row = order[i];
    start[i + 1] = start[i] + X.start[row + 1] - X.start[row];
  }
  const column = new Uint32Array(start[rows]);
  const value = new Float64Array(column.length);
  for (let i = 0; i < rows; i++) {
    const row = order[i];
    const [begin, end] = [X.start[row], X.start[row + 1]];
    column.set(X.column.subarray(begin, end), start[i]);
    value.set(X.value.subarray(begin, end), start[i]);
  }
  return { rows, columns, start, column, value };
}

/** Calls `visit` with column and value of what is not 0 in a row, in order of columns. */
export function visitRow(X: Features, row: number, visit: (column: number, value: number) => void): void {
  if (isSparse(X)) {
    const end = X.start[row + 1];
    for (let e = X.start[row]; e < end; e++) visit(X.column[e], X.value[e]);
    return;
  }
  for (let j = 0; j < X.columns; j++) {
    const value = X.values[row * X.columns + j];
    if (value !== 0) visit(j, value);
  }
}

/** Refuses what is no matrix, and numbers that are not finite. */
export function checkFeatures(X: Features): void {
  const { rows, columns } = X;
  if (rows === 0 || columns === 0)
    throw new InvalidInputError(
      `The data have ${rows} rows and ${columns} features. Give at least one row and one feature.`,
    );
  if (!isSparse(X)) {
    if (X.values.length !== rows * columns)
      throw new RangeError(`${X.values.length} numbers are no ${rows} x ${columns} matrix`);
    const bad = X.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw notFinite(Math.floor(bad / columns), bad % columns);
    return;
  }
  if (X.start.length !== rows + 1 || X.start[rows] !== X.value.length || X.column.length !== X.value.length)
    throw new RangeError('the entries of the sparse matrix do not belong to its rows');
  for (let row = 0; row < rows; row++) {
    const [begin, end] = [X.start[row], X.start[row + 1]];
    if (begin > end) throw new RangeError(`the entries of row ${row} end before they begin`);
    let last = -1;
    for (let e = begin; e < end; e++) {
      const column = X.column[e];
      if (column <= last || column >= columns)
        throw new RangeError(`entry ${e} is out of order, or in no column of the matrix`);
      if (!Number.isFinite(X.value[e])) throw notFinite(row, column);
      last = column;
    }
  }
}

const notFinite = (row: number, column: number) =>
  new InvalidInputError(
    `Row ${row + 1} holds no finite number as feature ${column + 1}. Correct it, or leave the row out.`,
  );
