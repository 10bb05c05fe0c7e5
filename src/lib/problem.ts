import { isInvalidInput } from '../engine/errors.ts';

/** What to show a reader of an error. */
export interface Problem {
  message: string;
  /** True when it is our fault, not the input's: trying again may help. */
  retry: boolean;
}

const OUR_FAULT = 'Something went wrong on our side, not with your data. Please try again.';

/**
 * The three kinds of error: invalid input is told as it is; an abort says nothing (undefined); everything else is our
 * fault, told in one plain sentence and logged.
 */
export function problemOf(error: unknown): Problem | undefined {
  if (isInvalidInput(error)) return { message: error.message, retry: false };
  if (error instanceof Error && error.name === 'AbortError') return undefined; // DOMException is an Error too
  console.error(error);
  return { message: OUR_FAULT, retry: true };
}
