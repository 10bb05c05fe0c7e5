/** What repeated runs of one thing took: the median, and the quickest and slowest run. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

export function spreadOf(samples: number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, low: sorted[0], high: sorted[sorted.length - 1] };
}

/**
 * Milliseconds of CPU that `work` keeps this thread busy for, the mean of `repeats` runs: some systems count in steps of 4 ms, so
 * what is quick must be repeated. Other programs on the machine do not count, and neither do the threads on which V8 compiles
 * and collects garbage, which favours whoever makes the most garbage.
 */
export function cpuMs(work: () => void, repeats = 1): number {
  const before = process.threadCpuUsage();
  for (let i = 0; i < repeats; i++) work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / repeats;
}

/**
 * Times contenders against each other: `warmUps` rounds that do not count, then `rounds` that do, each contender once a round and
 * every other round in reverse order, so that a machine that slows down slows all of them. A contender is told the round, from 0,
 * below 0 in warm-ups, and gives its own times, one for each of its phases; the result holds the spread of each.
 */
export function alternate<Phase extends string>(
  contenders: ((round: number) => Record<Phase, number>)[],
  rounds: number,
  warmUps = 1,
): Record<Phase, Spread>[] {
  const samples: Record<Phase, number>[][] = contenders.map(() => []);
  for (let round = -warmUps; round < rounds; round++) {
    const order = contenders.map((_, i) => (round % 2 ? contenders.length - 1 - i : i));
    for (const i of order) {
      const times = contenders[i](round);
      if (round >= 0) samples[i].push(times);
    }
  }
  return samples.map((runs) => {
    const phases = Object.keys(runs[0]) as Phase[];
    const spreads = phases.map((phase) => [phase, spreadOf(runs.map((run) => run[phase]))]);
    return Object.fromEntries(spreads) as Record<Phase, Spread>;
  });
}
