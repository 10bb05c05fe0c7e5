/** How much is measured: milliseconds of CPU of a sample, and samples of each contender. */
export interface Effort {
  sampleMs: number;
  rounds: number;
}

/** Does a thing so many times; milliseconds of CPU that it took. */
export type Timed = (count: number) => Promise<number>;

/** Times a second of each contender, a sample of each in each round; they take turns, every other round in reverse order. */
export async function ratesInTurn(contenders: Timed[], { sampleMs, rounds }: Effort): Promise<number[][]> {
  const runs: { timed: Timed; count: number; rates: number[] }[] = [];
  for (const timed of contenders) runs.push({ timed, count: await countFor(timed, sampleMs), rates: [] });
  for (let i = 0; i < rounds; i++)
    for (const { timed, count, rates } of i % 2 ? runs.toReversed() : runs)
      rates.push((1000 * count) / (await timed(count)));
  return runs.map(({ rates }) => rates);
}

/** How many take about `sampleMs`, once they are as quick as they get. */
async function countFor(timed: Timed, sampleMs: number): Promise<number> {
  for (let count = 1; ; count *= 4) {
    const ms = await timed(count);
    if (ms >= sampleMs / 4) return Math.max(1, Math.round((count * sampleMs) / ms));
  }
}
