import { InvalidInputError } from '../../errors.ts';
import { grouped } from '../../grouped.ts';
import type { EncodeOptions } from './encoded.ts';
import { isText, NONE, type Table, type TableColumn } from './table.ts';

const isKnown = (column: TableColumn, row: number) =>
  isText(column) ? column.codes[row] !== NONE : !Number.isNaN(column.values[row]);

/** The rows that are learned from: those with a target, and without what the options will not have. */
export function keptRows(
  { rows }: Table,
  target: TableColumn,
  features: readonly TableColumn[],
  { missingNumbers = 'mean', missingCategories = 'category' }: EncodeOptions,
): { rows: Uint32Array; notices: string[] } {
  const must = features.filter(
    (column) => column.missing > 0 && (isText(column) ? missingCategories : missingNumbers) === 'drop',
  );
  const kept = new Uint32Array(rows);
  let [count, blank] = [0, 0];
  for (let row = 0; row < rows; row++) {
    if (!isKnown(target, row)) blank++;
    else if (must.every((column) => isKnown(column, row))) kept[count++] = row;
  }
  const incomplete = rows - blank - count;
  if (count === 0)
    throw new InvalidInputError(
      blank === rows
        ? `No row has a target: “${target.name}” is blank throughout. Choose another column.`
        : 'No row is complete, so none is left when those with missing values are left out. Let something stand for what is missing, or ignore the columns that lack most.',
    );
  const notices: string[] = [];
  if (blank > 0) notices.push(`${leave(blank)} no target, “${target.name}”, and ${were(blank)} left out.`);
  if (incomplete > 0) notices.push(`${leave(incomplete)} missing values, and ${were(incomplete)} left out.`);
  return { rows: kept.subarray(0, count), notices };
}

const leave = (n: number) => (n === 1 ? '1 row has' : `${grouped(n)} rows have`);
const were = (n: number) => (n === 1 ? 'was' : 'were');
