import type { Ratings } from '../ratings.ts';

/** The most cells that a program holds as a list of rows; larger matrices it reads from a file. */
export const MOST_LISTED = 2000;

/** Rows of numbers as a list of lists, in the notation that Python and JavaScript share. */
export function rowsOf(
  values: ArrayLike<number>,
  columns: number,
  written: (value: number, cell: number) => string,
): string {
  const rows: string[] = [];
  for (let from = 0; from < values.length; from += columns)
    rows.push(
      `    [${Array.from({ length: columns }, (_, j) => written(values[from + j] as number, from + j)).join(', ')}],`,
    );
  return `[\n${rows.join('\n')}\n]`;
}

/** D as a list of lists, with `hole` where nothing is observed. */
export function ratingsAsRows({ rows, columns, row, column, value }: Ratings, hole: string): string {
  const values = new Float64Array(rows * columns).fill(Number.NaN);
  for (let i = 0; i < value.length; i++)
    values[(row[i] as number) * columns + (column[i] as number)] = value[i] as number;
  return rowsOf(values, columns, (each) => (Number.isNaN(each) ? hole : `${each}`));
}

export const isListed = ({ rows, columns }: Ratings): boolean => rows * columns <= MOST_LISTED;
