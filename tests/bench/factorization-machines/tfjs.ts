import '../../tfjs-in-node.ts';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';

/** What each backend of tfjs is started by; a thread runs one of them alone. */
const START = {
  cpu: async () => (await import('../../../src/lib/tfjs/cpu.ts')).startCpu(),
  wasm: async () => (await import('../../../src/lib/tfjs/wasm.ts')).startWasm(),
};

const tfjs = (name: string, backend: keyof typeof START): Implementation => ({
  name,
  version: versionOf('@tensorflow/tfjs-core'),
  precision: 'float32',
  create: async (problem) => {
    await START[backend]();
    const { createTfjsTrainer } = await import('../../../src/engine/factorization-machines/tfjs/trainer.ts');
    return createTfjsTrainer(problem);
  },
});

/** Gradients that tfjs derives by itself; rows written out with their zeros. */
export const tfjsWasm: Implementation = tfjs('tfjs, WebAssembly', 'wasm');
export const tfjsCpu: Implementation = tfjs('tfjs, JavaScript', 'cpu');
