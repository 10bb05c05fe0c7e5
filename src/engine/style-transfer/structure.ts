import { InvalidInputError } from '../errors.ts';
import { damaged, shown } from './model/damaged.ts';
import { isObject } from './model/json-keys.ts';
import type { Convolution, Network, Node, Pool } from './network.ts';

/** A network without its weights and biases, as a file tells it in JSON. */
export interface Structure extends Omit<Network, 'nodes'> {
  nodes: NodeStructure[];
}

export type NodeStructure = Omit<Convolution, 'weights' | 'bias'> | Pool;

/** Networks beyond these are not meant for pages, and could be made up to exhaust a reader's memory. */
const MOST = { nodes: 500, channels: 8192, weights: 2 ** 26, text: 4000 };

/** Leaves weights and biases out. */
export function structureOf(network: Network): Structure {
  const nodes = network.nodes.map((node: Node): NodeStructure => {
    if (node.op === 'pool') return node;
    const { weights: _weights, bias: _bias, ...rest } = node;
    return rest;
  });
  return { ...network, nodes };
}

/** Number of weights of a convolution. */
export const weightCount = ({ size, inputs, outputs }: Pick<Convolution, 'size' | 'inputs' | 'outputs'>) =>
  size * size * inputs * outputs;

/**
 * The structure that a text tells, checked: each node has what it needs, reads one before it, and is given as many channels as it takes.
 * Throws an `InvalidInputError` for anything else.
 */
export function parseStructure(json: string): Structure {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw damaged('the structure of its network is no JSON');
  }
  if (!isObject(value)) throw damaged('it does not tell the structure of its network');
  const { id, title, about, mean, nodes, style, content } = value;
  if (!isText(id) || !/^[a-z0-9][a-z0-9-]{0,39}$/.test(id))
    throw damaged(`its network is called ${shown(id)}`);
  if (!isText(title) || !isText(about)) throw damaged('it does not say what its network is');
  if (!Array.isArray(mean) || mean.length !== 3 || !mean.every(Number.isFinite))
    throw damaged(`the mean of its colours is ${shown(mean)}`);
  const checked = nodesOf(nodes);
  const layers = new Set(checked.flatMap(({ op, name }) => (op === 'conv' ? [name] : [])));
  const isLayer = (name: unknown): name is string => typeof name === 'string' && layers.has(name);
  if (
    !Array.isArray(style) ||
    style.length === 0 ||
    !style.every(isLayer) ||
    new Set(style).size < style.length
  )
    throw damaged(`its style layers are ${shown(style)}`);
  if (!isLayer(content)) throw damaged(`its content layer is ${shown(content)}`);
  return { id, title, about, mean: mean as [number, number, number], nodes: checked, style, content };
}

/** What leaves a node: how many channels, and how often sides have been halved. */
interface Output {
  channels: number;
  halved: number;
}

function nodesOf(value: unknown): NodeStructure[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST.nodes)
    throw damaged(`its network has not 1 to ${MOST.nodes} layers`);
  const outputs = new Map<string, Output>();
  let previous: string | undefined;
  let weights = 0;
  const nodes = value.map((given: unknown, i) => {
    if (!isObject(given)) throw damaged(`layer ${i + 1} is ${shown(given)}`);
    const { op, name, from } = given;
    if (typeof name !== 'string' || !/^[\w-]{1,40}$/.test(name) || outputs.has(name))
      throw damaged(`layer ${i + 1} is called ${shown(name)}`);
    const input = inputOf(outputs, name, from, previous);
    const node = op === 'conv' ? convolution(given, name, input, outputs) : pool(given, name);
    if (isText(from)) node.from = from;
    if (node.op === 'conv') weights += weightCount(node);
    if (weights > MOST.weights)
      throw new InvalidInputError(
        `The network of this file has more than ${MOST.weights.toLocaleString('en')} weights: too many to be run here.`,
      );
    outputs.set(name, {
      channels: node.op === 'conv' ? node.outputs : input.channels,
      halved: input.halved + (node.op === 'pool' && node.window === 2 ? 1 : 0),
    });
    previous = name;
    return node;
  });
  return nodes;
}

function inputOf(outputs: Map<string, Output>, name: string, from: unknown, previous?: string): Output {
  const read = from === undefined ? previous : from;
  if (read === undefined) return { channels: 3, halved: 0 };
  const input = typeof read === 'string' ? outputs.get(read) : undefined;
  if (!input) throw damaged(`${name} reads ${shown(read)}, which is no layer before it`);
  return input;
}

function convolution(
  { size, inputs, outputs: channels, relu, plus }: Record<string, unknown>,
  name: string,
  input: Output,
  outputs: Map<string, Output>,
): Omit<Convolution, 'weights' | 'bias'> {
  if (size !== 1 && size !== 3 && size !== 7)
    throw damaged(`the kernels of ${name} have the size ${shown(size)}`);
  if (inputs !== input.channels)
    throw damaged(`${name} takes ${shown(inputs)} channels and is given ${input.channels}`);
  if (!isCount(channels) || channels > MOST.channels)
    throw damaged(`${name} gives ${shown(channels)} channels`);
  if (typeof relu !== 'boolean') throw damaged(`it does not say whether ${name} has a ReLU`);
  const node = { op: 'conv', name, size, inputs: input.channels, outputs: channels, relu } as const;
  if (plus === undefined) return node;
  const added = isText(plus) ? outputs.get(plus) : undefined;
  if (!isText(plus) || added?.channels !== channels || added.halved !== input.halved)
    throw damaged(`${name} cannot add ${shown(plus)}, which has another shape or comes later`);
  return { ...node, plus };
}

function pool({ op, kind, window }: Record<string, unknown>, name: string): Pool {
  if (op !== 'pool' || (kind !== 'max' && kind !== 'average') || (window !== 2 && window !== 3))
    throw damaged(`the layer ${name} is neither a convolution nor a pool that can be run here`);
  return { op, name, kind, window };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST.text;
