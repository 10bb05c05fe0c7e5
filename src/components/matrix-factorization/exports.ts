import { isObserved, type Sheet } from './sheet.ts';
import type { Point } from './views.ts';

/** A matrix with the names of its rows and columns, in full precision. */
export function matrixCsv(
  values: ArrayLike<number>,
  rows: readonly string[],
  columns: readonly string[],
): Blob {
  const n = columns.length;
  const lines = rows.map((name, i) =>
    [quoted(name), ...Array.from({ length: n }, (_, j) => values[i * n + j])].join(','),
  );
  return new Blob([`${['', ...columns.map(quoted)].join(',')}\n${lines.join('\n')}\n`], { type: 'text/csv' });
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** D with NaN for holes, the mask W, P and Q for numpy. D holds hidden numbers, too; W is 0 there. */
export async function factorsNpz(sheet: Sheet, { P, Q }: Point, k: number): Promise<Blob> {
  const { npz } = await import('../../lib/npz.ts');
  const [m, n] = [sheet.rows.length, sheet.columns.length];
  const bytes = npz({
    D: { shape: [m, n], data: Float64Array.from(sheet.cells, ({ value }) => value) },
    W: { shape: [m, n], data: Uint8Array.from(sheet.cells, (cell) => (isObserved(cell) ? 1 : 0)) },
    P: { shape: [m, k], data: Float64Array.from(P) },
    Q: { shape: [k, n], data: Float64Array.from(Q) },
  });
  return new Blob([bytes], { type: 'application/zip' });
}
