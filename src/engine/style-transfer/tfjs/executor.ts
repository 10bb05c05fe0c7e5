import {
  concat,
  dispose,
  getBackend,
  reshape,
  type Tensor,
  tensor2d,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { CreateExecutor, Executor, Losses, Objective, Targets, Work } from '../executor.ts';
import { type Shape, shapesOf } from '../graph.ts';
import { type Network, parameters, upTo } from '../network.ts';
import type { Picture } from '../picture.ts';
import { type Device, Watch } from './lost.ts';
import { type Aim, Pass } from './pass.ts';
import { gramOf } from './terms.ts';
import { Weights } from './weights.ts';

/**
 * Executors that run a network as operations of tfjs, on the backend that the caller has started (src/lib/tfjs). With the `device`
 * given, work throws a `ContextLostError` once that is lost. Pieces of work are whole layers.
 */
export function createTfjs(device?: Device): CreateExecutor {
  return (network) => {
    shapesOf(network, 2 ** 20, 2 ** 20); // complains where layers do not fit together
    return new OnTfjs(network, new Watch(device));
  };
}

class OnTfjs implements Executor {
  readonly name = `tfjs ${getBackend()}`;
  readonly #network: Network;
  readonly #watch: Watch;
  readonly #weights: Weights;
  /** What the objective of now aims at. */
  #aims: { objective: Objective; tensors: Tensor[] } | undefined;
  /** Work that may have been left half-way. */
  #pass: Pass | undefined;
  #free = false;

  constructor(network: Network, watch: Watch) {
    this.#network = network;
    this.#watch = watch;
    this.#weights = new Weights(network);
  }

  *describe(
    { width, height, data }: Picture,
    layers: { grams?: readonly string[]; features?: readonly string[] },
  ): ReturnType<Executor['describe']> {
    const { grams = [], features = [] } = layers;
    this.#check();
    const network = upTo(this.#network, [...grams, ...features]);
    shapesOf(network, width, height); // complains of a picture that is too small
    const found: Tensor[] = [];
    let pass: Pass | undefined;
    try {
      pass = this.#begin(network, data, width, height);
      yield* pass.forward();
      for (const name of grams) found.push(gramOf(pass.at(name)));
      const kept = [...found];
      for (const name of features) kept.push(pass.at(name));
      const values = yield* this.#read(kept);
      return {
        grams: new Map(grams.map((name, i) => [name, values[i]])),
        features: new Map(features.map((name, i) => [name, values[grams.length + i]])),
      };
    } catch (error) {
      throw this.#watch.reason(error);
    } finally {
      dispose(found);
      pass?.free();
    }
  }

  aim(width: number, height: number, targets: Targets): Objective {
    const layers = [...targets.style, ...targets.content].map(({ layer }) => layer);
    const network = upTo(this.#network, layers);
    const shapes = shapesOf(network, width, height);
    const { aims, tensors } = aimsOf(network, shapes, targets);
    const objective: Objective = {
      evaluate: (rgb, gradient) =>
        this.#evaluate(objective, { network, aims, targets }, { width, height, data: rgb }, gradient),
    };
    if (this.#aims) dispose(this.#aims.tensors);
    this.#aims = { objective, tensors };
    return objective;
  }

  *#evaluate(
    objective: Objective,
    { network, aims, targets }: { network: Network; aims: Aim[][]; targets: Targets },
    { width, height, data }: Picture,
    gradient: Float32Array,
  ): Work<Losses> {
    this.#check();
    if (this.#aims?.objective !== objective) throw new Error('Another objective has been aimed at since.');
    let losses: Tensor | undefined;
    let pass: Pass | undefined;
    try {
      pass = this.#begin(network, data, width, height);
      yield* pass.forward();
      const { gradient: slope, distances, met } = yield* pass.backward(aims);
      losses = tidy(() => concat(distances.map((distance) => reshape(distance, [1]))));
      const [pixels, squares] = yield* this.#read([slope, losses]);
      gradient.set(pixels);
      const result = {
        style: new Float64Array(targets.style.length),
        content: new Float64Array(targets.content.length),
      };
      met.forEach(({ kind, place, weight }, i) => {
        result[kind][place] = weight * squares[i];
      });
      return result;
    } catch (error) {
      throw this.#watch.reason(error);
    } finally {
      losses?.dispose();
      pass?.free();
    }
  }

  /** Outputs, once more what convolutions lay out on some devices, gradients on their way, and weights for both ways. */
  memory(width: number, height: number): number {
    const shapes = shapesOf(this.#network, width, height);
    const sizes = shapes.map((shape) => shape.width * shape.height * shape.channels);
    const laidOut = this.#network.nodes.map((node, i) =>
      node.op === 'conv' && node.size > 1
        ? node.size ** 2 * shapes[i].width * shapes[i].height * Math.max(node.inputs, node.outputs)
        : 0,
    );
    const outputs = sizes.reduce((sum, size) => sum + size, 0);
    const { weights, biases } = parameters(this.#network);
    return 4 * (outputs + 4 * Math.max(...sizes) + Math.max(...laidOut) + 2 * weights + biases);
  }

  free(): void {
    if (this.#free) return;
    this.#free = true;
    this.#pass?.free();
    if (this.#aims) dispose(this.#aims.tensors);
    this.#aims = undefined;
    this.#weights.free();
  }

  #check(): void {
    if (this.#free) throw new Error('The executor has been freed.');
    this.#watch.check();
  }

  #begin(network: Network, rgb: Float32Array, width: number, height: number): Pass {
    this.#pass?.free();
    this.#pass = new Pass(network, this.#weights, rgb, width, height);
    return this.#pass;
  }

  *#read(tensors: Tensor[]): Work<Float32Array[]> {
    let values: Float32Array[] = [];
    let failed: { error: unknown } | undefined;
    // An error is thrown here rather than where the promise is awaited, so that what is held is let go of.
    yield this.#watch.answered(Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))).then(
      (read) => {
        values = read;
      },
      (error: unknown) => {
        failed = { error };
      },
    );
    if (failed) throw failed.error;
    return values;
  }
}

/** Targets on the device, by the nodes whose outputs they are for. */
function aimsOf(network: Network, shapes: Shape[], targets: Targets): { aims: Aim[][]; tensors: Tensor[] } {
  const aims: Aim[][] = network.nodes.map(() => []);
  const tensors: Tensor[] = [];
  const indexOf = (layer: string) => network.nodes.findIndex(({ name }) => name === layer);
  for (const [place, { layer, gram, weight }] of targets.style.entries()) {
    const i = indexOf(layer);
    const { channels } = shapes[i];
    const target = tensor2d(gram, [channels, channels]);
    tensors.push(target);
    aims[i].push({ kind: 'style', place, weight, target });
  }
  for (const [place, { layer, features, weight }] of targets.content.entries()) {
    const i = indexOf(layer);
    const { width, height, channels } = shapes[i];
    const target = tensor4d(features, [1, height, width, channels]);
    tensors.push(target);
    aims[i].push({ kind: 'content', place, weight, target });
  }
  return { aims, tensors };
}
