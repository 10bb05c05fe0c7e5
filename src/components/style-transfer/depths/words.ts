import { formatBytes, formatNumber } from '../../../lib/format.ts';
import type { Totals } from '../models/shipped.ts';
import { bitsText } from '../models/words.ts';
import type { NineRow } from './views.ts';

const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "nine". */
export const countText = (count: number) => COUNTS[count] ?? String(count);

/** What a cell is at. */
export const STATES: Record<NineRow['state'], string> = {
  waiting: 'Waiting',
  running: 'Being made',
  done: 'Done',
  stopped: 'Skipped',
  failed: 'Failed',
};

/** Bytes of a network, packed. */
export const bytesText = (cost: Pick<Totals, 'packed'> | undefined) =>
  cost ? formatBytes(cost.packed) : '–';

export const lossText = (loss: number | undefined) => (loss === undefined ? '–' : formatNumber(loss, 3));

/** How far a picture is from the first, which is that of `first` bits, in grey levels. */
export const distanceText = ({ distance, bits }: Pick<NineRow, 'distance' | 'bits'>, first: number) =>
  distance === undefined || bits === first ? '–' : formatNumber(distance, 3);

/** What all of them have shown: how far they are from the first. */
export function nineSentence(rows: readonly NineRow[]): string {
  const [first, ...others] = rows.filter(({ distance }) => distance !== undefined);
  const last = others[others.length - 1];
  if (!first || !last || first !== rows[0]) return '';
  const next = others[0];
  const far = (row: NineRow) => `${formatNumber(row.distance ?? 0, 2)} grey levels`;
  const of = `from the picture at ${bitsText(first.bits)}, as root mean square`;
  if (next === last) return `At ${bitsText(last.bits)} it is ${far(last)} ${of}.`;
  return `At ${bitsText(next.bits)} it is ${far(next)} ${of}; at ${bitsText(last.bits)}, ${far(last)}.`;
}
