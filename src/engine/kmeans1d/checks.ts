import { InvalidInputError } from '../errors.ts';

/** The most values one object of the core can hold. */
export const MAX_VALUES = 2 ** 26;

const count = (n: number) => n.toLocaleString('en');

/** Throws an `InvalidInputError` unless these are numbers, and weights, that a core can be asked to hold. */
export function checkSizes(values: ArrayLike<number>, weights: ArrayLike<number> | undefined): void {
  const n = values.length;
  if (n === 0) throw new InvalidInputError('There are no numbers to cluster. Give at least one.');
  if (n > MAX_VALUES)
    throw new InvalidInputError(
      `These are ${count(n)} numbers, and at most ${count(MAX_VALUES)} can be clustered at once. Leave some out, or take a sample.`,
    );
  if (weights && weights.length !== n)
    throw new InvalidInputError(
      `There are ${count(n)} numbers but ${count(weights.length)} weights. Give each number one weight.`,
    );
}

/** Throws an `InvalidInputError` unless k can be a number of clusters. */
export function checkK(k: number): void {
  if (!Number.isInteger(k) || k < 1)
    throw new InvalidInputError(`The number of clusters must be a whole number from 1 up, not ${k}.`);
}

/** Throws an `InvalidInputError` unless labels of k clusters fit into bytes. */
export function checkByteLabels(k: number): void {
  if (k > 256)
    throw new InvalidInputError(
      `Labels of one byte can tell 256 clusters apart, not ${count(k)}. Ask for at most 256 clusters or for 32-bit labels.`,
    );
}

export function badValue(values: ArrayLike<number>, index: number): InvalidInputError {
  return new InvalidInputError(
    `Number ${count(index + 1)}, counted from 1, is ${values[index]}. Every number must be finite: correct this one or leave it out.`,
  );
}

export function badWeight(weights: ArrayLike<number>, index: number): InvalidInputError {
  return new InvalidInputError(
    `Weight ${count(index + 1)}, counted from 1, is ${weights[index]}. Every weight must be finite and above 0: correct this one, or leave it out with its number.`,
  );
}

export function noMemory(n: number): InvalidInputError {
  return new InvalidInputError(
    `There is not enough memory to cluster ${count(n)} numbers. Close other pages or take a sample of the numbers.`,
  );
}
