import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { Features } from '../features.ts';
import { MOST_CELLS, MOST_FEATURES } from './limits.ts';

/** Told what is not 0 in a row, in order of features. */
export type Emit = (feature: number, value: number) => void;

/** Up to so many features rows are held whole, however many zeros there are. */
const FEW = 64;
/** The share of what is not 0 from which rows are held whole. */
const DENSE = 0.3;

/** Whether rows are better held by what is not 0. */
export const isBetterSparse = (rows: number, features: number, entries: number): boolean =>
  rows * features > MOST_CELLS || (features > FEW && entries <= DENSE * rows * features);

/** Refuses a design matrix that is too large for a tab. */
export function checkDesign(features: number, entries: number): void {
  if (features > MOST_FEATURES)
    throw new InvalidInputError(
      `There would be ${grouped(features)} features; at most ${grouped(MOST_FEATURES)} can be learned from here. Ignore columns, or let fewer categories be features.`,
    );
  if (entries > MOST_CELLS)
    throw new InvalidInputError(
      `The rows would hold ${grouped(entries)} numbers that are not 0, more than the ${grouped(MOST_CELLS)} a tab can learn from. Give fewer rows, or ignore columns.`,
    );
}

/** The matrix of which `fill` tells what is not 0 in row i. It is asked twice, and must tell the same. */
export function designOf(
  rows: number,
  columns: number,
  fill: (i: number, emit: Emit) => void,
  sparse?: boolean,
): Features {
  let entries = 0;
  const add: Emit = () => {
    entries++;
  };
  for (let i = 0; i < rows; i++) fill(i, add);
  checkDesign(columns, entries);
  if (!(sparse ?? isBetterSparse(rows, columns, entries))) {
    const values = new Float64Array(rows * columns);
    let row = 0;
    const put: Emit = (feature, value) => {
      values[row + feature] = value;
    };
    for (let i = 0; i < rows; i++, row += columns) fill(i, put);
    return { rows, columns, values };
  }
  const start = new Uint32Array(rows + 1);
  const column = new Uint32Array(entries);
  const value = new Float64Array(entries);
  let at = 0;
  const put: Emit = (feature, x) => {
    column[at] = feature;
    value[at++] = x;
  };
  for (let i = 0; i < rows; i++) {
    fill(i, put);
    start[i + 1] = at;
  }
  return { rows, columns, start, column, value };
}
