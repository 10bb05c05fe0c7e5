import { InvalidInputError } from '../../errors.ts';

/** A column has more categories than may be features. What to do with it is the reader's choice: option `many`. */
export class CategoriesError extends InvalidInputError {
  readonly column: string;
  readonly categories: number;

  constructor(column: string, categories: number, most: number) {
    const count = (n: number) => n.toLocaleString('en-GB');
    super(
      `“${column}” has ${count(categories)} different values, and at most ${count(most)} become features by themselves. Let them share features by hashing, keep the most frequent ones, or ignore the column.`,
    );
    this.column = column;
    this.categories = categories;
  }
}
