import type { TitanicCell } from '../../../engine/factorization-machines/index.ts';

/** The 2,201 people of the Titanic as a CSV file, one a line. */
export function titanicTable(cells: readonly TitanicCell[]): string {
  const lines = ['class,sex,age,survived'];
  for (const cell of cells)
    for (const [fate, count] of [
      ['no', cell.died],
      ['yes', cell.survived],
    ] as const)
      for (let i = 0; i < count; i++)
        lines.push([cell.class, cell.sex, cell.age, fate].join(',').toLowerCase());
  return `${lines.join('\n')}\n`;
}
