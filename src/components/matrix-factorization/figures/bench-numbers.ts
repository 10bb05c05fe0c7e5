interface Timed {
  name: string;
  version?: string;
}

/** What the text reads of src/content/bench/matrix-factorization.json. */
export interface Measured {
  steps: { size: string; loss: string; count: number; rows: (Timed & { rate: { median: number } })[] }[];
  solve: { optimizers: { method: string; rows: (Timed & { ms: { median: number } })[] }[] };
  als: { shape: { count: number }; rows: (Timed & { sweeps: number; total: { median: number } })[] };
}

/** The figures that the text names. */
export interface BenchNumbers {
  /** Steps a second with the most ratings and the article's loss, and how many times as many as others take. */
  rate: number;
  ratings: number;
  overTfjs: number;
  overTorch: number;
  overHand: number;
  /** Milliseconds until the example is at its least, by plain gradient descent. */
  solved: number;
  als: { ratings: number; sweeps: number; seconds: number };
}

/** Takes them from what was measured; the best of those whose name begins so counts. */
export function benchNumbers({ steps, solve, als }: Measured): BenchNumbers {
  const large = steps
    .filter(({ loss }) => loss === 'squared')
    .reduce((most, each) => (each.count > most.count ? each : most));
  const best = (name: string) =>
    Math.max(...large.rows.filter((row) => row.name.startsWith(name)).map((row) => row.rate.median));
  const compiled = best('This site');
  const descent = solve.optimizers.find(({ method }) => method === 'gradient-descent')!;
  const [ours] = als.rows;
  return {
    rate: compiled,
    ratings: large.count,
    overTfjs: compiled / best('tfjs'),
    overTorch: compiled / best('torch'),
    overHand: compiled / best('JavaScript'),
    solved: descent.rows[0].ms.median,
    als: { ratings: als.shape.count, sweeps: ours.sweeps, seconds: ours.total.median / 1000 },
  };
}
