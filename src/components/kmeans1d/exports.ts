import type { Shown, Solution } from './views.ts';

/** One line for each cluster, in full precision. */
export function clustersCsv({ clusters }: Solution): Blob {
  const lines = clusters.map(({ centroid, count, min, max, inertia }, c) =>
    [c, centroid, count, min, max, inertia].join(','),
  );
  return new Blob([`cluster,centroid,count,min,max,inertia\n${lines.join('\n')}\n`], { type: 'text/csv' });
}

/** All parameters and results, in full precision; `labels` is a JSON array of the cluster of each value. */
export function resultsJson(name: string, { dataset, solution, elbow, lloyd }: Shown, labels: Blob): Blob {
  const { histogram, values, ...numbers } = dataset;
  const results = {
    numbers: { name, ...numbers, ...(values && { values }) },
    k: solution.k,
    inertia: solution.inertia,
    gap: solution.gap,
    solveMs: solution.ms,
    clusters: solution.clusters,
    histogram,
    elbow: elbow.inertias,
    lloyd: { starts: lloyd.kind, seed: lloyd.seed, inertias: lloyd.inertias },
  };
  const text = JSON.stringify(results, null, 2);
  return new Blob([text.slice(0, -2), ',\n  "labels": ', labels, '\n}\n'], { type: 'application/json' });
}
