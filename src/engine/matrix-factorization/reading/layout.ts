import type { Delimiter } from '../../reading/delimiters.ts';

/** What a column of the file holds: names of rows of D, names of columns of D, cells of D, or nothing that matters. */
export type Role = 'row' | 'column' | 'value' | 'ignored';

/** One rating a line; one row of D a line; or the exchange format of the Matrix Market. */
export type Form = 'triples' | 'dense' | 'matrix-market';

/** How a file is to be read. */
export interface Layout {
  form: Form;
  delimiter: Delimiter;
  /** The first line names the columns. */
  header: boolean;
  /** One for each column of the file. Triples have one each of row, column and value; a dense matrix has values, and one row or none. */
  roles: Role[];
  /** 3,5 for three and a half. */
  decimalComma: boolean;
  /** A 0 says that nothing is known. */
  zeroMissing: boolean;
  /** The byte that ends a line: 10, or 13 alone. */
  lineEnd: number;
}

/** What the reader settled; the rest is guessed. */
export type Choices = Partial<Omit<Layout, 'lineEnd'>>;

/** Why a layout cannot be read by, in a sentence; undefined when it can. */
export function layoutProblem({ form, roles }: Layout): string | undefined {
  if (form === 'matrix-market') return undefined;
  const count = (role: Role) => roles.filter((each) => each === role).length;
  if (roles.length < 2) {
    return 'Only one column was found. Choose what parts the columns, or give a file with rows, columns and ratings.';
  }
  if (form === 'dense') {
    if (count('value') === 0)
      return 'No column holds ratings. Choose “rating” for at least one of the columns.';
    return count('row') > 1
      ? 'Two columns are chosen as the names of the rows. Choose one of them alone.'
      : undefined;
  }
  const names = { row: 'row (who rates)', column: 'column (what is rated)', value: 'rating' };
  for (const role of ['row', 'column', 'value'] as const) {
    if (count(role) === 0)
      return `No column is chosen as the ${names[role]}. Choose one in the table of first lines.`;
    if (count(role) > 1)
      return `${count(role)} columns are chosen as the ${names[role]}. Choose one of them.`;
  }
  return undefined;
}
