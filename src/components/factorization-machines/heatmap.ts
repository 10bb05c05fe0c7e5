/** How many shades a colour comes in. */
const SHADES = 8;

/** The cells of a map of pairs, by what they look like: path data in units of cells, a square for each. */
export interface HeatPaths {
  /** Weights above 0 and below it, fainter ones first; empty where no cell has the shade. */
  above: readonly string[];
  below: readonly string[];
  /** Pairs that weigh next to nothing. */
  none: string;
  /** Pairs whose features never occur together, as strokes. */
  never: string;
  /** The largest size of a weight. */
  most: number;
}

export interface HeatPairs {
  /** d x d, row after row, symmetric. */
  G: ArrayLike<number>;
  d: number;
  /** Which variable each feature belongs to; two of the same make no pair. Default: each its own. */
  groups?: readonly number[] | undefined;
  /** d x d: how many rows have both features. Default: all may. */
  together?: ArrayLike<number> | undefined;
}

/** Whether features i and j make a pair that is drawn. */
export const isPair = ({ groups }: Pick<HeatPairs, 'groups'>, i: number, j: number): boolean =>
  i !== j && (!groups || groups[i] !== groups[j]);

/** Whether both features ever occur in one row. */
export const areTogether = ({ together, d }: HeatPairs, i: number, j: number): boolean =>
  !together || together[i * d + j] > 0;

/** The cells as one path per shade. */
export function heatPaths(pairs: HeatPairs): HeatPaths {
  const { G, d } = pairs;
  let most = 0;
  const each = (visit: (i: number, j: number, weight: number) => void) => {
    for (let i = 0; i < d; i++)
      for (let j = 0; j < d; j++)
        if (isPair(pairs, i, j)) visit(i, j, areTogether(pairs, i, j) ? G[i * d + j] : Number.NaN);
  };
  each((_i, _j, weight) => {
    if (Number.isFinite(weight)) most = Math.max(most, Math.abs(weight));
  });
  const [above, below] = [Array<string>(SHADES).fill(''), Array<string>(SHADES).fill('')];
  let [none, never] = ['', ''];
  each((i, j, weight) => {
    if (!Number.isFinite(weight)) {
      never += `M${j} ${i + 1}l1-1`;
      return;
    }
    const square = `M${j} ${i}h1v1h-1z`;
    const shade = Math.round((SHADES * Math.abs(weight)) / (most || 1));
    if (shade === 0) none += square;
    else (weight > 0 ? above : below)[shade - 1] += square;
  });
  return { above, below, none, never, most };
}

/** Pairs i < j that are drawn and occur, greatest size first. */
export function listedPairs(pairs: HeatPairs): { i: number; j: number; weight: number }[] {
  const { G, d } = pairs;
  const list: { i: number; j: number; weight: number }[] = [];
  for (let i = 0; i < d; i++)
    for (let j = i + 1; j < d; j++)
      if (isPair(pairs, i, j) && areTogether(pairs, i, j)) list.push({ i, j, weight: G[i * d + j] });
  return list.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Where the cells of a map stand in a box, in pixels. */
export interface HeatFrame {
  left: number;
  top: number;
  /** Side of a cell. */
  cell: number;
  /** Whether names above the columns stand upright, and of how many features one is named. */
  upright: boolean;
  every: number;
}

/** Width of a letter of the names, and the height of a line of them. */
const LETTER = 6.7;
const LINE = 13;
const MOST_LETTERS = 14;

/** A name, cut where it is long. */
export const shortName = (name: string): string =>
  name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name;

const widest = (names: readonly string[]) =>
  Math.ceil(LETTER * Math.max(1, ...names.map((name) => shortName(name).length))) + 6;

/** The height that a box of this width needs so that its cells fill it. */
export function heatHeight(names: readonly string[], width: number): number {
  const left = widest(names);
  const cell = Math.max(2, (width - left) / names.length);
  return Math.round((left > cell + 6 ? left : LINE + 6) + cell * names.length);
}

/** Room for the names, and what is left for cells. */
export function heatFrame(names: readonly string[], width: number, height: number): HeatFrame {
  const left = widest(names);
  const room = Math.max(2, (width - left) / names.length);
  const upright = left > room + 6;
  const top = upright ? left : LINE + 6;
  const cell = Math.max(1, Math.min(room, (height - top) / names.length));
  return { left, top, cell, upright, every: Math.max(1, Math.ceil((LINE - 1) / cell)) };
}

/** The cell under a place of the box; undefined beside them all. */
export function cellAt(
  { left, top, cell }: HeatFrame,
  d: number,
  x: number,
  y: number,
): [i: number, j: number] | undefined {
  const [i, j] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
  return i >= 0 && j >= 0 && i < d && j < d ? [i, j] : undefined;
}

/** A weight as a cell prints it: one decimal where it is narrow. */
export function cellText(weight: number, cell: number): string {
  const size = Math.abs(weight);
  const digits = size >= 99.5 ? size.toFixed(0) : size.toFixed(cell < 36 || size >= 9.995 ? 1 : 2);
  if (digits.length > 5) return size.toExponential(0).replace('e+', 'e');
  return (weight < 0 && Number(digits) !== 0 ? '−' : '') + digits;
}
