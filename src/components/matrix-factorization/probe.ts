import type { Executor, Factors, Trainer } from '../../engine/matrix-factorization/index.ts';
import type { ExecutorView, TensorsView } from './loss-line/props.ts';
import type { Session } from './session.ts';
import type { Spec } from './views.ts';

/** How the three ways of computing a loss do on the matrix at hand. */
export interface Probe {
  executors: ExecutorView[];
  /** Largest difference between their gradients, relative to the largest entry; undefined with one alone. */
  difference: number | undefined;
  /** The module of the compiled loss. */
  module: Uint8Array | undefined;
  /** Undefined while tfjs is not loaded. */
  tensors: TensorsView | undefined;
}

const EXECUTORS: readonly Executor[] = ['tfjs', 'arrays', 'compiled'];
/** Finite differences are taken of so many entries, evenly spread, at most. */
const MOST_DIFFERENCES = 60;

/** Gradients of all executors where the run starts, compared with one another and with finite differences of the loss. */
export async function probe(session: Session, spec: Spec): Promise<Probe> {
  const start = session.start(spec);
  const checked = differences(session, spec, start);
  let module: Uint8Array | undefined;
  const gradients: Float64Array[] = [];
  const executors = EXECUTORS.map((executor): ExecutorView => {
    if (executor === 'tfjs' && !session.tools.tfjs) return { executor, state: 'absent' };
    const { trainer, instead } = session.train({ ...spec, executor }, start, spec.alpha);
    if (trainer.executor !== executor) {
      trainer.dispose();
      return { executor, state: 'out', reason: instead };
    }
    if ('bytes' in trainer && trainer.bytes instanceof Uint8Array) module = trainer.bytes;
    const gradient = joined(trainer.gradient());
    trainer.dispose();
    gradients.push(gradient);
    return {
      executor,
      state: 'ready',
      error: apart(
        checked.places.map((i) => gradient[i]),
        checked.slopes,
      ),
    };
  });
  let difference: number | undefined;
  for (const [i, one] of gradients.entries()) {
    for (const other of gradients.slice(i + 1)) difference = Math.max(difference ?? 0, apart(one, other));
  }
  return { executors, difference, module, tensors: await tensors(session, spec, start) };
}

async function tensors(session: Session, spec: Spec, start: Factors): Promise<TensorsView | undefined> {
  const { tfjs } = session.tools;
  if (!tfjs) return undefined;
  const trainer = tfjs.create(session.problem(spec, start));
  try {
    const kernels = [...(await trainer.traced()).values()].reduce((sum, count) => sum + count, 0);
    return { alive: tfjs.alive(), kernels };
  } finally {
    trainer.dispose();
  }
}

/** Steps per second that an executor takes in `ms` milliseconds; undefined where it cannot. */
export function rate(session: Session, spec: Spec, executor: Executor, ms: number): number | undefined {
  const start = session.start(spec);
  const { trainer } = session.train({ ...spec, executor }, start, spec.alpha / 100);
  try {
    return trainer.executor === executor ? stepsPerSecond(trainer, ms) : undefined;
  } finally {
    trainer.dispose();
  }
}

function stepsPerSecond(trainer: Trainer, ms: number): number {
  for (let i = 0; i < 3; i++) trainer.advance(); // the first are slower
  const bunch = trainer.executor === 'tfjs' ? 1 : 32;
  const begun = performance.now();
  let [steps, now] = [0, begun];
  do {
    for (let i = 0; i < bunch; i++) trainer.advance();
    steps += bunch;
    now = performance.now();
  } while (now < begun + ms);
  return (1000 * steps) / (now - begun);
}

/** Slopes of the loss by central differences, computed on typed arrays in double precision. */
function differences(session: Session, spec: Spec, start: Factors): { places: number[]; slopes: number[] } {
  const all = joined(start);
  const count = Math.min(MOST_DIFFERENCES, all.length);
  const places = Array.from({ length: count }, (_, i) => Math.floor((i * all.length) / count));
  const lossAt = (place: number, by: number) => {
    const moved = all.with(place, all[place] + by);
    const factors = { P: moved.slice(0, start.P.length), Q: moved.slice(start.P.length) };
    const trainer = session.tools.arrays(session.problem(spec, factors));
    const { loss } = trainer;
    trainer.dispose();
    return loss;
  };
  const slopes = places.map((place) => {
    const step = 1e-5 * Math.max(1, Math.abs(all[place]));
    return (lossAt(place, step) - lossAt(place, -step)) / (2 * step);
  });
  return { places, slopes };
}

const joined = ({ P, Q }: Factors): Float64Array => Float64Array.of(...P, ...Q);

/** The largest difference of two lists, relative to the largest number of them. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [difference, largest] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i] - b[i]));
    largest = Math.max(largest, Math.abs(a[i]), Math.abs(b[i]));
  }
  return largest > 0 ? difference / largest : difference;
}
