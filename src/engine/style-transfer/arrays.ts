import { convolveRow, convolveRowBack } from './arrays/convolution.ts';
import { contentTerm, gramOf, styleTerm } from './arrays/gram.ts';
import { poolRow, poolRowBack } from './arrays/pooling.ts';
import type { CreateExecutor, Losses, Objective, Targets, Work } from './executor.ts';
import { type Shape, shapesOf, type Wired, wired } from './graph.ts';
import { type Network, upTo } from './network.ts';

/** An executor in plain loops, all of it in float64: slow, and what the others are held to. */
export const createArrays: CreateExecutor = (network) => {
  let current: object | undefined;
  return {
    name: 'arrays',
    *describe({ width, height, data }, { grams = [], features = [] }) {
      const pass = new Pass(upTo(network, [...grams, ...features]), width, height);
      yield* pass.forward(data);
      const result = { grams: new Map<string, Float32Array>(), features: new Map<string, Float32Array>() };
      for (const name of grams) {
        const { output, pixels, channels } = pass.at(name);
        result.grams.set(name, new Float32Array(gramOf(output, pixels, channels)));
        yield;
      }
      for (const name of features) result.features.set(name, new Float32Array(pass.at(name).output));
      return result;
    },
    aim(width, height, targets) {
      const layers = [...targets.style, ...targets.content].map(({ layer }) => layer);
      const pass = new Pass(upTo(network, layers), width, height);
      const objective: Objective = {
        *evaluate(rgb, gradient) {
          if (current !== objective) throw new Error('Another objective has been aimed at since.');
          return yield* pass.evaluate(rgb, gradient, targets);
        },
      };
      current = objective;
      return objective;
    },
    memory(width, height) {
      const values = shapesOf(network, width, height).reduce((sum, shape) => sum + sizeOf(shape), 0);
      const weights = network.nodes.reduce(
        (sum, node) => sum + (node.op === 'conv' ? node.weights.length + node.bias.length : 0),
        0,
      );
      return 16 * (values + 3 * width * height) + 4 * weights;
    },
    free() {
      current = undefined;
    },
  };
};

/** One way forwards through a network and one back, for pictures of one size. */
class Pass {
  readonly #mean: readonly number[];
  readonly #nodes: Wired[];
  readonly #picture: Shape;
  readonly #shapes: Shape[];
  readonly #input: Float64Array;
  readonly #outputs: Float64Array[];
  /** Gradients at the outputs, made when first needed. */
  #slopes: Float64Array[] | undefined;

  constructor(network: Network, width: number, height: number) {
    this.#mean = network.mean;
    this.#nodes = wired(network);
    this.#picture = { width, height, channels: 3 };
    this.#shapes = shapesOf(network, width, height);
    this.#input = new Float64Array(sizeOf(this.#picture));
    this.#outputs = this.#shapes.map((shape) => new Float64Array(sizeOf(shape)));
  }

  at(name: string): { index: number; output: Float64Array; pixels: number; channels: number } {
    const index = this.#nodes.findIndex(({ node }) => node.name === name);
    if (index < 0) throw new Error(`There is no layer ${name}.`);
    const { width, height, channels } = this.#shapes[index];
    return { index, output: this.#outputs[index], pixels: width * height, channels };
  }

  *forward(rgb: Float32Array): Work<void> {
    for (let i = 0; i < rgb.length; i++) this.#input[i] = rgb[i] - this.#mean[i % 3];
    for (const [i, { node, from, plus }] of this.#nodes.entries()) {
      const [shape, before] = [this.#shapes[i], this.#shapeAt(from)];
      const [input, output] = [this.#outputAt(from), this.#outputs[i]];
      for (let y = 0; y < shape.height; y++) {
        if (node.op === 'pool') poolRow(node, before, shape, input, output, y);
        else convolveRow(node, shape, input, output, y);
        yield;
      }
      if (plus !== undefined) add(output, this.#outputAt(plus));
      if (node.op === 'conv' && node.relu)
        for (let j = 0; j < output.length; j++) if (output[j] < 0) output[j] = 0;
    }
  }

  *evaluate(rgb: Float32Array, gradient: Float32Array, { style, content }: Targets): Work<Losses> {
    yield* this.forward(rgb);
    this.#slopes ??= this.#outputs.map(({ length }) => new Float64Array(length));
    for (const slope of this.#slopes) slope.fill(0);
    const losses = { style: new Float64Array(style.length), content: new Float64Array(content.length) };
    for (const [i, target] of style.entries()) {
      const { index, output, pixels, channels } = this.at(target.layer);
      losses.style[i] = styleTerm(output, this.#slopes[index], pixels, channels, target);
      yield;
    }
    for (const [i, target] of content.entries()) {
      const { index, output } = this.at(target.layer);
      losses.content[i] = contentTerm(output, this.#slopes[index], target);
    }
    const toPicture = new Float64Array(this.#input.length);
    yield* this.#backward(this.#slopes, toPicture);
    gradient.set(toPicture);
    return losses;
  }

  *#backward(slopes: Float64Array[], toPicture: Float64Array): Work<void> {
    for (let i = this.#nodes.length - 1; i >= 0; i--) {
      const { node, from, plus } = this.#nodes[i];
      const [shape, before] = [this.#shapes[i], this.#shapeAt(from)];
      const [output, slope] = [this.#outputs[i], slopes[i]];
      const down = from < 0 ? toPicture : slopes[from];
      if (node.op === 'conv' && node.relu)
        for (let j = 0; j < slope.length; j++) if (output[j] <= 0) slope[j] = 0;
      if (plus !== undefined) add(plus < 0 ? toPicture : slopes[plus], slope);
      for (let y = 0; y < shape.height; y++) {
        if (node.op === 'pool') poolRowBack(node, before, shape, this.#outputAt(from), slope, down, y);
        else convolveRowBack(node, shape, slope, down, y);
        yield;
      }
    }
  }

  #shapeAt(index: number): Shape {
    return index < 0 ? this.#picture : this.#shapes[index];
  }

  #outputAt(index: number): Float64Array {
    return index < 0 ? this.#input : this.#outputs[index];
  }
}

const sizeOf = ({ width, height, channels }: Shape) => width * height * channels;

function add(to: Float64Array, values: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += values[i];
}
