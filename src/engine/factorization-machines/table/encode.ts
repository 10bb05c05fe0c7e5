import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import { type Features, isSparse } from '../features.ts';
import { checkSamples, type Samples } from '../samples.ts';
import { categoricalCode, numericCode } from './codes.ts';
import { checkDesign, designOf, type Emit } from './design.ts';
import { categoryFinder, emitNumber } from './emitters.ts';
import type { Encoded, EncodeOptions } from './encoded.ts';
import type { CategoricalCode, ColumnCode, Encoding, Feature, HashedCode } from './encoding.ts';
import { keptRows } from './kept.ts';
import { type Notice, sentencesOf } from './notices.ts';
import { numberedCode, numberedDesign, numberedFeatures } from './numbered.ts';
import { isText, NONE, type NumberColumn, type Table, type TableColumn, type TextColumn } from './table.ts';
import { targetOf } from './target.ts';

/**
 * Makes samples of a table: numbers as they are, categories one-hot. `InvalidInputError` for what cannot be learned from, among it a
 * `CategoriesError` for a column with too many categories.
 */
export function encode(table: Table, options: EncodeOptions = {}): Encoded {
  checkOptions(options);
  const target = table.columns.find(({ role }) => role === 'target');
  if (!target) throw new RangeError('the table has no target');
  const from = table.columns.filter(({ role }) => role === 'numeric' || role === 'categorical');
  const used = from.filter((column) => !isLeftOut(column, options));
  const { rows, notices } = keptRows(table, target, used, options);
  const { task, y, classes, values, notice } = targetOf(table, target, rows, options);
  if (notice) notices.push(notice);

  const said: Notice[] = [];
  const { columns, features, X } = table.entries ? numbered(table.entries) : coded(from, rows, options, said);
  const weight = table.columns.find(({ role }) => role === 'weight') as NumberColumn | undefined;
  const samples: Samples = { X, y };
  if (weight) samples.weights = Float64Array.from(rows, (row) => weight.values[row]);
  checkSamples(samples, task);
  const encoding: Encoding = {
    format: table.format,
    task,
    target: target.name,
    ...(classes && { classes }),
    sparse: isSparse(X),
    features,
    columns,
  };
  notices.push(...sentencesOf(said));
  return { ...encoding, samples, ...(values && { values }), notices, table, row: rows };
}

/** How the rows became features, as plain JSON; `encodeRow` needs no more. */
export function encodingSpec(encoded: Encoding): Encoding {
  const { format, task, target, classes, sparse, features, columns } = encoded;
  return structuredClone({ format, task, target, ...(classes && { classes }), sparse, features, columns });
}

function numbered(entries: NonNullable<Table['entries']>) {
  const code = numberedCode(entries);
  return {
    columns: [code] as ColumnCode[],
    features: numberedFeatures(code),
    X: numberedDesign(entries, code),
  };
}

function coded(
  from: readonly TableColumn[],
  rows: Uint32Array,
  options: EncodeOptions,
  said: Notice[],
): { columns: ColumnCode[]; features: Feature[]; X: Features } {
  checkBuckets(from, options);
  const columns: ColumnCode[] = [];
  const features: Feature[] = [];
  const fillers: ((row: number, emit: Emit) => void)[] = [];
  for (const column of from) {
    const made = isText(column)
      ? categoricalCode(column, rows, features.length, options)
      : numericCode(column, rows, features.length, options);
    said.push(...made.notices);
    const { code } = made;
    if (!code) continue;
    checkDesign(features.length + made.features.length, 0);
    for (const feature of made.features) features.push(feature);
    columns.push(code);
    if (code.kind === 'numeric') {
      const { values } = column as NumberColumn;
      fillers.push((row, emit) => emitNumber(code, values[row], emit));
    } else fillers.push(categoryFiller(code as CategoricalCode | HashedCode, column as TextColumn));
  }
  if (columns.length === 0)
    throw new InvalidInputError(
      'No column is left to learn from: each is the same in all rows, or known in none. Choose other columns.',
    );
  const X = designOf(rows.length, features.length, (i, emit) => {
    for (const fill of fillers) fill(rows[i], emit);
  });
  return { columns, features, X };
}

/** Looks up the feature of each text once, and not that of each row. */
function categoryFiller(code: CategoricalCode | HashedCode, { codes, texts }: TextColumn) {
  const find = categoryFinder(code);
  const none = find(undefined);
  const feature = Array.from({ length: texts.count }, (_, i) => find(texts.at(i)));
  return (row: number, emit: Emit) => {
    const at = codes[row] === NONE ? none : feature[codes[row]];
    if (at !== undefined) emit(at, 1);
  };
}

/** A column that the options leave out must not cost rows that lack it. */
const isLeftOut = (column: TableColumn, { many, mostCategories = 1000 }: EncodeOptions) =>
  isText(column) && many === 'ignore' && column.texts.count > mostCategories;

/** Refuses too many buckets before any is made. */
function checkBuckets(from: readonly TableColumn[], options: EncodeOptions): void {
  const { many, mostCategories = 1000, bits = 10 } = options;
  if (many !== 'hash') return;
  const hashed = from.filter((column) => isText(column) && column.texts.count > mostCategories);
  checkDesign(hashed.length * 2 ** bits, 0);
}

function checkOptions({ mostCategories = 1000, bits = 10, frequent = 100 }: EncodeOptions): void {
  const check = (what: string, value: number, least: number, most: number) => {
    if (Number.isInteger(value) && value >= least && value <= most) return;
    throw new InvalidInputError(`${what} must be a whole number from ${least} to ${grouped(most)}.`);
  };
  check('The number of categories that become features', mostCategories, 2, 100_000);
  check('The number of bits of the hash', bits, 1, 18);
  check('The number of the most frequent categories', frequent, 1, 100_000);
}
