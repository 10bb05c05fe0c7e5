import type { Report } from '../../src/engine/style-transfer/quantize/index.ts';

/** A report as lines of a table: layer, weights, bits, bytes packed and by an ideal coder, and the ratio of signal to noise. */
export function table({ layers, total }: Report): string {
  const count = (n: number) => n.toLocaleString('en');
  const decibels = (ratio: number | undefined) =>
    ratio === undefined ? '?' : ratio === Infinity ? 'exact' : ratio.toFixed(1);
  const rows = [
    ['layer', 'weights', 'bits', 'bytes', 'entropy', 'SQNR/dB'],
    ...[...layers, { name: 'in all', bits: Number.NaN, ...total }].map(
      ({ name, weights, bits, packed, entropy, sqnr }) => [
        name,
        count(weights),
        Number.isNaN(bits) ? '' : `${bits}`,
        count(packed),
        count(entropy),
        decibels(sqnr),
      ],
    ),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
    )
    .join('\n');
}
