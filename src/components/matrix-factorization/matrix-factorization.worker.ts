import { NotCompiledError } from '../../engine/matrix-factorization/compile/not-compiled.ts';
import { createFactorizer, observed, randomFactors } from '../../engine/matrix-factorization/index.ts';
import { createArraysTrainer } from '../../engine/matrix-factorization/loss/arrays.ts';
import { lossMathml } from '../../engine/matrix-factorization/loss/mathml.ts';
import { parseLoss } from '../../engine/matrix-factorization/loss/parse.ts';
import wasmUrl from '../../engine/matrix-factorization/matrix-factorization.wasm?url';
import { serve } from '../../lib/worker-host.ts';
import { FanRun } from './fan-loop.ts';
import { probe, rate } from './probe.ts';
import { Session, type Tools } from './session.ts';
import type { Spec } from './views.ts';

/** Where WebAssembly is refused, typed arrays do; where its file does not come, that is an error. */
async function compiler(): Promise<Tools['compiled']> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  const module = await WebAssembly.compile(bytes).catch(() => undefined);
  if (!module) {
    return () => {
      throw new NotCompiledError('WebAssembly is not allowed to be compiled here.');
    };
  }
  const factorizer = await createFactorizer(module);
  return (problem) => factorizer.compile(problem);
}

const ready = compiler().then(
  (compiled) =>
    new Session({ parseLoss, lossMathml, observed, randomFactors, arrays: createArraysTrainer, compiled }),
);
ready.catch(() => {}); // every call below tells of it

/** Loads tfjs with its cpu backend. */
async function loadTfjs(): Promise<void> {
  const session = await ready;
  const [{ startCpu }, { createTfjsTrainer, tensorsAlive }] = await Promise.all([
    import('../../lib/tfjs/cpu.ts'),
    import('../../engine/matrix-factorization/tfjs/trainer.ts'),
  ]);
  await startCpu();
  session.tools.tfjs = { create: createTfjsTrainer, alive: tensorsAlive };
}

let fan: FanRun | undefined;

function running() {
  if (!fan) throw new Error('no fan');
  return fan.loop;
}

const api = {
  readLoss: async (source: string) => (await ready).readLoss(source),
  begin: async (spec: Spec, tame: boolean) => {
    const session = await ready;
    session.begin(spec, tame);
    return session.view();
  },
  solve: async (...given: Parameters<Session['solve']>) => (await ready).solve(...given),
  advance: async (to: number, ms: number) => (await ready).advance(to, ms),
  resume: async (step: number, alpha: number, steps: number) => {
    const session = await ready;
    session.resume(step, alpha, steps);
    return session.view();
  },
  at: async (step: number) => (await ready).at(step),
  probe: async (spec: Spec) => probe(await ready, spec),
  rate: async (...given: [spec: Spec, executor: Spec['executor'], ms: number]) => rate(await ready, ...given),
  loadTfjs,
  /** Programs that make the same elsewhere. */
  code: async (spec: Spec) => {
    const session = await ready;
    const problem = session.problem(spec, session.start(spec));
    const [{ numpyCode }, { tfjsCode }] = await Promise.all([
      import('../../engine/matrix-factorization/code/numpy.ts'),
      import('../../engine/matrix-factorization/code/tfjs.ts'),
    ]);
    return [
      { label: 'Python, numpy', language: 'python', code: numpyCode(problem, spec.steps) },
      { label: 'TypeScript, TensorFlow.js', language: 'ts', code: tfjsCode(problem, spec.steps) },
    ];
  },
  fan: async (spec: Spec, holes: readonly number[]) => {
    fan = new FanRun(await ready, spec, holes);
  },
  go: async () => running().go(),
  latest: async () => running().latest(),
  pause: async () => running().pause(),
};

export type MatrixFactorizationApi = typeof api;
serve(api);
