import type { Growing } from '../../reading/growing.ts';
import { emptyRatings, type Ratings } from '../ratings.ts';

/** Cells of D in the order in which they came. */
export interface Cells {
  row: Growing<Uint32Array>;
  column: Growing<Uint32Array>;
  value: Growing<Float64Array>;
}

/**
 * The cells by row, then by column, each once: of several values for one cell the last counts. Two counting sorts, first by column,
 * then by row, in time and memory that grow with the number of cells alone. `places` say where a row or column number stands in D.
 */
export function sortedRatings(
  { row, column, value }: Cells,
  rows: number,
  columns: number,
  places: { row?: Uint32Array | undefined; column?: Uint32Array | undefined } = {},
): { ratings: Ratings; duplicates: number } {
  const count = value.length;
  const byColumn = ends(column, columns, places.column);
  const rowOf = new Uint32Array(count);
  const values = new Float64Array(count);
  const rowPieces = row.pieces();
  const valuePieces = value.pieces();
  for (const piece of column.pieces()) {
    const rowPiece = rowPieces.next().value as Uint32Array;
    const valuePiece = valuePieces.next().value as Float64Array;
    for (let i = 0; i < piece.length; i++) {
      const at = byColumn[places.column ? places.column[piece[i]] : piece[i]]++;
      rowOf[at] = places.row ? places.row[rowPiece[i]] : rowPiece[i];
      values[at] = valuePiece[i];
    }
  }
  // Each start has moved to the next column's by now, so that the columns can be told from them.
  const next = new Uint32Array(rows + 1);
  for (let i = 0; i < count; i++) next[rowOf[i] + 1]++;
  for (let r = 0; r < rows; r++) next[r + 1] += next[r];
  const ratings = emptyRatings(rows, columns, count);
  for (let c = 0, at = 0; c < columns; c++) {
    for (; at < byColumn[c]; at++) {
      const to = next[rowOf[at]]++;
      ratings.row[to] = rowOf[at];
      ratings.column[to] = c;
      ratings.value[to] = values[at];
    }
  }
  return withoutDuplicates(ratings);
}

/** Where the cells of each column begin. */
function ends(column: Growing<Uint32Array>, columns: number, places: Uint32Array | undefined): Uint32Array {
  const starts = new Uint32Array(columns + 1);
  for (const piece of column.pieces())
    for (let i = 0; i < piece.length; i++) starts[(places ? places[piece[i]] : piece[i]) + 1]++;
  for (let c = 0; c < columns; c++) starts[c + 1] += starts[c];
  return starts;
}

function withoutDuplicates(ratings: Ratings): { ratings: Ratings; duplicates: number } {
  const { rows, columns, row, column, value } = ratings;
  let kept = 0;
  for (let i = 0; i < value.length; i++) {
    const again = i + 1 < value.length && row[i] === row[i + 1] && column[i] === column[i + 1];
    if (again) continue;
    row[kept] = row[i];
    column[kept] = column[i];
    value[kept++] = value[i];
  }
  const duplicates = value.length - kept;
  if (duplicates === 0) return { ratings, duplicates };
  return {
    ratings: {
      rows,
      columns,
      row: row.slice(0, kept),
      column: column.slice(0, kept),
      value: value.slice(0, kept),
    },
    duplicates,
  };
}
