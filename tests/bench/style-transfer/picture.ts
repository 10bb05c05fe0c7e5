import { spreadOf } from '../measure.ts';
import { round, rounded } from '../rounded.ts';
import type { Stylized } from './requests.ts';
import type { Results } from './results.ts';

const SIZE = 256;

/** A whole picture with all defaults, some times. */
export async function pictureOf(
  { stylize }: { stylize: (size: number) => Promise<Stylized> },
  rounds: number,
): Promise<Results['picture']> {
  const runs: Stylized[] = [];
  for (let i = 0; i < rounds; i++) runs.push(await stylize(SIZE));
  const [{ levels, loss, memory }] = runs;
  return {
    size: SIZE,
    first: rounded(spreadOf(runs.map(({ first }) => first))),
    levels: levels.map((level, i) => ({
      ...level,
      ms: rounded(spreadOf(runs.map((run) => run.levels[i].ms))),
    })),
    loss: round(loss, 4),
    memory,
  };
}
