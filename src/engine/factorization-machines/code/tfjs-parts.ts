import { isSparseRecipe } from './python-parts.ts';
import type { Recipe } from './recipe.ts';

/** `learned` and, where there are such, `held`. */
export function splitCode({ task, heldOut }: Recipe): string {
  if (!heldOut || heldOut.share === 0) return 'const learned = rows;\n';
  const groups = task === 'regression' ? '[rows]' : '[0, 1].map((one) => rows.filter(({ y }) => y === one))';
  return `// Rows are held out${task === 'regression' ? '' : ', as many of each class'}: they judge, and nothing is learned from them.
const drawn = seeded(${heldOut.seed});
const out = new Set<Row>();
for (const group of ${groups}) {
  const order = [...group];
  shuffle(order, drawn);
  const count = Math.min(Math.round(${heldOut.share} * order.length), Math.max(0, order.length - 1));
  for (const row of order.slice(0, count)) out.add(row);
}
const held = rows.filter((row) => out.has(row));
const learned = rows.filter((row) => !out.has(row));
`;
}

/** Standardizes rows in place: each value is divided by `scale`, and `offset`, what 0 becomes, is added when a batch is made. */
export function scalingCode(recipe: Recipe): string {
  const { task } = recipe;
  const sparse = isSparseRecipe(recipe);
  return `
// Features${task === 'regression' ? ' and targets' : ''} are brought to ${sparse ? 'mean square 1 where they are not 0; zeros stay' : 'mean 0 and standard deviation 1'}.
const shares = learned.reduce((sum, { s }) => sum + s, 0);
const [means, scale] = [new Float64Array(d), new Float64Array(d)];
${sparse ? 'const counted = new Float64Array(d);\n' : 'for (const { s, x } of learned) for (const [j, value] of x) means[j] += (s / shares) * value;\n'}for (const { s, x } of learned) {
  ${
    sparse
      ? 'for (const [j, value] of x) {\n    scale[j] += s * value ** 2;\n    if (value !== 0) counted[j] += s;\n  }'
      : 'const whole = means.map((each) => -each);\n  for (const [j, value] of x) whole[j] += value;\n  for (let j = 0; j < d; j++) scale[j] += (s / shares) * whole[j] ** 2;'
  }
}
for (let j = 0; j < d; j++) {
  scale[j] = Math.sqrt(scale[j]${sparse ? ' / (counted[j] || 1)' : ''});
  if (scale[j] <= 1e-12 * Math.abs(means[j])) scale[j] = 1; // constant
}
${sparse ? '' : 'const offset = means.map((each, j) => -each / scale[j]);\n'}for (const row of rows) row.x = row.x.map(([j, value]) => [j, value / scale[j]]);
${
  task === 'regression'
    ? `const yMean = learned.reduce((sum, { s, y }) => sum + (s / shares) * y, 0);
let yScale = Math.sqrt(learned.reduce((sum, { s, y }) => sum + (s / shares) * (y - yMean) ** 2, 0));
if (!(yScale > 1e-12 * Math.abs(yMean))) yScale = 1;
for (const row of rows) row.y = (row.y - yMean) / yScale;
`
    : ''
}`;
}

/** Writes the weights for data as they are. */
export function unscalingCode({ task, standardize, start: { k } }: Recipe): string {
  const V =
    k > 0
      ? 'Array.from({ length: k }, (_, f) => Array.from(V.dataSync().subarray(f * d, (f + 1) * d)))'
      : '[]';
  const regression = task === 'regression';
  const back = !standardize
    ? ''
    : `
// The same predictions from the data as they are: a pair of moved features is a pair, two features and a constant.
${regression ? 'saved.w0 = yMean + yScale * saved.w0;\n' : ''}saved.w1 = saved.w1.map((w, j) => (${regression ? 'yScale * ' : ''}w) / scale[j]);
saved.v = saved.v.map((of) => of.map((v, j) => (${regression ? 'Math.sqrt(yScale) * ' : ''}v) / scale[j]));
for (const [j, w] of saved.w1.entries()) saved.w0 -= w * means[j];
for (const of of saved.v) {
  const sum = of.reduce((sum, v, j) => sum + v * means[j], 0);
  saved.w0 += (sum ** 2 - of.reduce((sum, v, j) => sum + (v * means[j]) ** 2, 0)) / 2;
  for (const [j, v] of of.entries()) saved.w1[j] -= v * (sum - v * means[j]);
}
`;
  return `const saved = { w0: w0.dataSync()[0], w1: Array.from(w1.dataSync()), v: ${V} };
${back}writeFileSync('weights.json', JSON.stringify(saved)); // the page reads it
`;
}

/** `begun`, where the run begins: w0, w1 as a list and V as rows; and `random`. */
export function startCode(recipe: Recipe): string {
  const { task, standardize, start, shuffle } = recipe;
  const { k, stdev, seed, file } = start;
  const draws = k > 0 && file === undefined;
  const random =
    draws || shuffle !== false
      ? `${typeof shuffle === 'object' ? 'let' : 'const'} random = seeded(${seed});\n`
      : '';
  if (file !== undefined) return `${random}${fromFile(recipe, file, standardize)}`;
  const bias = task === 'classification' ? 'Math.log(mean / (1 - mean))' : 'mean';
  return `const total = (value: (row: Row) => number) => learned.reduce((sum, row) => sum + row.s * value(row), 0);
const mean = total(({ y }) => y) / total(() => 1);
${random}${draws ? 'const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());\n' : ''}const begun = {
  w0: ${bias},
  w1: new Array<number>(d).fill(0),
  v: ${draws ? `Array.from({ length: k }, () => Array.from({ length: d }, () => ${stdev} * gaussian()))` : '[] as number[][]'},
};
`;
}

function fromFile({ task }: Recipe, file: string, standardize: boolean): string {
  const json = file.toLowerCase().endsWith('.json');
  const name = json ? file : 'start.json';
  const read = `// The weights that the run begins with${json ? '' : `, those of ${file.replace(/\s+/g, ' ')} saved as JSON`}.
const begun: { w0: number; w1: number[]; v: number[][] } = JSON.parse(readFileSync(${JSON.stringify(name)}, 'utf8'));
`;
  if (!standardize) return read;
  const regression = task === 'regression';
  return `${read}// They are for the data as they are; these predict the same from scaled data.
for (const [j, w] of begun.w1.entries()) begun.w0 += w * means[j];
for (const of of begun.v) {
  const sum = of.reduce((sum, v, j) => sum + v * means[j], 0);
  begun.w0 += (sum ** 2 - of.reduce((sum, v, j) => sum + (v * means[j]) ** 2, 0)) / 2;
  for (const [j, v] of of.entries()) begun.w1[j] += v * (sum - v * means[j]);
}
${regression ? 'begun.w0 = (begun.w0 - yMean) / yScale;\n' : ''}begun.w1 = begun.w1.map((w, j) => ${regression ? '(w * scale[j]) / yScale' : 'w * scale[j]'});
begun.v = begun.v.map((of) => of.map((v, j) => ${regression ? '(v * scale[j]) / Math.sqrt(yScale)' : 'v * scale[j]'}));
`;
}
