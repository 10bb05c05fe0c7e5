import type { Results, Row } from './results.ts';

/** Quality is computed from pixels alone, so it may differ by rounding only. */
const SAME = 1e-3;
/**
 * Ratios of times hold from one machine to the next far better than times do, but not to the percent; a kept ratio is wrong when
 * today's is more than this many times as large, or as small.
 */
const LEEWAY = { time: 3, memory: 1.1 };
/** What times are compared with. */
const OURS = 'ours, sRGB, fast';

/**
 * Sentences that say where kept figures no longer hold, given a quick run of today. Since each MSE and distance must be the kept one,
 * so is their order; those of rivals that are not installed today are believed.
 */
export function disagreements(kept: Results, today: Results): string[] {
  const problems: string[] = [];
  if (kept.wasm.sha256 !== today.wasm.sha256)
    problems.push('it was measured with another build of color-quantization.wasm.');

  for (const picture of today.pictures) {
    const then = kept.pictures.find(({ name }) => name === picture.name);
    if (then && then.distinct === picture.distinct) continue;
    problems.push(`the picture ${picture.name} was another one, or decoded otherwise.`);
  }

  const compare = (what: string, then: number | undefined, now: number | undefined, leeway: number) => {
    if (now === undefined) return;
    if (then === undefined) problems.push(`it says nothing on ${what}.`);
    else if (now > then * leeway || now < then / leeway)
      problems.push(`it says ${then.toPrecision(4)} for ${what}; today it is ${now.toPrecision(4)}.`);
  };
  for (const { picture, k, rows } of today.cells) {
    const old = kept.cells.find((cell) => cell.picture === picture && cell.k === k)?.rows ?? [];
    for (const row of rows) {
      const then = sameVersion(kept, today, row.name) ? old.find(({ name }) => name === row.name) : undefined;
      const of = `of ${row.name} on ${picture} at k = ${k}`;
      compare(`the MSE ${of}`, then?.mse, row.mse, 1 + SAME);
      compare(`the distance in OKLab ${of}`, then?.deltaE, row.deltaE, 1 + SAME);
      if (row.name !== OURS)
        compare(`the time ${of} over ours`, over(then, old), over(row, rows), LEEWAY.time);
    }
  }
  for (const { picture, total } of today.memory) {
    const then = kept.memory.find((row) => row.picture === picture);
    compare(`the bytes a pixel on ${picture}`, then?.total, total, LEEWAY.memory);
  }
  for (const { picture, k, excess } of today.gray) {
    const then = kept.gray.find((row) => row.picture === picture && row.k === k);
    if (then && excess <= then.excess + 1e-9) continue;
    problems.push(`on ${picture} in shades of gray, k = ${k}, today's cost is ${excess} above the least.`);
  }
  return problems;
}

function over(row: Row | undefined, rows: Row[]): number | undefined {
  const own = rows.find(({ name }) => name === OURS);
  return row?.ms && own?.ms && row.ms.median / own.ms.median;
}

function sameVersion(kept: Results, today: Results, name: string): boolean {
  const of = ({ contenders }: Results) => contenders.find((each) => each.name === name)?.version;
  return of(kept) === of(today);
}
