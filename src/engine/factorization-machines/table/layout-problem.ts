import type { Layout, Role } from './layout.ts';

/** Why a layout cannot be read by, in a sentence; undefined when it can. */
export function layoutProblem({ format, columns }: Layout): string | undefined {
  if (format !== 'csv') return undefined;
  if (columns.length < 2)
    return 'Only one column was found. Choose what parts the columns, or give a file with a target and at least one feature.';
  const count = (role: Role) => columns.filter((column) => column.role === role).length;
  if (count('target') === 0) return 'No column is the target. Choose the one that is to be predicted.';
  if (count('target') > 1)
    return `${count('target')} columns are chosen as the target. Choose one of them alone.`;
  if (count('weight') > 1)
    return `${count('weight')} columns are chosen as the weight of rows. Choose one of them, or none.`;
  if (count('numeric') + count('categorical') === 0)
    return 'No column is a feature. Choose “numeric” or “categorical” for at least one.';
  return undefined;
}
