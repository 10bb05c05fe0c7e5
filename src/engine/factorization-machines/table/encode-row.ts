import { InvalidInputError } from '../../errors.ts';
import { isMissingText } from '../../reading/numbers.ts';
import type { Features } from '../features.ts';
import { designOf, type Emit } from './design.ts';
import { categoryFinder, emitNumber } from './emitters.ts';
import type { Encoded, RowValues } from './encoded.ts';
import type { ColumnCode, Encoding, NumberedCode } from './encoding.ts';
import { featureOf } from './numbered.ts';
import { isNumber } from './roles.ts';
import { isText, NONE } from './table.ts';

/**
 * One row of X from what its columns say, as `encode` would have made it. What is not given is not known; of libSVM it is 0. Columns
 * that are no features are passed over. A category that no row had is no feature. `InvalidInputError` where a number is none.
 */
export function encodeRow(encoding: Encoding, values: RowValues): Features {
  const entries: [number, number][] = [];
  const add: Emit = (feature, value) => {
    entries.push([feature, value]);
  };
  for (const code of encoding.columns) encodeColumn(code, values, add);
  return designOf(
    1,
    encoding.features.length,
    (_, emit) => {
      for (const [feature, value] of entries) emit(feature, value);
    },
    encoding.sparse,
  );
}

function encodeColumn(code: ColumnCode, values: RowValues, emit: Emit): void {
  if (code.kind === 'numbered') {
    encodeNumbered(code, values, emit);
    return;
  }
  const value = Object.hasOwn(values, code.column) ? values[code.column] : undefined;
  const known = value !== undefined && !(typeof value === 'string' && isMissingText(value));
  if (code.kind === 'numeric') {
    emitNumber(code, known ? numberOf(code.column, value) : Number.NaN, emit);
    return;
  }
  const feature = categoryFinder(code)(known ? String(value) : undefined);
  if (feature !== undefined) emit(feature, 1);
}

function encodeNumbered(code: NumberedCode, values: RowValues, emit: Emit): void {
  const entries = Object.entries(values).flatMap(([column, value]) => {
    const feature = /^\d+$/.test(column) ? featureOf(code, Number(column)) : -1;
    if (feature < 0 || value === undefined) return [];
    return [[feature, numberOf(`feature ${column}`, value)] as const];
  });
  entries.sort(([a], [b]) => a - b);
  for (const [feature, value] of entries) if (value !== 0) emit(feature, value);
}

function numberOf(column: string, value: string | number): number {
  const text = String(value).trim();
  const comma = !text.includes('.');
  const number = isNumber(text, comma) ? Number(comma ? text.replace(',', '.') : text) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new InvalidInputError(`“${text.slice(0, 40)}” is not a finite number; “${column}” needs one.`);
}

/** What row `row` of the samples says, column by column, as far as they may be features; what `encodeRow` takes. */
export function decodeRow({ table, row: rows }: Encoded, row: number): RowValues {
  const at = rows[row];
  const { entries } = table;
  if (entries) {
    const said: [string, number][] = [];
    for (let e = entries.start[at]; e < entries.start[at + 1]; e++)
      said.push([String(entries.index[e]), entries.value[e]]);
    return Object.fromEntries(said);
  }
  const columns = table.columns.filter(({ role }) => role === 'numeric' || role === 'categorical');
  return Object.fromEntries(
    columns.map((column) => {
      if (isText(column)) {
        const code = column.codes[at];
        return [column.name, code === NONE ? undefined : column.texts.at(code)];
      }
      const value = column.values[at];
      return [column.name, Number.isNaN(value) ? undefined : value];
    }),
  );
}
