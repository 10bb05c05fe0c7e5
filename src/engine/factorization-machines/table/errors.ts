import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';

/** A column has more categories than may be features. What to do with it is the reader's choice: option `many`. */
export class CategoriesError extends InvalidInputError {
  readonly column: string;
  readonly categories: number;

  constructor(column: string, categories: number, most: number) {
    super(
      `“${column}” has ${grouped(categories)} different values, and at most ${grouped(most)} become features by themselves. Let them share features by hashing, keep the most frequent ones, or ignore the column.`,
    );
    this.column = column;
    this.categories = categories;
  }
}
