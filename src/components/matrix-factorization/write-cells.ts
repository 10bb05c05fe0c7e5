import type { Printed } from './matrices.ts';

/**
 * Puts numbers into the cells of a table's body, one by one in their order, where they have changed. By hand, because at thousands of
 * cells and sixty frames a second an effect for each would take longer than a frame.
 */
export function writeCells(table: HTMLTableElement, printed: readonly Printed[]): void {
  const cells = table.querySelectorAll<HTMLTableCellElement>('tbody td:not([colspan])');
  for (let i = 0; i < cells.length && i < printed.length; i++) {
    const { text, look } = printed[i];
    if (cells[i].textContent !== text) cells[i].textContent = text;
    if (cells[i].className !== look) cells[i].className = look;
  }
}
