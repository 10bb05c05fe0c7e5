import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool';
import { avgPoolGradConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPoolGrad';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool';
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPoolGrad';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { squareConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Square';
import { stepConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Step';
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum';
import {
  enableProdMode,
  env,
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

/** Textures that are not in use are kept for reuse up to so many bytes; tfjs would keep all of them. */
const KEPT_TEXTURES = 256 * 2 ** 20;

let started: GraphicsDevice | undefined;

/**
 * Makes tfjs compute on the graphics device by WebGL 2, from now on; in workers too, where the browser has OffscreenCanvas. Import this file by
 * `import()`: it brings tfjs, 95 kB gzipped. Throws where there is no such device, or it has no 32-bit floats.
 */
export async function startWebgl(): Promise<GraphicsDevice> {
  enableProdMode(); // it neither checks nor advises
  if (started && !started.isLost()) {
    await setBackend('webgl');
    return started;
  }
  if (findBackendFactory('webgl'))
    removeBackend('webgl'); // lost, or has failed to start
  else KERNELS.forEach(registerKernel);
  env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', KEPT_TEXTURES);
  let backend: MathBackendWebGL | undefined;
  registerBackend('webgl', () => {
    backend = new MathBackendWebGL();
    return backend;
  });
  if (!(await setBackend('webgl')) || !backend) throw new Error('the WebGL backend of tfjs did not start');
  await ready();
  if (env().getNumber('WEBGL_VERSION') < 2 || !env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('WebGL here has no 32-bit floats');
  const context = backend.gpgpu.gl as WebGL2RenderingContext;
  const lost = new Promise<void>((resolve) => {
    context.canvas.addEventListener('webglcontextlost', () => resolve(), { once: true });
  });
  started = { lost, isLost: () => context.isContextLost() };
  return started;
}
