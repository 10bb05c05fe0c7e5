import type { Expression } from '../loss/expression.ts';
import { reachable } from '../loss/nodes.ts';
import { isPartial } from '../tfjs/partial.ts';
import { ADAM, MOMENTUM, type Optimizer, type Problem } from '../training.ts';
import { isListed, ratingsAsRows, rowsOf } from './literals.ts';

const CALLS: Record<string, string> = {
  negate: 'neg',
  subtract: 'sub',
  multiply: 'mul',
  mask: 'mul',
  divide: 'div',
  power: 'pow',
  max: 'maximum',
  min: 'minimum',
  matmul: 'matMul',
};

/**
 * A TypeScript program for tfjs that does what a trainer does with a problem: `steps` steps from the same start, with the gradient
 * found by tfjs. Large matrices are read from ratings.csv (row, column, value, from 0) and start at random.
 */
export function tfjsCode({ ratings, k, start, loss, beta, optimizer }: Problem, steps: number): string {
  const { rows, columns } = ratings;
  const listed = isListed(ratings);
  const nodes = reachable([loss.expression]);
  const filled = nodes.some((node) => node.op === 'mask' && isPartial(node.right));
  const factor = (values: Float64Array, width: number, shape: string) =>
    listed
      ? `tf.tensor2d(${rowsOf(values, width, (value) => `${value}`)})`
      : `tf.randomUniform(${shape}, 0, 1, 'float32', 1)`;
  const data = listed
    ? `const rows = ${ratingsAsRows(ratings, 'NaN')};`
    : `const rows = Array.from({ length: ${rows} }, () => new Array(${columns}).fill(NaN));
for (const line of readFileSync('ratings.csv', 'utf8').trim().split('\\n')) {
  const [row, column, value] = line.split(',').map(Number); // from 0
  rows[row][column] = value;
}`;
  const usesX = nodes.some((node) => node.op === 'name' && node.name === 'X');
  return `// Minimizes ${loss.source.replace(/\s+/g, ' ')}
// where X = P @ Q, over what is observed of D.
import * as tf from '@tensorflow/tfjs';${listed ? '' : "\nimport { readFileSync } from 'node:fs';"}

${data}
const D = tf.tensor2d(rows.map((row) => row.map((value) => (Number.isNaN(value) ? 0 : value))));
const W = tf.tensor2d(rows.map((row) => row.map((value) => (Number.isNaN(value) ? 0 : 1))));
const [m, n] = D.shape;
const [k, alpha, beta] = [${k}, ${optimizer.alpha}, ${beta}];
const P = tf.variable(${factor(start.P, k, '[m, k]')});
const Q = tf.variable(${factor(start.Q, columns, '[k, n]')});
${filled ? `// 0 times log(0) is not 0: where nothing is observed, a number stands that does no harm, and W takes it out again.\nconst seen = (x: tf.Tensor) => tf.where(tf.cast(W, 'bool'), x, ${ratings.value[0]});\n` : ''}
function loss(): tf.Scalar {
${usesX ? '  const X = tf.matMul(P, Q);\n' : ''}  return ${written(loss.expression, false)};
}

const optimizer = ${rule(optimizer)};
for (let step = 0; step < ${steps}; step++) optimizer.minimize(loss, false, [P, Q]);

console.log('loss', loss().dataSync()[0]);
tf.matMul(P, Q).print();
`;
}

function written(node: Expression, filled: boolean): string {
  const call = (name: string, ...given: string[]) => `tf.${name}(${given.join(', ')})`;
  const cells = node.shape !== 'scalar' && node.shape[0] === 'm' && node.shape[1] === 'n';
  const within = filled && cells;
  if (within && (node.op === 'name' || node.op === 'matmul' || node.op === 'transpose'))
    return `seen(${written(node, false)})`;
  if (node.op === 'number') return `${node.value}`;
  if (node.op === 'name') return node.name;
  if (node.op === 'mask') return call('mul', 'W', written(node.right, within || isPartial(node.right)));
  if ('of' in node) {
    const of = written(node.of, within);
    return node.of.shape === 'scalar' && node.of.op === 'number' && node.op === 'negate'
      ? `-${of}`
      : call(CALLS[node.op] ?? node.op, of);
  }
  const [a, b] = [written(node.left, within), written(node.right, within)];
  if (node.op === 'power' && b === '2') return call('square', a);
  if (node.op === 'huber') {
    // x²/2 up to |x| = d, and d (|x| - d/2) beyond
    const least = call('minimum', call('abs', a), b);
    return call('mul', least, call('sub', call('abs', a), call('div', least, '2')));
  }
  return call(CALLS[node.op] ?? node.op, a, b);
}

function rule({ method, momentum = MOMENTUM }: Optimizer): string {
  if (method === 'momentum') return `tf.train.momentum(alpha, ${momentum})`;
  if (method === 'adam') return `tf.train.adam(alpha, ${ADAM.beta1}, ${ADAM.beta2}, ${ADAM.epsilon})`;
  return 'tf.train.sgd(alpha)';
}
