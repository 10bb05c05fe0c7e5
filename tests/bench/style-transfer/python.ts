import { inputOf, type Network } from '../../../src/engine/style-transfer/network.ts';
import { PYTHON } from '../../python.ts';
import { startPython } from '../python-process.ts';
import { NETWORKS, type NetworkName } from './networks.ts';
import { type Problem, problemOf } from './problem.ts';
import type { Opened } from './requests.ts';
import type { Bench } from './threads.ts';

const SCRIPT = `${import.meta.dirname}/python/main.py`;
const INSTALL = 'On Debian: apt-get install python3-torch';

/** torch in one process, on one thread, and the gradient of a problem in its double precision. */
export interface Torch extends Bench {
  exact: (network: NetworkName, size: number) => Promise<Opened>;
}

/** Starts python; undefined, with the reason on the console, where there is none, or no torch. */
export async function openTorch(interpreter = PYTHON): Promise<Torch | undefined> {
  const python = await startPython(SCRIPT, interpreter, INSTALL);
  if (!python) return undefined;
  const open = async (name: NetworkName, size: number, double: boolean): Promise<Opened> => {
    const network = NETWORKS[name]();
    const problem = await problemOf(network, size);
    return python.ask<Opened>(
      { do: 'open', double, size, ...described(network, problem) },
      filesOf(network, problem),
      ['gradient'],
    );
  };
  return {
    name: 'torch',
    version: python.versions['torch'],
    open: (network, size) => open(network, size, false),
    exact: (network, size) => open(network, size, true),
    evaluate: async (count) => (await python.ask<{ ms: number }>({ do: 'evaluate', count })).ms,
    close: python.close,
  };
}

const described = (network: Network, { targets: { style, content } }: Problem) => ({
  mean: network.mean,
  nodes: network.nodes.map((node, i) => {
    const from = inputOf(network, i);
    if (node.op === 'pool') return { ...node, from };
    const { weights: _weights, bias: _bias, ...rest } = node;
    return { ...rest, from };
  }),
  style: style.map(({ layer, weight }) => [layer, weight]),
  content: content.map(({ layer, weight }) => [layer, weight]),
});

function filesOf(
  { nodes }: Network,
  { targets: { style, content }, rgb }: Problem,
): Record<string, Float32Array> {
  const weights = nodes.flatMap((node) => (node.op === 'conv' ? [node.weights, node.bias] : []));
  const all = new Float32Array(weights.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of weights) {
    all.set(part, at);
    at += part.length;
  }
  return {
    weights: all,
    rgb,
    ...Object.fromEntries(style.map(({ gram }, i) => [`style${i}`, gram])),
    ...Object.fromEntries(content.map(({ features }, i) => [`content${i}`, features])),
  };
}
