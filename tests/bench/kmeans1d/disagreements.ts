import type { Results } from './results.ts';

/**
 * Ratios of times hold from one machine to the next far better than times do, but not to the percent; a kept ratio is wrong when
 * today's is more than this many times as large, or as small.
 */
const LEEWAY = { rival: 3, clusters: 2, native: 1.6 };

/** Sentences that say where kept figures no longer hold, given a quick run of today. */
export function disagreements(kept: Results, today: Results): string[] {
  const problems: string[] = [];
  if (kept.wasm.sha256 !== today.wasm.sha256)
    problems.push('it was measured with another build of kmeans1d.wasm.');

  const compare = (what: string, then: number | undefined, now: number, leeway: number) => {
    if (then === undefined) problems.push(`it says nothing on ${what}.`);
    else if (now > then * leeway || now < then / leeway) {
      problems.push(`it says ${then.toPrecision(3)} for ${what}; today it is ${now.toPrecision(3)}.`);
    }
  };
  for (const { name, version, n, k, ratio } of today.rivals) {
    const then = kept.rivals.find(
      (row) => row.name === name && row.version === version && row.n === n && row.k === k,
    );
    compare(`the time of ${name} ${version ?? ''} over ours`, then?.ratio, ratio, LEEWAY.rival);
  }
  compare('the time for many clusters over that for few', growth(kept), growth(today), LEEWAY.clusters);
  for (const { n, k, ratio } of today.native) {
    const then = kept.native.find((row) => row.n === n && row.k === k);
    compare(`WASM over native at n = ${n}`, then?.ratio, ratio, LEEWAY.native);
  }
  return problems;
}

function growth({ clusters }: Results): number {
  const few = clusters.reduce((a, b) => (b.k < a.k ? b : a));
  const many = clusters.reduce((a, b) => (b.k > a.k ? b : a));
  return many.total.median / few.total.median;
}
