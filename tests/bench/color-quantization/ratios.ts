import type { Cell, Ratio, Ratios, Row, SetRatios, SetRow } from './results.ts';
import { isOurs, type Way } from './ways.ts';

/** A rival's MSE may be this many times ours and still count as equal to it. */
const AS_GOOD = 1.05;

/** What cells say about our engine, in each of the two modes. */
export function ratiosOf(cells: Cell[]): Ratios[] {
  return cells.flatMap((cell) => (['fast', 'best'] as const).map((mode) => ratios(cell, mode)));
}

type Measured = Required<Row>;

function ratios({ picture, k, rows }: Cell, mode: 'fast' | 'best'): Ratios {
  const measured = rows.filter((row): row is Measured => row.ms !== undefined);
  const rivals = measured.filter(({ name }) => !isOurs(name));
  const own = (way: Way) => {
    const row = measured.find(({ name }) => name === way);
    if (!row) throw new Error(`There is no row ${way} for ${picture} at k = ${k}.`);
    return row;
  };
  const [srgb, oklab] = [own(`ours, sRGB, ${mode}`), own(`ours, OKLab, ${mode}`)];
  const asGood = rivals.filter(({ mse }) => mse <= AS_GOOD * srgb.mse);
  return {
    picture,
    k,
    mode,
    mse: nearest(rivals, ({ mse }) => srgb.mse / mse, Math.max),
    ...(asGood.length > 0 && {
      speed: nearest(asGood, ({ ms }) => ms.median / srgb.ms.median, Math.min),
    }),
    deltaE: nearest(rivals, ({ deltaE }) => oklab.deltaE / deltaE, Math.max),
  };
}

/** What the means over the set say about our engine. */
export function setRatiosOf(rows: SetRow[]): SetRatios[] {
  const ks = [...new Set(rows.map(({ k }) => k))];
  return ks.flatMap((k) =>
    (['fast', 'best'] as const).map((mode) => {
      const own = (way: Way) => rows.find((row) => row.k === k && row.name === way);
      const rivals = rows.filter((row) => row.k === k && !isOurs(row.name));
      const best = rivals.reduce((a, b) => (b.mse < a.mse ? b : a));
      const over = (value = Number.NaN, than: number) => Number((value / than).toPrecision(4));
      return {
        k,
        mode,
        rival: best.name,
        mse: over(own(`ours, sRGB, ${mode}`)?.mse, best.mse),
        deltaE: over(own(`ours, OKLab, ${mode}`)?.deltaE, best.deltaE),
      };
    }),
  );
}

/** The rival with the ratio that is least in our favour, be that the largest or the smallest. */
function nearest(rivals: Measured[], ratio: (row: Measured) => number, worst: typeof Math.max): Ratio {
  const worstRatio = worst(...rivals.map(ratio));
  const rival = rivals.find((row) => ratio(row) === worstRatio);
  return { rival: rival?.name ?? '', ratio: Number(worstRatio.toPrecision(4)) };
}
