import { InvalidInputError } from '../../../engine/errors.ts';
import type { Origin } from '../../../engine/style-transfer/model-file.ts';
import type { Convolution, Network } from '../../../engine/style-transfer/network.ts';
import type { QuantizedTensor } from '../../../engine/style-transfer/quantize/tensor.ts';
import { type LayerLevels, layerLevels } from '../depths/layer-levels.ts';
import { costOf } from './cost.ts';
import { sourceOf } from './file-source.ts';
import type { Doing, Levels, ModelTools, Source } from './model-tools.ts';
import { Remembered } from './remembered.ts';
import { BITS, type Cost, type Depth, type ModelView } from './views.ts';

interface Held {
  key: string;
  /** With float32 weights, or those that `tensors` stand for. */
  network: Network;
  floats: boolean;
  /** Of the most bits that there are; none as long as they are not made. */
  tensors: readonly QuantizedTensor[];
  /** Where the codebooks of these come from. */
  origin: Origin;
  view: ModelView;
}

/** Bytes of codes made for other depths that are kept: all of the whole VGG-19’s. */
const KEPT_BYTES = 170e6;

/**
 * The network that a lab works with, at whatever depth is asked for. A model that is refused leaves the one before. It runs in the
 * worker, and in Node for what the page is served with; it is handed the engine.
 */
export class HeldModel {
  readonly #tools: ModelTools;
  #held: Held | undefined;
  #doing: Doing | undefined;
  readonly #made = new Remembered<readonly QuantizedTensor[]>(KEPT_BYTES);

  constructor(tools: ModelTools) {
    this.#tools = tools;
  }

  /** Whose model it is, and whether its float32 weights are here. */
  get held(): { key: string; floats: boolean } | undefined {
    return this.#held && { key: this.#held.key, floats: this.#held.floats };
  }

  /** How far reading has come; to be asked meanwhile. */
  get doing(): Doing | undefined {
    return this.#doing;
  }

  /** Takes another model; throws an `InvalidInputError` where it cannot be read, and keeps the one it had. */
  async load(source: Source): Promise<ModelView> {
    try {
      this.#hold(source.kind === 'bytes' ? this.#ofSite(source) : await this.#ofReader(source));
      if (source.kind === 'bytes' && source.floats) this.addFloats(source.floats);
      return this.view();
    } finally {
      this.#doing = undefined;
    }
  }

  /** The float32 weights of the model held, from a file of their own. */
  addFloats(bytes: Uint8Array): void {
    const held = this.#model();
    const { network } = this.#tools.readModel(bytes);
    this.#hold({ ...held, network, floats: true, view: { ...held.view, floats: true } });
  }

  view(): ModelView {
    return this.#model().view;
  }

  /**
   * What must be made of the float32 weights before these depths can be had: exact levels, and those of 8 bits that all others are derived
   * from. Whoever has workers for it makes them of `weights`, and gives them to `keep`.
   */
  lacks(depths: readonly Depth[]): Levels[] {
    const { floats, tensors, view } = this.#model();
    if (!floats) return [];
    const base: Levels[] = tensors.length === 0 ? [{ bits: view.most, method: 'kmeans' }] : [];
    const exact = depths.filter(
      (depth) =>
        depth.exact && depth.bits <= view.most && !this.#isBase(depth) && !this.#made.get(nameOf(depth)),
    );
    return [...base, ...exact.map(({ bits, method }) => ({ bits, method }))];
  }

  /** The weights of a layer, to be given away. */
  weights(name: string): Float32Array<ArrayBuffer> {
    return this.#layer(name).weights.slice();
  }

  /** Takes what was made of all layers' weights. */
  keep({ bits, method }: Levels, tensors: readonly QuantizedTensor[]): void {
    const held = this.#model();
    if (held.tensors.length === 0 && this.#isBase({ bits, method })) this.#held = { ...held, tensors };
    else this.#made.set(nameOf({ bits, method, exact: true }), tensors, codesIn(tensors));
  }

  /** The network at a depth; throws an `InvalidInputError` for one that cannot be made of what is here. */
  network(depth: Depth): Network {
    const { network, tensors } = this.#at(depth);
    return this.#tools.withTensors(network, tensors);
  }

  /** What the network takes at a depth, and loses. */
  cost(depth: Depth): Cost {
    const { network, tensors } = this.#at(depth);
    return costOf(depth.bits, this.#tools.report(network, tensors));
  }

  /** The same at all depths that can be made of what is here, one after the other. */
  async costs({ method, exact }: Pick<Depth, 'method' | 'exact'>): Promise<Cost[]> {
    const { floats, view } = this.#model();
    const costs: Cost[] = [];
    for (const bits of BITS) {
      if (bits === 32 ? !floats : bits > view.most) continue;
      costs.push(this.cost({ bits, method, exact }));
      await turn();
    }
    return costs;
  }

  /** A file of the network at a depth. */
  file(depth: Depth): Uint8Array<ArrayBuffer> {
    const { network, tensors } = this.#at(depth);
    if (depth.bits === 32) return this.#tools.writeModel({ network });
    const { origin } = this.#model();
    return this.#tools.writeModel({
      ...{ network, tensors },
      origin: this.#isBase(depth) ? origin : depth.exact ? 'floats' : 'derived',
    });
  }

  /** How the weights of a layer are spread, and its levels at all depths. */
  layer(name: string): LayerLevels {
    const tensor = this.#model().tensors.find((each) => each.name === name);
    if (!tensor) throw new Error(`no levels of ${name}`);
    return layerLevels(
      this.#layer(name).weights,
      (bits, method) => this.#tools.derive(tensor, Math.min(bits, tensor.bits), method).centroids,
    );
  }

  #ofSite({ key, bytes }: Extract<Source, { kind: 'bytes' }>): Held {
    const { network, tensors, bits, origin = 'floats' } = this.#tools.readModel(bytes);
    if (bits === 32 || !tensors) return ofFloats(key, network, []);
    return { key, network, floats: false, tensors, origin, view: viewOf(network, bits, []) };
  }

  async #ofReader({ key, files, input }: Extract<Source, { kind: 'files' }>): Promise<Held> {
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    const sources = files.map((file) =>
      sourceOf(file, (bytes) => {
        done = Math.min(total, done + bytes);
        this.#doing = { done, total };
      }),
    );
    const { network, notices, model } = await this.#tools.readNetwork(sources, { input });
    if (!model?.tensors || model.bits === 32) return ofFloats(key, network, notices);
    const { tensors, bits, origin = 'floats' } = model;
    return { key, network, floats: false, tensors, origin, view: viewOf(network, bits, notices) };
  }

  #hold(held: Held): void {
    this.#held = held;
    this.#made.clear();
  }

  #model(): Held {
    if (!this.#held) throw new Error('no model');
    return this.#held;
  }

  #layer(name: string): Convolution {
    const { nodes } = this.#model().network;
    const layer = nodes.find((node): node is Convolution => node.op === 'conv' && node.name === name);
    if (!layer) throw new Error(`no layer ${name}`);
    return layer;
  }

  /** Whether these are the levels that all others are derived from. */
  #isBase({ bits, method }: Levels): boolean {
    return bits === this.#model().view.most && method === 'kmeans';
  }

  #at(depth: Depth): { network: Network; tensors: readonly QuantizedTensor[] } {
    const { bits, method, exact } = depth;
    const { network, floats, tensors, view } = this.#model();
    if (bits === 32 || (exact && !floats)) {
      if (floats) return { network, tensors: [] };
      throw new InvalidInputError(
        `Of ${view.title} there are codes of ${view.most} bits here, and no float32 weights. Choose ${view.most} bits or fewer${exact ? ', with levels derived from those' : ''}.`,
      );
    }
    if (bits > view.most)
      throw new InvalidInputError(
        `The weights of ${view.title} have ${view.most} bits in this file. Choose ${view.most} or fewer.`,
      );
    const name = nameOf(depth);
    const known = this.#isBase(depth) ? tensors : this.#made.get(name);
    if (known && known.length > 0) return { network, tensors: known };
    if (exact || tensors.length === 0) throw new Error(`no levels of ${name}`);
    const made = tensors.map((tensor) => this.#tools.derive(tensor, bits, method));
    this.#made.set(name, made, codesIn(made));
    return { network, tensors: made };
  }
}

const nameOf = ({ bits, method, exact }: Depth) => `${bits} ${method} ${exact}`;

const codesIn = (tensors: readonly QuantizedTensor[]) =>
  tensors.reduce((sum, { codes }) => sum + codes.length, 0);

const ofFloats = (key: string, network: Network, notices: readonly string[]): Held => ({
  ...{ key, network, floats: true, tensors: [], origin: 'floats' },
  view: viewOf(network, 32, notices),
});

function viewOf(network: Network, bits: number, notices: readonly string[]): ModelView {
  const { id, title, about, style, content, nodes } = network;
  const layers = nodes.flatMap((node) =>
    node.op === 'conv'
      ? [{ name: node.name, size: node.size, inputs: node.inputs, outputs: node.outputs }]
      : [],
  );
  return { id, title, about, layers, style, content, most: Math.min(8, bits), floats: bits === 32, notices };
}

/** Lets messages be answered. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
