import type { Expression } from '../loss/expression.ts';
import { partsOf, reachable } from '../loss/nodes.ts';
import { type Dialect, text } from '../loss/text.ts';
import { ADAM, MOMENTUM, type Optimizer, type Problem } from '../training.ts';
import { isListed, ratingsAsRows, rowsOf } from './literals.ts';

const CALLS: Record<string, string> = {
  max: 'np.maximum',
  min: 'np.minimum',
  log: 'np.log',
  log1p: 'np.log1p',
  exp: 'np.exp',
  sqrt: 'np.sqrt',
  abs: 'np.abs',
  tanh: 'np.tanh',
  sign: 'np.sign',
  sum: 'np.sum',
  mean: 'np.mean',
};
/** What numpy lacks. */
const DEFINED: Record<string, string> = {
  sigmoid: 'def sigmoid(x):\n    return 0.5 + 0.5 * np.tanh(x / 2)\n',
  softplus: 'def softplus(x):\n    return np.logaddexp(0, x)\n',
  relu: 'def relu(x):\n    return np.maximum(x, 0)\n',
  step: 'def step(x):\n    return np.where(x > 0, 1.0, 0.0)\n',
  huber: 'def huber(x, d):\n    return np.where(np.abs(x) <= d, x**2 / 2, d * (np.abs(x) - d / 2))\n',
};

const PYTHON: Dialect = {
  power: '**',
  name: (name) => name,
  number: (value) => `${value}`,
  transpose: (_, atom) => `${atom}.T`,
  call: ({ op }, given) => `${CALLS[op] ?? op}(${given.join(', ')})`,
  mask: (right) => `np.where(W, ${right}, 0)`,
  spread: (of, shape) => `np.full(${shape === 'scalar' ? '()' : `(${shape.join(', ')})`}, float(${of}))`,
};

/**
 * A Python program for numpy that does what a trainer does with a problem: `steps` steps from the same start, with the gradient
 * derived here. Large matrices are read from ratings.csv (row, column, value, from 0) and start at random.
 */
export function numpyCode({ ratings, k, start, loss, beta, optimizer }: Problem, steps: number): string {
  const listed = isListed(ratings);
  const nodes = reachable([loss.expression, loss.gradient.P, loss.gradient.Q]);
  const named = (name: string) => nodes.some((node) => node.op === 'name' && node.name === name);
  const data = listed
    ? `nan = np.nan\nD = np.array(${ratingsAsRows(ratings, 'nan')}, dtype=float)`
    : `triples = np.loadtxt("ratings.csv", delimiter=",")  # row, column, value; from 0\nD = np.full((${ratings.rows}, ${ratings.columns}), np.nan)\nD[triples[:, 0].astype(int), triples[:, 1].astype(int)] = triples[:, 2]`;
  const factor = (values: Float64Array, columns: number) =>
    `np.array(${rowsOf(values, columns, (value) => `${value}`)}, dtype=float)`;
  const begin = listed
    ? `P = ${factor(start.P, k)}\nQ = ${factor(start.Q, ratings.columns)}`
    : 'random = np.random.default_rng(1)\nP = random.random((m, k))\nQ = random.random((k, n))';
  const defined = Object.entries(DEFINED).flatMap(([name, source]) =>
    nodes.some(({ op }) => op === name) ? [`\n${source}\n`] : [],
  );
  const { lines, write } = shared([loss.gradient.P, loss.gradient.Q]);
  const [before, update] = rule(optimizer);
  return `# Minimizes ${loss.source.replace(/\s+/g, ' ')}
# where X = P @ Q, over what is observed of D.
import numpy as np
${defined.join('')}
${data}
W = ~np.isnan(D)
D = np.where(W, D, 0)
W = W.astype(float)
m, n = D.shape
k, alpha, beta = ${k}, ${optimizer.alpha}, ${beta}

${begin}
${before}
np.seterr(all="ignore")  # where nothing is observed, nothing counts
for step_number in range(1, ${steps} + 1):
${named('X') || lines.length > 0 ? '    X = P @ Q\n' : ''}${lines.map((line) => `    ${line}\n`).join('')}    dP = ${write(loss.gradient.P)}
    dQ = ${write(loss.gradient.Q)}
${update}

X = P @ Q
print("loss", ${text(loss.expression, PYTHON)})
print(X.round(4))
`;
}

/** The derivative by X stands in both gradients: it is written once, as G. */
function shared(gradients: Expression[]): { lines: string[]; write: (node: Expression) => string } {
  const [first, second] = gradients.map((root) => new Set(reachable([root]))) as [
    Set<Expression>,
    Set<Expression>,
  ];
  const common = [...first].filter(
    (node) => second.has(node) && node.shape !== 'scalar' && partsOf(node).length > 0,
  );
  const G = common.at(-1);
  if (!G || G.op === 'name') return { lines: [], write: (node) => text(node, PYTHON) };
  const written = text(G, PYTHON);
  return {
    lines: [`G = ${written}`],
    write: (node) => text(node, { ...PYTHON, replace: (part) => (part === G ? 'G' : undefined) }),
  };
}

/** What an optimizer needs before the loop, and a step of it. */
function rule({ method, momentum = MOMENTUM }: Optimizer): [before: string, update: string] {
  if (method === 'momentum')
    return [
      'vP, vQ = np.zeros_like(P), np.zeros_like(Q)\n',
      `    vP = ${momentum} * vP + dP\n    vQ = ${momentum} * vQ + dQ\n    P = P - alpha * vP\n    Q = Q - alpha * vQ`,
    ];
  if (method === 'adam')
    return [
      `means = [np.zeros_like(P), np.zeros_like(Q)]\nsquares = [np.zeros_like(P), np.zeros_like(Q)]


def adam(values, gradient, of, t):
    means[of] = ${ADAM.beta1} * means[of] + (1 - ${ADAM.beta1}) * gradient
    squares[of] = ${ADAM.beta2} * squares[of] + (1 - ${ADAM.beta2}) * gradient**2
    mean, square = means[of] / (1 - ${ADAM.beta1}**t), squares[of] / (1 - ${ADAM.beta2}**t)
    return values - alpha * mean / (np.sqrt(square) + ${ADAM.epsilon})

`,
      '    P, Q = adam(P, dP, 0, step_number), adam(Q, dQ, 1, step_number)',
    ];
  return ['', '    P = P - alpha * dP\n    Q = Q - alpha * dQ'];
}
