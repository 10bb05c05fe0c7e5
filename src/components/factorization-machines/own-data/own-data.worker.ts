import wasmUrl from '../../../engine/factorization-machines/factorization-machines.wasm?url';
import * as machines from '../../../engine/factorization-machines/index.ts';
import * as tables from '../../../engine/factorization-machines/table/index.ts';
import { RunLoop } from '../../../lib/run-loop.ts';
import { serve } from '../../../lib/worker-host.ts';
import { makeFile } from './exports.ts';
import { presetFile } from './preset-files.ts';
import { type Executor, Session } from './session.ts';
import { titanicTable } from './titanic-table.ts';
import type { Begin, ExecutorChoice, PresetId, Run } from './views.ts';

let compiled: Promise<machines.CreateTrainer> | undefined;

/** The kernel in WebAssembly, loaded when it is first asked for, and again where that failed. */
function loadCompiled(): Promise<machines.CreateTrainer> {
  compiled ??= Promise.all([fetch(wasmUrl), import('../../../engine/factorization-machines/compiled.ts')])
    .then(async ([response, { createCompiled }]) => {
      if (!response.ok) throw new Error(`${wasmUrl}: ${response.status}`);
      return createCompiled(await WebAssembly.compile(await response.arrayBuffer()));
    })
    .catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
  return compiled;
}

const arrays = (instead = ''): Executor => ({
  create: machines.createArraysTrainer,
  name: 'typed arrays',
  instead,
});

async function executor(choice: ExecutorChoice): Promise<Executor> {
  if (choice === 'arrays') return arrays();
  if (choice === 'cpu' || choice === 'wasm') {
    const { createTfjsTrainer } = await import('../../../engine/factorization-machines/tfjs/trainer.ts');
    if (choice === 'cpu') await (await import('../../../lib/tfjs/cpu.ts')).startCpu();
    else await (await import('../../../lib/tfjs/wasm.ts')).startWasm();
    const name = choice === 'cpu' ? 'tfjs in JavaScript' : 'tfjs in WebAssembly';
    return { create: createTfjsTrainer, name, instead: '' };
  }
  try {
    return { create: await loadCompiled(), name: 'the compiled kernel', instead: '' };
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    return arrays('This browser refuses WebAssembly, so typed arrays computed.');
  }
}

const files = new Map<PresetId, Blob>();

/** The file of a preset, loaded once. */
async function presets(id: PresetId): Promise<Blob> {
  if (id === 'titanic') return new Blob([titanicTable(machines.TITANIC)]);
  const known = files.get(id);
  if (known) return known;
  const url = presetFile(id);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const blob = await response.blob();
  files.set(id, blob);
  return blob;
}

/** Programs that repeat the run. */
async function code() {
  const [{ pyfmsCode }, { numpyCode }, { tfjsCode }] = await Promise.all([
    import('../../../engine/factorization-machines/code/pyfms.ts'),
    import('../../../engine/factorization-machines/code/numpy.ts'),
    import('../../../engine/factorization-machines/code/tfjs.ts'),
  ]);
  const recipe = session.findings.recipe();
  return [
    { label: 'Python, pyfms', language: 'python', code: pyfmsCode(recipe) },
    { label: 'Python, NumPy', language: 'python', code: numpyCode(recipe) },
    { label: 'TypeScript, TensorFlow.js', language: 'ts', code: tfjsCode(recipe) },
  ];
}

const session = new Session({ machines, tables, presets, executor });

let loop: RunLoop<() => Run> | undefined;
const running = () => {
  if (!loop) throw new Error('nothing runs');
  return loop;
};
const told = ({ step, ...progress }: ReturnType<RunLoop<() => Run>['latest']>) => ({
  ...progress,
  step: step?.(),
});

const api = {
  look: (...given: Parameters<Session['look']>) => session.look(...given),
  read: (...given: Parameters<Session['read']>) => session.read(...given),
  encode: (...given: Parameters<Session['encode']>) => session.encode(...given),
  weightsShape: (file: File) => session.weightsShape(file),
  progress: () => session.progress(),
  cancel: () => session.cancel(),
  begin: ({ settings, weights }: Begin) => session.begin(settings, weights),
  /** Sets a run up to go on for so many epochs. */
  prepare: (more: number) => {
    loop = new RunLoop(session.steps(more));
  },
  go: async () => told(await running().go()),
  latest: () => told(running().latest()),
  pause: () => running().pause(),
  results: () => session.findings.results(),
  explain: (row: number) => session.findings.explain(row),
  worst: () => session.findings.worst(),
  calibration: () => session.findings.calibration(),
  factors: () => session.findings.factors(),
  controls: (row: number) => session.findings.controls(row),
  predict: (...given: Parameters<typeof session.findings.predict>) => session.findings.predict(...given),
  response: (...given: Parameters<typeof session.findings.response>) => session.findings.response(...given),
  code,
  makeFile: (kind: Parameters<typeof makeFile>[2]) => makeFile(session.engine, session.findings, kind),
};

export type OwnDataApi = typeof api;
serve(api);
