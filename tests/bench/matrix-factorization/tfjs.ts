import '../../tfjs-in-node.ts';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';
import { problemOf, walkOf } from './trainers.ts';

/** What each backend of tfjs is started by; a thread runs one of them alone. */
const START = {
  cpu: async () => (await import('../../../src/lib/tfjs/cpu.ts')).startCpu(),
  wasm: async () => (await import('../../../src/lib/tfjs/wasm.ts')).startWasm(),
};

function tfjs(name: string, backend: keyof typeof START, fits: Implementation['fits']): Implementation {
  return {
    name,
    version: versionOf('@tensorflow/tfjs-core'),
    precision: 'float32',
    fits,
    open: async (problem, optimizer) => {
      const { enableProdMode } = await import('@tensorflow/tfjs-core');
      enableProdMode(); // neither checks nor advice
      await START[backend]();
      const { createTfjsTrainer } = await import('../../../src/engine/matrix-factorization/tfjs/trainer.ts');
      return walkOf(createTfjsTrainer(problemOf(problem, optimizer)));
    },
  };
}

export const tfjsWasm: Implementation = tfjs('tfjs, WebAssembly', 'wasm', () => true);
export const tfjsCpu: Implementation = tfjs('tfjs, JavaScript', 'cpu', (_, loss) => loss === 'squared');
