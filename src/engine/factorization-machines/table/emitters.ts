import type { Emit } from './design.ts';
import type { CategoricalCode, HashedCode, NumericCode } from './encoding.ts';
import { bucketOf } from './hash.ts';

/** What a number is in features; NaN where it is not known. Zeros are told nothing of. */
export function emitNumber({ feature, mean, missing }: NumericCode, value: number, emit: Emit): void {
  const x = Number.isNaN(value) ? mean : value;
  if (x !== 0) emit(feature, x);
  if (missing !== undefined && Number.isNaN(value)) emit(missing, 1);
}

/** Finds the feature that a category is, or undefined where nothing stands for it. A category of `undefined` is not known. */
export function categoryFinder(
  code: CategoricalCode | HashedCode,
): (category: string | undefined) => number | undefined {
  const { feature, missing } = code;
  if (code.kind === 'hashed')
    return (category) => (category === undefined ? missing : feature + bucketOf(category, code.buckets));
  const places = new Map(code.categories.map((category, i) => [category, feature + i]));
  return (category) => (category === undefined ? missing : (places.get(category) ?? code.other));
}
