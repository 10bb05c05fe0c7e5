/** A place in the grid: cells from 0; row -1 holds the names of the columns, column -1 those of the rows. */
export interface Place {
  row: number;
  column: number;
}

/** What a pressed key asks of the grid. */
export type GridAction =
  | { do: 'go'; to: Place; extend: boolean }
  | { do: 'edit'; text?: string }
  | { do: 'nudge'; by: 1 | -1 }
  | { do: 'clear' | 'hide' | 'lock' | 'undo' | 'redo' | 'all' };

/** The parts of a KeyboardEvent that matter. */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const ARROWS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
};

/** The key's meaning at a place of a grid with m rows and n columns; undefined where it has none. */
export function gridAction(press: KeyPress, at: Place, m: number, n: number): GridAction | undefined {
  const { key, shiftKey, altKey } = press;
  const command = press.ctrlKey || press.metaKey;
  if (altKey) {
    return key === 'ArrowUp' || key === 'ArrowDown'
      ? { do: 'nudge', by: key === 'ArrowUp' ? 1 : -1 }
      : undefined;
  }
  const go = (row: number, column: number): GridAction => ({
    do: 'go',
    to: {
      row: Math.max(shiftKey ? Math.min(0, at.row) : -1, Math.min(m - 1, row)),
      column: Math.max(shiftKey ? Math.min(0, at.column) : -1, Math.min(n - 1, column)),
    },
    extend: shiftKey && at.row >= 0 && at.column >= 0,
  });
  const arrow = ARROWS[key];
  if (arrow) {
    const far = command ? 1000 : 1;
    return go(at.row + far * arrow[0], at.column + far * arrow[1]);
  }
  if (key === 'Home') return go(command ? 0 : at.row, 0);
  if (key === 'End') return go(command ? m - 1 : at.row, n - 1);
  if (command) return commandOf(key.toLowerCase(), shiftKey);
  if (key === 'Enter' || key === 'F2') return { do: 'edit' };
  const header = at.row < 0 || at.column < 0;
  if (key === 'Delete' || key === 'Backspace') return header ? { do: 'edit', text: '' } : { do: 'clear' };
  if (!header && key.toLowerCase() === 'h') return { do: 'hide' };
  if (!header && key.toLowerCase() === 'l') return { do: 'lock' };
  return key.length === 1 && key !== ' ' ? { do: 'edit', text: key } : undefined;
}

function commandOf(key: string, shift: boolean): GridAction | undefined {
  if (key === 'z') return { do: shift ? 'redo' : 'undo' };
  if (key === 'y') return { do: 'redo' };
  return key === 'a' ? { do: 'all' } : undefined;
}
