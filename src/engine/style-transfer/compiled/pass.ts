import type { Core } from '../core.ts';
import type { Losses, Work } from '../executor.ts';
import { convolve, type End } from './convolution.ts';
import { gramScratch, type Layout } from './layout.ts';
import type { Memory } from './memory.ts';
import { floatsOf, inFours, perPiece } from './sizes.ts';
import type { Weights } from './weights.ts';

/** A term of the loss: which node it looks at, its weight, and where in memory its target lies. */
export interface Term {
  node: number;
  weight: number;
  target: number;
}

export interface Terms {
  style: Term[];
  content: Term[];
}

/** Runs a network that is laid out at `base`. */
export class Pass {
  readonly #core: Core;
  readonly #memory: Memory;
  readonly #weights: Weights;
  readonly #layout: Layout;
  readonly #base: number;

  constructor(core: Core, memory: Memory, weights: Weights, layout: Layout, base: number) {
    this.#core = core;
    this.#memory = memory;
    this.#weights = weights;
    this.#layout = layout;
    this.#base = base;
  }

  /** Outputs of all nodes; `look` is called right after each, before its memory is used for something else. */
  *forward(
    rgb: Float32Array,
    mean: readonly [number, number, number],
    look?: (node: number) => Work<void>,
  ): Work<void> {
    const { picture, nodes, shapes, rgb: given } = this.#layout;
    const pixels = picture.width * picture.height;
    this.#memory.floats(this.#base + given, 3 * pixels).set(rgb);
    this.#core.style_transfer_spread_colors(this.#base + given, pixels, ...mean, this.outputOf(-1));
    yield;
    for (const [i, { node, from, plus }] of nodes.entries()) {
      const [x, y] = [this.outputOf(from), this.outputOf(i)];
      if (node.op === 'conv') {
        const { forward, bias } = this.#weights.of(node);
        const end = { bias, plus: plus === undefined ? 0 : this.outputOf(plus), relu: node.relu };
        yield* convolve(this.#core, forward, shapes[i], x, end, y, this.#scratch);
      } else {
        const { width, height, channels } = from < 0 ? picture : shapes[from];
        const { width: columns, height: rows } = shapes[i];
        const some = perPiece(node.window ** 2 * columns * channels);
        for (let row = 0; row < rows; row += some) {
          const [largest, last] = [Number(node.kind === 'max'), Math.min(rows, row + some)];
          this.#core.style_transfer_pool(
            ...([x, height, width, inFours(channels), node.window, largest, y, row, last] as const),
          );
          yield;
        }
      }
      if (look) yield* look(i);
    }
  }

  /** The terms of the loss, and the gradient at the picture, once outputs are there. */
  *backward({ style, content }: Terms, gradient: Float32Array): Work<Losses> {
    const { picture, nodes, sums, gradient: found } = this.#layout;
    const losses = { style: new Float64Array(style.length), content: new Float64Array(content.length) };
    const given = sums.map(() => 0);
    for (let i = nodes.length - 1; i >= 0; i--) {
      for (const [k, term] of style.entries())
        if (term.node === i) losses.style[k] = yield* this.#styleTerm(term, this.#sumInto(i, given));
      for (const [k, term] of content.entries())
        if (term.node === i) losses.content[k] = yield* this.#contentTerm(term, this.#sumInto(i, given));
      yield* this.#backThrough(i, given);
    }
    if (nodes.length === 0) {
      gradient.fill(0); // nothing looks at the picture
      return losses;
    }
    const pixels = picture.width * picture.height;
    this.#core.style_transfer_gather_colors(this.#slopeOf(-1), pixels, this.#base + found);
    gradient.set(this.#memory.floats(this.#base + found, 3 * pixels));
    return losses;
  }

  /** The Gram matrix of a node's output, channels in fours, divided by its pixels; a pointer into scratch memory. */
  *gram(node: number): Work<number> {
    const { width, height, channels } = this.#layout.shapes[node];
    const [pixels, stride] = [width * height, inFours(channels)];
    const { G, between } = gramScratch(this.#core, channels);
    this.#core.style_transfer_clear(this.#scratch + G, stride ** 2);
    const some = 128 * perPiece(64 * stride ** 2);
    for (let pixel = 0; pixel < pixels; pixel += some) {
      const features = this.outputOf(node) + 4 * pixel * stride;
      const count = Math.min(some, pixels - pixel);
      this.#core.style_transfer_gram(features, count, stride, this.#scratch + between, this.#scratch + G);
      yield;
    }
    this.#core.style_transfer_gram_complete(this.#scratch + G, stride, 1 / pixels);
    return this.#scratch + G;
  }

  *#styleTerm({ node, weight, target }: Term, end: End): Work<number> {
    const shape = this.#layout.shapes[node];
    const [pixels, stride] = [shape.width * shape.height, inFours(shape.channels)];
    const G = yield* this.gram(node);
    const packed = this.#scratch + gramScratch(this.#core, shape.channels).packed;
    const away = this.#core.style_transfer_gram_away(G, target, stride, (4 * weight) / pixels, packed);
    const kernel = { size: 1, inputs: stride, outputs: stride, packed };
    yield* convolve(this.#core, kernel, shape, this.outputOf(node), end, this.#slopeOf(node), this.#scratch);
    return weight * away;
  }

  *#contentTerm({ node, weight, target }: Term, { plus = 0, gate = 0 }: End): Work<number> {
    const count = floatsOf(this.#layout.shapes[node]);
    const some = 4 * perPiece(16);
    let away = 0;
    for (let at = 0; at < count; at += some) {
      const next = (pointer: number) => pointer && pointer + 4 * at;
      away += this.#core.style_transfer_features_away(
        ...([next(this.outputOf(node)), next(target), Math.min(some, count - at), 2 * weight] as const),
        ...([next(plus), next(gate), next(this.#slopeOf(node))] as const),
      );
      yield;
    }
    return weight * away;
  }

  /** Brings the gradient at a node's output to what it reads. */
  *#backThrough(i: number, given: number[]): Work<void> {
    const { picture, nodes, shapes } = this.#layout;
    const { node, from, plus } = nodes[i];
    const slope = this.#slopeOf(i);
    if (plus !== undefined) {
      const end = this.#sumInto(plus, given);
      this.#core.style_transfer_add(slope, floatsOf(shapes[i]), end.plus, end.gate, this.#slopeOf(plus));
      yield;
    }
    const end = this.#sumInto(from, given);
    const [x, result] = [this.outputOf(from), this.#slopeOf(from)];
    if (node.op === 'conv') {
      yield* convolve(
        this.#core,
        this.#weights.of(node).backward,
        shapes[i],
        slope,
        end,
        result,
        this.#scratch,
      );
      return;
    }
    const shape = from < 0 ? picture : shapes[from];
    const { width, height, channels } = shape;
    const triples = node.window === 3;
    if (triples && end.plus === 0) this.#core.style_transfer_clear(result, floatsOf(shape));
    const rows = triples ? height : Math.ceil(height / 2);
    const some = perPiece(node.window ** 2 * width * channels);
    for (let row = 0; row < rows; row += some) {
      const [largest, last] = [Number(node.kind === 'max'), Math.min(rows, row + some)];
      this.#core.style_transfer_unpool(
        ...([x, height, width, inFours(channels), node.window, largest, this.outputOf(i), slope] as const),
        ...([end.plus, end.gate, result, row, last] as const),
      );
      yield;
    }
    if (triples && end.gate !== 0)
      this.#core.style_transfer_add(result, floatsOf(shape), 0, end.gate, result);
  }

  /** How the next of the gradients at a node is to be added to those before it; the last is gated where the node has ReLU. */
  #sumInto(i: number, given: number[]): { plus: number; gate: number } {
    const { nodes, sums } = this.#layout;
    const at = i < 0 ? nodes.length : i;
    const plus = given[at] === 0 ? 0 : this.#slopeOf(i);
    given[at]++;
    const node = i < 0 ? undefined : nodes[i].node;
    const gated = node?.op === 'conv' && node.relu && given[at] === sums[at];
    return { plus, gate: gated ? this.outputOf(i) : 0 };
  }

  /** Where a node's output lies, or the picture for -1. */
  outputOf(i: number): number {
    return this.#base + (i < 0 ? this.#layout.input : this.#layout.outputs[i]);
  }

  #slopeOf(i: number): number {
    return this.#base + (i < 0 ? this.#layout.inputSlope : this.#layout.slopes[i]);
  }

  get #scratch(): number {
    return this.#base + this.#layout.scratch;
  }
}
