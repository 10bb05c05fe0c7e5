import '../../tfjs-in-node.ts';
import type { Scalar, Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  type Convolution,
  inputOf,
  type Network,
  type Pool,
} from '../../../src/engine/style-transfer/network.ts';
import type { Evaluate } from './implementation.ts';
import type { Problem } from './problem.ts';

type Outputs = Map<string | undefined, Tensor4D>;

/** tfjs with its kernels in WebAssembly, on one thread. */
export async function startTfjs() {
  await (await import('../../../src/lib/tfjs/wasm.ts')).startWasm();
  return import('@tensorflow/tfjs-core');
}

/** The loss written down in tfjs, and the gradient that it derives by itself: how one would begin. */
export async function openAutograd(network: Network, { size, targets, rgb }: Problem): Promise<Evaluate> {
  const tf = await startTfjs();
  const module: string = '@tensorflow/tfjs-core/dist/register_all_gradients'; // it has no types
  await import(module);
  const weights = network.nodes.map((node) =>
    node.op === 'pool'
      ? undefined
      : {
          kernel: tf.tensor4d(node.weights, [node.size, node.size, node.inputs, node.outputs]),
          bias: tf.tensor1d(node.bias),
        },
  );
  const mean = tf.tensor1d(network.mean);
  const grams = targets.style.map(({ gram }) => {
    const channels = Math.sqrt(gram.length);
    return tf.tensor2d(gram, [channels, channels]);
  });
  const features = targets.content.map(({ features: values }) => tf.tensor1d(values));
  const away = (found: Tensor, wanted: Tensor, weight: number) =>
    tf.mul(tf.sum(tf.squaredDifference(found, wanted)), weight) as Scalar;

  const pooled = ({ kind, window }: Pool, x: Tensor4D): Tensor4D => {
    const [strides, pad] = window === 2 ? ([2, 'valid'] as const) : ([1, 'same'] as const);
    return kind === 'max' ? tf.maxPool(x, window, strides, pad) : tf.avgPool(x, window, strides, pad);
  };
  const convolved = ({ plus, relu }: Convolution, i: number, x: Tensor4D, outputs: Outputs): Tensor4D => {
    const { kernel, bias } = weights[i]!;
    let y = tf.add(tf.conv2d(x, kernel, 1, 'same'), bias) as Tensor4D;
    if (plus !== undefined) y = tf.add(y, outputs.get(plus)!);
    return relu ? tf.relu(y) : y;
  };

  const loss = (x: Tensor): Scalar => {
    const outputs: Outputs = new Map([[undefined, tf.sub(x, mean) as Tensor4D]]);
    for (const [i, node] of network.nodes.entries()) {
      const input = outputs.get(inputOf(network, i))!;
      const output = node.op === 'pool' ? pooled(node, input) : convolved(node, i, input, outputs);
      outputs.set(node.name, output);
    }
    const terms = [
      ...targets.style.map(({ layer, weight }, k) => {
        const output = outputs.get(layer)!;
        const [, height, width, channels] = output.shape;
        const F = tf.reshape(output, [height * width, channels]) as Tensor2D;
        return away(tf.div(tf.matMul(F, F, true), height * width), grams[k], weight);
      }),
      ...targets.content.map(({ layer, weight }, k) =>
        away(tf.reshape(outputs.get(layer)!, [-1]), features[k], weight),
      ),
    ];
    return tf.addN(terms) as Scalar;
  };
  const derive = tf.valueAndGrad((x: Tensor) => loss(x));
  const x = tf.tensor4d(rgb, [1, size, size, 3]);
  return async (gradient) => {
    const { value, grad } = tf.tidy(() => derive(x));
    gradient.set(await grad.data<'float32'>());
    const [total] = await value.data();
    tf.dispose([value, grad]);
    return total;
  };
}
