import type { Stylization } from '../../engine/style-transfer/index.ts';
import type { Pace } from './pace.ts';
import { thinned } from './thinned.ts';
import type { RunView } from './views.ts';

/** Rows of losses that the page is told, at most. */
const MOST_ROWS = 240;

/** Where a stylization stands, for the page; `about` is what it does not know itself. */
export function viewOf(
  { latest, layers, plan, steps, history }: Stylization,
  pace: Pace,
  about: Pick<RunView, 'ms' | 'state' | 'by' | 'lost'>,
): RunView {
  const step = latest?.step ?? 0;
  const levels = plan.map(({ width, height, steps }) => ({ width, height, steps }));
  return {
    ...{ step, steps, levels, layers },
    history: thinned(history, MOST_ROWS).map(({ step, level, losses }) => ({
      ...{ step, level, total: losses.total, content: losses.content, variation: losses.variation },
      style: losses.style,
    })),
    ...{ leftMs: pace.left(levels, step), rate: pace.rate },
    ...about,
  };
}
