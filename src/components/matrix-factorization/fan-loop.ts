import { RunLoop } from '../../lib/run-loop.ts';
import { FAN_PLAN, type FanStart, fanStart } from './fan/fan-run.ts';
import type { Session } from './session.ts';
import type { Spec } from './views.ts';

/** The starts of a fan, one after another, each from the next seed, as a loop for the worker. */
export class FanRun {
  readonly loop: RunLoop<readonly FanStart[]>;

  constructor(session: Session, spec: Spec, holes: readonly number[]) {
    this.loop = new RunLoop(starts(session, spec, holes));
  }
}

/** Runs all starts; yields those done so far, often. */
export function* starts(
  session: Session,
  spec: Spec,
  holes: readonly number[],
): Generator<readonly FanStart[]> {
  const { k, matrix } = spec;
  const done: FanStart[] = [];
  const setting = { ...spec, method: 'gradient-descent' } as const;
  const train = (start: Parameters<Session['train']>[1], alpha: number) =>
    session.train(setting, start, alpha).trainer;
  for (let s = 0; s < FAN_PLAN.starts; s++) {
    const start = session.start({ ...spec, seed: spec.seed + s });
    const run = fanStart(FAN_PLAN, start, holes, { train, columns: matrix.columns, k });
    for (let next = run.next(); ; next = run.next()) {
      if (next.done) {
        done.push(next.value);
        break;
      }
      yield done;
    }
    yield [...done];
  }
}
