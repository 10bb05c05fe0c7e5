import { filled, rounded } from './filled.build.ts';
import { rankCurve } from './rank-curve.ts';
import type { RankPoint, Result } from './views.ts';

/** What the page is served with, filled by the engine while the site is built, and its rank curve. */
async function first(): Promise<{ result: Result; shares: number[]; curve: RankPoint[] }> {
  const { als, picture, known, choices, painted, result } = await filled;
  let curve: readonly RankPoint[] = [];
  for (const points of rankCurve(als, picture, known, choices)) {
    curve = points;
    await new Promise(setImmediate); // what else is computed meanwhile must not wait for all of it
  }
  return {
    result,
    shares: painted.shares.map(rounded),
    curve: curve.map(({ k, holes, known }) => ({ k, holes: rounded(holes), known: rounded(known) })),
  };
}

export default first();
