import { type Executor, finish } from '../../../src/engine/style-transfer/index.ts';
import { versionOf } from '../machine.ts';
import type { Evaluate, Implementation } from './implementation.ts';
import { openCompiled, RELAXED } from './ours.ts';
import type { Problem } from './problem.ts';

/** Who takes part in JavaScript and WebAssembly; each is loaded where it runs. */
export const CONTENDERS = {
  compiled: {
    name: 'This site’s engine',
    open: async (network, problem) => byExecutor(await openCompiled(network), problem),
  },
  relaxed: {
    name: 'This site’s engine, relaxed SIMD',
    open: async (network, problem) => byExecutor(await openCompiled(network, RELAXED), problem),
  },
  tfjs: {
    name: 'tfjs in WebAssembly, gradients as forward convolutions',
    version: versionOf('@tensorflow/tfjs-core'),
    open: async (network, problem) => {
      const { startTfjs } = await import('./tfjs.ts');
      await startTfjs();
      const { createTfjs } = await import('../../../src/engine/style-transfer/tfjs/executor.ts');
      return byExecutor(await createTfjs()(network), problem);
    },
  },
  autograd: {
    name: 'tfjs in WebAssembly, its own gradients',
    version: versionOf('@tensorflow/tfjs-core'),
    open: async (network, problem) => (await import('./tfjs.ts')).openAutograd(network, problem),
  },
} satisfies Record<string, Implementation>;
export type ContenderName = keyof typeof CONTENDERS;

function byExecutor(executor: Executor, { size, targets, rgb }: Problem): Evaluate {
  const objective = executor.aim(size, size, targets);
  return async (gradient) => {
    const { style, content } = await finish(objective.evaluate(rgb, gradient));
    return [...style, ...content].reduce((sum, loss) => sum + loss, 0);
  };
}
