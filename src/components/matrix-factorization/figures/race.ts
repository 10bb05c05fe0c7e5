/** What a run is to reach: the loss within so much of its least, or every guess of Ada's rating of film C near the last one. */
export type Goal = 'tenth' | 'hundredth' | 'cell';

/** After how many steps one method reaches the goals at one learning rate; the median over some starts, null where it never does. */
export interface Run {
  alpha: number;
  /** Whether most of its starts end in numbers that are too large for any computer. */
  diverged: boolean;
  steps: Record<Goal, number | null>;
}

/** What RaceFigure shows: the three methods that take steps against a gradient, and the one that has no learning rate. */
export interface RaceShown {
  runs: { name: string; runs: Run[] }[];
  sweeps: Record<Goal, number | null>;
}

/** The run that reaches a goal soonest. */
export function best(runs: readonly Run[], goal: Goal): Run | undefined {
  const reached = runs.filter(({ steps }) => steps[goal] !== null);
  return reached.toSorted((a, b) => Number(a.steps[goal]) - Number(b.steps[goal]))[0];
}
