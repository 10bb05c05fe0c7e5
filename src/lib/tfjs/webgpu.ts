import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import '@tensorflow/tfjs-backend-webgpu/dist/flags_webgpu';
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AvgPool';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AvgPoolGrad';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul';
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPool';
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPoolGrad';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape';
import { squareConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Square';
import { stepConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Step';
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum';
import {
  enableProdMode,
  findBackendFactory,
  ready,
  registerBackend,
  registerKernel,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { GraphicsDevice } from './device.ts';

/** What networks ask of tfjs, forwards and backwards to their input; a kernel that is missing here throws when it is first used. */
const KERNELS = [
  addConfig,
  avgPoolConfig,
  avgPoolGradConfig,
  batchMatMulConfig,
  castConfig,
  concatConfig,
  fusedConv2DConfig,
  identityConfig,
  maxPoolConfig,
  maxPoolGradConfig,
  multiplyConfig,
  realDivConfig,
  reluConfig,
  reshapeConfig,
  squareConfig,
  stepConfig,
  subConfig,
  sumConfig,
];

/** Those of the device's limits that tfjs comes near to; a device that is asked for no more has the least that WebGPU guarantees. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

let started: GraphicsDevice | undefined;

/**
 * Makes tfjs compute on the graphics device by WebGPU, from now on; in workers too. Import this file by `import()`: it brings tfjs, 86 kB gzipped. Throws where
 * there is no such device.
 */
export async function startWebgpu(): Promise<GraphicsDevice> {
  enableProdMode(); // it neither checks nor advises
  if (started && !started.isLost()) {
    await setBackend('webgpu');
    return started;
  }
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no WebGPU here');
  const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  const gpu = await adapter.requestDevice({ requiredLimits });
  if (findBackendFactory('webgpu'))
    removeBackend('webgpu'); // lost, or has failed to start
  else KERNELS.forEach(registerKernel);
  registerBackend('webgpu', () => new WebGPUBackend(gpu, adapter.info));
  if (!(await setBackend('webgpu'))) throw new Error('the WebGPU backend of tfjs did not start');
  await ready();
  let gone = false;
  const lost = gpu.lost.then(() => {
    gone = true;
  });
  started = { lost, isLost: () => gone };
  return started;
}
