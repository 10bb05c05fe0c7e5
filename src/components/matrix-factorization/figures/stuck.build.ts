import { alternation, predictions, startOf } from './example.build.ts';
import { ALS } from './settings.ts';
import type { Stand, StuckShown } from './stuck.ts';

/** A loss that no start near the least has. */
const FAR = 1;

async function stands(seed: number): Promise<Stand[]> {
  const als = await alternation(startOf(seed));
  const found = ALS.sweeps.map((sweeps) => {
    while (als.sweeps < sweeps) als.sweep();
    const cells = Array.from(predictions(als.factors()), (value) => Number(value.toFixed(4)));
    return { sweeps, loss: Number(als.loss().toFixed(6)), cells };
  });
  als.dispose();
  return found;
}

async function stuckStarts(): Promise<StuckShown> {
  const starts = [];
  for (let seed = 0; seed < ALS.starts; seed++) starts.push({ seed, stands: await stands(seed) });
  const end = ({ stands }: { stands: Stand[] }) => stands[stands.length - 1].loss;
  const there = starts.filter((start) => end(start) < FAR);
  const stuck = starts.filter((start) => end(start) >= FAR);
  return {
    starts: [there[0], stuck[0]],
    count: starts.length,
    stuck: stuck.length,
    least: Math.max(...there.map(end)),
    rest: Math.max(...stuck.map(end)),
  };
}

export default stuckStarts();
