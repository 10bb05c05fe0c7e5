import { fullOptimizer } from '../settings.ts';
import { holdsOut } from './python-parts.ts';
import { DATA_FILE, listing, literal, type Recipe, WEIGHTS_FILE } from './recipe.ts';
import { scalingCode, splitCode, startCode, unscalingCode } from './tfjs-parts.ts';

/** A TypeScript program that repeats a run by tfjs, which finds the gradient; in float32, so that digits differ. */
export function tfjsCode(recipe: Recipe): string {
  const { task, data, standardize, start, batchSize, epochs, keep, shuffle, patience } = recipe;
  const { k } = start;
  const d = data.X.columns;
  const classes = task === 'classification';
  const held = holdsOut(recipe);
  const listed = listing(data);
  const value = held ? 'meanError(held)' : 'lossOf(learned)';
  const { decay, code } = rule(recipe);
  return `// A factorization machine: w0 + <w1, x> + the sum over i < j of <v_i, v_j> x_i x_j
// npm install @tensorflow/tfjs
import { ${listed && start.file === undefined ? '' : 'readFileSync, '}writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

interface Row {
  y: number;
  /** Its weight. */
  s: number;
  /** What is not 0: feature and value. */
  x: [j: number, value: number][];
}

const [d, k] = [${d}, ${k}];
${dataCode(recipe)}
/** The numbers that the page draws: sfc32. */
function seeded(seed: number): () => number {
  let [a, b, c, counter] = [0, seed >>> 0, 0x9e3779b9, 1];
  const random = () => {
    const sum = (a + b + counter++) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) random();
  return random;
}

function shuffle<T>(list: T[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
}

${splitCode(recipe)}${standardize ? scalingCode(recipe) : ''}
${startCode(recipe)}
const w0 = tf.variable(tf.scalar(begun.w0));
const w1 = tf.variable(tf.tensor2d(begun.w1, [d, 1]));
${k > 0 ? 'const V = tf.variable(tf.tensor2d(begun.v, [k, d]));\n' : ''}const weights: tf.Variable[] = [w0, w1${k > 0 ? ', V' : ''}];

/** The error of each row${classes ? ': cross entropy' : ', squared'}. */
function errors(rows: Row[]): tf.Tensor1D {
  const values = new Float32Array(rows.length * d);
  ${standardize && !('start' in data.X) ? 'for (let i = 0; i < values.length; i++) values[i] = offset[i % d];\n  ' : ''}for (const [i, { x }] of rows.entries()) for (const [j, value] of x) values[i * d + j] ${standardize && !('start' in data.X) ? '+=' : '='} value;
  const X = tf.tensor2d(values, [rows.length, d]);
  const y = tf.tensor1d(rows.map((row) => row.y));
  const linear = tf.add(w0, tf.reshape(tf.matMul(X, w1), [-1]));
${
  k > 0
    ? `  const squares = tf.matMul(tf.square(X), tf.square(V), false, true);
  const pairs = tf.sum(tf.sub(tf.square(tf.matMul(X, V, false, true)), squares), 1);
  const f = tf.add(linear, tf.div(pairs, 2));`
    : '  const f = linear;'
}
  return ${
    classes
      ? 'tf.add(tf.sub(tf.relu(f), tf.mul(y, f)), tf.softplus(tf.neg(tf.abs(f))))'
      : 'tf.square(tf.sub(f, y))'
  };
}

function loss(rows: Row[]): tf.Scalar {
  const s = tf.tensor1d(rows.map((row) => row.s));
  return tf.add(tf.div(tf.sum(tf.mul(errors(rows), s)), tf.sum(s)), penalty());
}

/** What the regularizer adds. */
function penalty(): tf.Scalar {
  return ${penaltyCode(recipe)};
}

/** Mean error of many rows, some at a time. */
function meanError(rows: Row[]): number {
  let sum = 0;
  for (let at = 0; at < rows.length; at += 4096) {
    const part = rows.slice(at, at + 4096);
    const each = tf.tidy(() => errors(part).dataSync());
    for (const [i, { s }] of part.entries()) sum += s * each[i];
  }
  return sum / rows.reduce((sum, { s }) => sum + s, 0);
}
const lossOf = (rows: Row[]) => meanError(rows) + tf.tidy(() => penalty().dataSync()[0]);
const copies = () => weights.map((each) => each.dataSync().slice());

const optimizer = ${code};
${typeof shuffle === 'object' ? `random = seeded(${shuffle.seed});\n` : ''}const order = [...learned];
let best = { value: ${value}, epoch: 0, weights: copies() };
for (let epoch = 1; epoch <= ${epochs}; epoch++) {
${shuffle === false ? '' : '  shuffle(order, random);\n'}${decay}  for (let at = 0; at < order.length; at += ${batchSize}) {
    const rows = order.slice(at, at + ${batchSize});
    if (rows.some(({ s }) => s > 0)) tf.tidy(() => void optimizer.minimize(() => loss(rows), false, weights));
  }
  const value = ${value};
  if (value < best.value) best = { value, epoch, weights: copies() };
${held && patience ? `  if (epoch - best.epoch >= ${patience}) break;\n` : ''}}
${
  keep === 'best'
    ? `for (const [i, each] of weights.entries()) each.assign(tf.tensor(best.weights[i], each.shape));
`
    : ''
}
console.log('loss', lossOf(learned)${keep === 'best' ? ", 'of epoch', best.epoch" : ''});
${held ? "console.log('held out', meanError(held));\n" : ''}${unscalingCode(recipe)}`;
}

function dataCode({ data }: Recipe): string {
  const listed = listing(data);
  if (!listed)
    return `const rows: Row[] = readFileSync('${DATA_FILE}', 'utf8') // target feature:value ..., features from 1
  .trim()
  .split('\\n')
  .map((line) => {
    const [target, ...cells] = line.split(' ');
    const x = cells.map((cell): [number, number] => {
      const [j, value] = cell.split(':').map(Number);
      return [j - 1, value];
    });
    return { y: Number(target), s: 1, x };
  });
${
  data.weights
    ? `for (const [i, s] of readFileSync('${WEIGHTS_FILE}', 'utf8').trim().split('\\n').entries()) rows[i].s = Number(s);
`
    : ''
}`;
  const { rows, second } = listed;
  const many = second === 'count';
  const what = { weight: 'weight', count: 'how many such rows', one: '1' }[second];
  return `// target, ${what}, features
const rows = ${literal(rows)}.flatMap(([y, ${many ? 'count' : 's'}, ...cells]) => {
  const x = cells.flatMap((value, j): [number, number][] => (value === 0 ? [] : [[j, value]]));
  return ${many ? 'Array.from({ length: count }, (): Row => ({ y, s: 1, x }))' : '[{ y, s, x } as Row]'};
});
`;
}

function penaltyCode({ regularizer, start: { k } }: Recipe): string {
  const { norm = 'l2', w0 = 0, w1 = 0, v = 0, reduction = 'mean' } = regularizer ?? {};
  const size = norm === 'l2' ? 'square' : 'abs';
  const parts = [
    { beta: w0, of: 'w0', by: size },
    { beta: w1, of: 'w1', by: size },
    { beta: k > 0 ? v : 0, of: 'V', by: size },
  ].filter(({ beta }) => beta !== 0);
  const terms = parts.map(({ beta, of, by }) => `tf.mul(${beta}, tf.${reduction}(tf.${by}(${of})))`);
  if (terms.length === 0) return 'tf.scalar(0)';
  return terms.length === 1 ? (terms[0] as string) : `tf.addN([${terms.join(', ')}])`;
}

function rule({ optimizer }: Recipe): { code: string; decay: string } {
  const full = fullOptimizer(optimizer);
  const rate = full.learningRate;
  if (full.method === 'sgd')
    return {
      code: `tf.train.sgd(${rate})`,
      decay:
        full.decay === 0 ? '' : `  optimizer.setLearningRate(${rate} / (1 + ${full.decay} * (epoch - 1)));\n`,
    };
  if (full.method === 'rmsprop')
    return { code: `tf.train.rmsprop(${rate}, ${full.rho}, 0, ${full.epsilon})`, decay: '' };
  return { code: `tf.train.adam(${rate}, ${full.beta1}, ${full.beta2}, ${full.epsilon})`, decay: '' };
}
