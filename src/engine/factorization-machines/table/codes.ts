import { grouped } from '../../grouped.ts';
import type { EncodeOptions } from './encoded.ts';
import type { CategoricalCode, ColumnCode, Feature, HashedCode, NumericCode } from './encoding.ts';
import { CategoriesError } from './errors.ts';
import type { Notice, Why } from './notices.ts';
import { NONE, type NumberColumn, type TextColumn } from './table.ts';
import { order } from './target.ts';

/** How a column becomes features, of which the first has number `feature`; or, in a sentence, why it becomes none. */
export interface Coded {
  code?: ColumnCode;
  features: Feature[];
  notices: Notice[];
}

const MISSING = '(missing)';
const OTHER = '(other)';
const times = (n: number) => (n === 1 ? '1 row' : `${grouped(n)} rows`);
const notice = (why: Why, column: string, rest: string): Notice => ({
  why,
  column,
  sentence: `“${column}” ${rest}`,
});
const leftOut = (why: Why, column: string, what: string): Coded => ({
  features: [],
  notices: [notice(why, column, `${what}, and was left out.`)],
});
const constant = (column: string) => leftOut('constant', column, 'is the same in all rows');
const blank = (column: string) => leftOut('blank', column, 'is known in no row');

/** Numbers stay as they are; the mean stands for what is not known. */
export function numericCode(
  { name, values }: NumberColumn,
  rows: Uint32Array,
  feature: number,
  { missingFeatures = false }: EncodeOptions,
): Coded {
  let [sum, known, min, max, whole] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (const row of rows) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    known++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (whole && !Number.isInteger(value)) whole = false;
  }
  const missing = rows.length - known;
  if (known === 0) return blank(name);
  if (min === max && (missing === 0 || !missingFeatures)) return constant(name);
  // A sum too large to be a number is none; half-way between the ends is as good then.
  const mean = Number.isFinite(sum) ? Math.min(max, Math.max(min, sum / known)) : min / 2 + max / 2;
  const marked = missing > 0 && missingFeatures;
  const code: NumericCode = { kind: 'numeric', column: name, feature, mean, min, max, whole };
  if (marked) code.missing = feature + 1;
  const features: Feature[] = [{ name, column: name }];
  if (marked) features.push({ name: `${name} ${MISSING}`, column: name, category: MISSING });
  const notices =
    missing > 0
      ? [
          notice(
            'mean',
            name,
            `is not known in ${times(missing)}; its mean, ${Number(mean.toPrecision(4))}, stands there${marked ? ', and a feature says so' : ''}.`,
          ),
        ]
      : [];
  return { code, features, notices };
}

/** Each category is a feature, in their order; or, where there are too many, what the options say. */
export function categoricalCode(
  column: TextColumn,
  rows: Uint32Array,
  feature: number,
  options: EncodeOptions,
): Coded {
  const { name, codes, texts } = column;
  const { mostCategories = 1000, many = 'refuse', frequent = 100 } = options;
  const occurrences = new Uint32Array(texts.count);
  let missing = 0;
  for (const row of rows) {
    if (codes[row] === NONE) missing++;
    else occurrences[codes[row]]++;
  }
  const different = occurrences.reduce((sum, n) => sum + Number(n > 0), 0);
  if (different === 0) return blank(name);
  if (different + Number(missing > 0) === 1) return constant(name);
  const tooMany = different > mostCategories;
  if (tooMany && many === 'refuse') throw new CategoriesError(name, different, mostCategories);
  if (tooMany && many === 'ignore')
    return leftOut('many', name, `has ${grouped(different)} different values`);
  if (tooMany && many === 'hash') return hashed(name, different, missing, feature, options);

  const present: { category: string; count: number }[] = [];
  for (const [code, n] of occurrences.entries())
    if (n > 0) present.push({ category: texts.at(code), count: n });
  const byOrder = (a: { category: string }, b: { category: string }) => order(a.category, b.category);
  let kept = present.sort(byOrder);
  const notices: Notice[] = [];
  if (tooMany) {
    kept = present
      .toSorted((a, b) => b.count - a.count)
      .slice(0, frequent)
      .sort(byOrder);
    notices.push(
      notice(
        'many',
        name,
        `has ${grouped(different)} different values; the ${grouped(kept.length)} most frequent are features, the rest is “${OTHER}”.`,
      ),
    );
  }
  const code: CategoricalCode = {
    kind: 'categorical',
    column: name,
    feature,
    categories: kept.map(({ category }) => category),
    counts: kept.map((each) => each.count),
  };
  const features = code.categories.map((category) => valueFeature(name, category));
  if (kept.length < different) code.other = feature + features.push(valueFeature(name, OTHER)) - 1;
  return withMissing(code, features, notices, missing);
}

function hashed(
  name: string,
  categories: number,
  missing: number,
  feature: number,
  { bits = 10 }: EncodeOptions,
): Coded {
  const buckets = 2 ** bits;
  const code: HashedCode = { kind: 'hashed', column: name, feature, buckets };
  const features = Array.from({ length: buckets }, (_, i) => valueFeature(name, `bucket ${i}`));
  const rest = `has ${grouped(categories)} different values, which share ${grouped(buckets)} features by a hash.`;
  return withMissing(code, features, [notice('many', name, rest)], missing);
}

const valueFeature = (column: string, category: string): Feature => ({
  name: `${column} = ${category.replace(/\s+/g, ' ').slice(0, 60)}`,
  column,
  category,
});

function withMissing(
  code: CategoricalCode | HashedCode,
  features: Feature[],
  notices: Notice[],
  missing: number,
): Coded {
  if (missing === 0) return { code, features, notices };
  code.missing = code.feature + features.push(valueFeature(code.column, MISSING)) - 1;
  const rest = `is not known in ${times(missing)}; that is a category of its own, “${MISSING}”.`;
  return { code, features, notices: [...notices, notice('category', code.column, rest)] };
}
