import wasmUrl from '../../engine/factorization-machines/factorization-machines.wasm?url';
import {
  arraysOf,
  createArraysTrainer,
  denseFeatures,
  Fit,
  gram,
  initialWeights,
  lossOf,
  scores,
  startingBias,
  TITANIC,
  TITANIC_FEATURES,
  titanic,
  titanicFloor,
  weightsJson,
} from '../../engine/factorization-machines/index.ts';
import { RunLoop } from '../../lib/run-loop.ts';
import { serve } from '../../lib/worker-host.ts';
import type { Tools } from './models.ts';
import { passengersOf } from './passengers.ts';
import { Session } from './session.ts';
import type { Computer, RunView, Spec } from './views.ts';

const tools: Tools = {
  Fit,
  denseFeatures,
  gram,
  initialWeights,
  lossOf,
  scores,
  startingBias,
  titanic,
  passengers: passengersOf(TITANIC, TITANIC_FEATURES, titanicFloor()),
  trainers: { arrays: createArraysTrainer },
  missing: {},
};
const session = new Session(tools);
let loop = new RunLoop<void>([]);

/** tfjs has one backend at a time, which a run's tensors belong to. */
async function loadTfjs(computer: 'tfjs' | 'tfjs-wasm'): Promise<void> {
  const [start, { createTfjsTrainer, tensorsAlive }] = await Promise.all([
    computer === 'tfjs'
      ? import('../../lib/tfjs/cpu.ts').then(({ startCpu }) => startCpu)
      : import('../../lib/tfjs/wasm.ts').then(({ startWasm }) => startWasm),
    import('../../engine/factorization-machines/tfjs/trainer.ts'),
  ]);
  session.rest();
  await start();
  tools.trainers[computer] = createTfjsTrainer;
  tools.alive = tensorsAlive;
}

/** Where WebAssembly is refused, typed arrays do; where its file does not come, that is an error. */
async function loadCompiled(): Promise<void> {
  if (tools.trainers.compiled) return;
  const [{ createCompiled }, response] = await Promise.all([
    import('../../engine/factorization-machines/compiled.ts'),
    fetch(wasmUrl),
  ]);
  if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  const module = await WebAssembly.compile(bytes).catch(() => undefined);
  if (module) tools.trainers.compiled = await createCompiled(module);
  else tools.missing.compiled = 'WebAssembly is not allowed to be compiled here.';
}

async function load(computer: Computer): Promise<void> {
  if (computer === 'compiled') await loadCompiled();
  else if (computer !== 'arrays') await loadTfjs(computer);
}

const shown = (progress: { count: number; done: boolean }) => ({
  ...progress,
  step: session.view(),
});

const api = {
  begin: async (spec: Spec): Promise<RunView> => {
    await load(spec.computer);
    session.begin(spec);
    return session.view();
  },
  /** Takes the run up again after an epoch that it passed, or after the newest, with other settings. */
  resume: async (spec: Spec, epoch?: number): Promise<RunView> => {
    await load(spec.computer);
    session.resume(spec, epoch);
    return session.view();
  },
  extend: async (epochs: number): Promise<RunView> => {
    session.extend(epochs);
    return session.view();
  },
  go: async () => {
    loop = new RunLoop(session.steps());
    return shown(await loop.go());
  },
  latest: async () => shown(loop.latest()),
  pause: async () => loop.pause(),
  at: async (epoch: number) => session.at(epoch),
  /** Weights of the factorization machine after an epoch, as files hold them. */
  weights: async (epoch: number) => {
    const { fm } = session.weightsAt(epoch);
    return { json: weightsJson(fm), arrays: arraysOf(fm) };
  },
  /** Programs that make the same run elsewhere, from its seed to an epoch. */
  code: async (spec: Spec, epochs: number) => {
    const recipe = session.models.recipe(spec, epochs);
    const [{ pyfmsCode }, { numpyCode }, { tfjsCode }] = await Promise.all([
      import('../../engine/factorization-machines/code/pyfms.ts'),
      import('../../engine/factorization-machines/code/numpy.ts'),
      import('../../engine/factorization-machines/code/tfjs.ts'),
    ]);
    return [
      { label: 'Python, pyfms', language: 'python', code: pyfmsCode(recipe) },
      { label: 'Python, numpy', language: 'python', code: numpyCode(recipe) },
      { label: 'TypeScript, TensorFlow.js', language: 'ts', code: tfjsCode(recipe) },
    ];
  },
};

export type FactorizationMachinesApi = typeof api;
serve(api);
