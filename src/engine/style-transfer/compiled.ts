import { instantiate } from '../wasm.ts';
import { gatherChannels } from './compiled/channels.ts';
import { type Layout, layOut } from './compiled/layout.ts';
import { inPages, Memory } from './compiled/memory.ts';
import { Pass, type Term, type Terms } from './compiled/pass.ts';
import { bytesOf, floatsOf, inFours } from './compiled/sizes.ts';
import { copyTargets, indexOf, placeTargets } from './compiled/targets.ts';
import { Weights } from './compiled/weights.ts';
import type { Core } from './core.ts';
import type { CreateExecutor, Executor, Losses, Objective, Targets, Work } from './executor.ts';
import { shapesOf } from './graph.ts';
import { type Network, upTo } from './network.ts';
import type { Picture } from './picture.ts';

/** Executors in C++, compiled to WebAssembly. Each has an instance of the module, and its memory, of its own; `free` lets go of both. */
export function createCompiled(module: WebAssembly.Module): CreateExecutor {
  return async (network) => createCompiledExecutor(await instantiate<Core>(module), network);
}

/** An executor in the memory of a module that was started by `instantiate`, and has not been used. */
export function createCompiledExecutor(core: Core, network: Network): Executor {
  shapesOf(network, LARGE, LARGE); // complains where layers do not fit together
  return new Compiled(core, network);
}

/** A side of which any network leaves something. */
const LARGE = 2 ** 30;

/** In memory: the weights that have been needed, what the objective aims at, and room for a run, which keeps nothing. */
class Compiled implements Executor {
  readonly name = 'compiled';
  readonly #network: Network;
  #held: { core: Core; memory: Memory; weights: Weights } | undefined;
  /** What is aimed at, and where it ends once it is in memory. */
  #aim: { objective: Objective; end: number | undefined } | undefined;
  /** The work that has the memory of a run. */
  #turn: object | undefined;

  constructor(core: Core, network: Network) {
    this.#network = network;
    const memory = new Memory(core);
    this.#held = { core, memory, weights: new Weights(core, memory) };
  }

  *describe(
    picture: Picture,
    layers: { grams?: readonly string[]; features?: readonly string[] },
  ): ReturnType<Executor['describe']> {
    const { core, memory, weights } = this.#parts;
    const [wantGrams, wantFeatures] = [new Set(layers.grams), new Set(layers.features)];
    const network = upTo(this.#network, [...wantGrams, ...wantFeatures]);
    for (const layer of [...wantGrams, ...wantFeatures]) indexOf(network, layer);
    const terms = network.nodes.map(({ name }) => Number(wantGrams.has(name)));
    const layout = layOut(core, network, picture, terms, false);
    const turn = this.#take();
    yield* this.#inTurn(turn, this.#pack(network));
    const base = Math.max(weights.end, this.#aim?.end ?? 0);
    memory.reserve(base + layout.bytes);
    const pass = new Pass(core, memory, weights, layout, base);
    const grams = new Map<string, Float32Array>();
    const features = new Map<string, Float32Array>();
    const look = function* (i: number): Work<void> {
      const { name } = network.nodes[i];
      const { width, height, channels } = layout.shapes[i];
      const stride = inFours(channels);
      if (wantGrams.has(name)) {
        const gram = memory.floats(yield* pass.gram(i), stride ** 2);
        grams.set(name, gatherChannels(gram, stride, channels, channels));
      }
      if (wantFeatures.has(name)) {
        const output = memory.floats(pass.outputOf(i), width * height * stride);
        features.set(name, gatherChannels(output, stride, width * height, channels));
      }
      yield;
    };
    yield* this.#inTurn(turn, pass.forward(picture.data, network.mean, look));
    return { grams, features };
  }

  aim(width: number, height: number, targets: Targets): Objective {
    const { core, memory, weights } = this.#parts;
    const layers = [...targets.style, ...targets.content].map(({ layer }) => layer);
    const network = upTo(this.#network, layers);
    const { terms, bytes } = placeTargets(network, width, height, targets);
    const count = network.nodes.map(
      (_, i) => [...terms.style, ...terms.content].filter(({ node }) => node === i).length,
    );
    const layout = layOut(core, network, { width, height }, count, true);
    memory.reserve(weights.endWith(network.nodes) + bytes + layout.bytes);

    const evaluate = (rgb: Float32Array, gradient: Float32Array) =>
      this.#evaluate(objective, { network, targets, terms, bytes, layout }, rgb, gradient);
    const objective: Objective = { evaluate };
    this.#aim = { objective, end: undefined };
    return objective;
  }

  *#evaluate(
    objective: Objective,
    { network, targets, terms, bytes, layout }: Aim,
    rgb: Float32Array,
    gradient: Float32Array,
  ): Work<Losses> {
    const { core, memory, weights } = this.#parts;
    const aim = this.#aim;
    if (aim?.objective !== objective) throw new Error('Another objective has been aimed at since.');
    const turn = this.#take();
    yield* this.#inTurn(turn, this.#pack(network));
    const start = weights.end;
    const base = start + bytes;
    memory.reserve(base + layout.bytes);
    if (aim.end !== base) {
      copyTargets(memory, layout, terms, targets, start);
      aim.end = base;
    }
    const at = (term: Term) => ({ ...term, target: start + term.target });
    const placed = { style: terms.style.map(at), content: terms.content.map(at) };
    const pass = new Pass(core, memory, weights, layout, base);
    yield* this.#inTurn(turn, pass.forward(rgb, network.mean));
    return yield* this.#inTurn(turn, pass.backward(placed, gradient));
  }

  memory(width: number, height: number): number {
    const { core, memory } = this.#parts;
    const { style, content } = this.#network;
    const network = upTo(this.#network, [...style, content]);
    const shapes = shapesOf(network, width, height);
    let targets = 0;
    const terms = network.nodes.map(({ name }, i) => {
      if (style.includes(name)) targets += bytesOf(inFours(shapes[i].channels) ** 2);
      if (content === name) targets += bytesOf(floatsOf(shapes[i]));
      return Number(style.includes(name)) + Number(content === name);
    });
    const weights = new Weights(core, memory).endWith(network.nodes);
    return inPages(weights + targets + layOut(core, network, { width, height }, terms, true).bytes);
  }

  free(): void {
    this.#held = undefined;
    this.#aim = undefined;
    this.#turn = undefined;
  }

  get #parts() {
    if (!this.#held) throw new Error('This executor has been freed.');
    return this.#held;
  }

  #take(): object {
    this.#turn = {};
    return this.#turn;
  }

  /** Packs weights; what is aimed at must then be put behind them anew. */
  *#pack(network: Network): Work<void> {
    const { weights } = this.#parts;
    const { end } = weights;
    if (weights.endWith(network.nodes) === end) return;
    if (this.#aim) this.#aim.end = undefined;
    yield* weights.pack(network.nodes);
  }

  /** Work that may go on only while nothing else was begun: two at a time would use the same memory. */
  *#inTurn<T>(turn: object, work: Work<T>): Work<T> {
    for (;;) {
      if (this.#turn !== turn) throw new Error('Other work was begun before this was done.');
      const { done, value } = work.next();
      if (done) return value;
      yield value;
    }
  }
}

interface Aim {
  network: Network;
  targets: Targets;
  /** With places of targets relative to where the first begins. */
  terms: Terms;
  /** Of all targets. */
  bytes: number;
  layout: Layout;
}
