import { InvalidInputError } from '../../errors.ts';

/** What is typed is no loss. The message begins with the place, "column 7: ", and says what to do; `of` a reader's text. */
export class LossError extends InvalidInputError {
  /** Where the mistake begins, from 1. */
  readonly column: number;
  /** How many characters it has, 1 or more. */
  readonly length: number;

  constructor(sentence: string, column: number, length = 1) {
    super(`column ${column}: ${sentence}`);
    this.column = column;
    this.length = Math.max(1, length);
  }
}
