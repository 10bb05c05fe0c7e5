/** Width by height that a swatch had best have. */
const SHAPE = 1.4;

/** In how many columns `count` swatches best fill a box whose width is `aspect` times its height. */
export function columnsFor(count: number, aspect: number): number {
  let best = { columns: 1, score: Number.POSITIVE_INFINITY };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const shape = (aspect * rows) / columns / SHAPE;
    const score = Math.abs(Math.log(shape)) + (2 * (rows * columns - count)) / count;
    if (score < best.score) best = { columns, score };
  }
  return best.columns;
}

/** Where a key leads from one of `count` swatches in `columns` columns; undefined for keys that do not move. */
export function moveTo(key: string, from: number, count: number, columns: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - columns,
    ArrowDown: from + columns,
    Home: 0,
    End: count - 1,
  };
  const to = moves[key];
  if (to === undefined) return undefined;
  return to >= 0 && to < count ? to : from;
}
