/**
 * Makes what the article on style transfer shows of quantized networks: `node tools/nine-results.ts [folder]`. The folder holds VGG-19 in
 * any format that the lab reads (tfjs, safetensors, Keras, PyTorch), to the end of block 3 at least; without it only the site's own
 * network is used. Three pictures are stylized with 32 and 8 to 1 bits a weight, from the same start with the same settings. Losses and
 * distances go to src/content/style-transfer/nine.json, pictures to src/components/style-transfer/figures/nine/. Takes about a quarter
 * of an hour on one core.
 *   --quick          a first version: small and few steps
 *   --only half-vgg  one of the networks; the other's results stay as they are
 *   --pair china     with k-means the pair of this content only; the others' results stay
 *   --numbers        all but the pictures, a minute
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type {
  NineNetwork,
  NineResults,
  Pair,
  Result,
} from '../src/components/style-transfer/figures/nine-results.ts';
import { createKmeans1d } from '../src/engine/kmeans1d/index.ts';
import { seeded } from '../src/engine/random.ts';
import {
  createCompiled,
  DEFAULTS,
  fitted,
  type Network,
  type Picture,
  parameters,
  resized,
  type Settings,
  withTensors,
} from '../src/engine/style-transfer/index.ts';
import { allDepths, depthOf, type Quantized, rounded } from './nine-results/depths.ts';
import { endOf, type Subject, subjects } from './nine-results/networks.ts';
import { deltaEBetween, keep, rmsBetween, sample } from './nine-results/pictures.ts';
import { propagation } from './nine-results/propagation.ts';
import { alone, sensitivities } from './nine-results/sensitivity.ts';
import { judged, type Order, stylized } from './nine-results/stylized.ts';

const JSON_FILE = 'src/content/style-transfer/nine.json';
const PICTURES = 'src/components/style-transfer/figures/nine';

/** Samples of the lab. The first pair is also made uniformly, and with one layer quantized at a time. */
const PAIRS = [
  { content: 'china', style: 'starry-night' },
  { content: 'great-wall', style: 'harvest' },
  { content: 'red-panda', style: 'pere-tanguy' },
];
/** Depths at which uniform quantization is stylized with. */
const UNIFORM = [8, 5, 4, 3, 2];
/** Longest side at which features are compared. */
const COMPARED = 128;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    pair: { type: 'string' },
    only: { type: 'string' },
    numbers: { type: 'boolean' },
  },
});
if (values.pair && !PAIRS.some(({ content }) => content === values.pair))
  throw new Error(`There is no pair of ${values.pair}; there are ${PAIRS.map(({ content }) => content)}.`);
/** All that decides a picture, so that results stay what they are when the lab's defaults change. No variation: it would hide noise. */
const settings: Settings = {
  ...DEFAULTS,
  ...(values.quick ? { size: 64, steps: [8, 4] } : { size: 192, steps: [50, 30, 12] }),
  contentWeight: 0.03,
  totalVariation: 0,
};

const wasm = (slug: string) => WebAssembly.compile(readFileSync(`src/engine/${slug}/${slug}.wasm`));
const create = createCompiled(await wasm('style-transfer'));
const kmeans1d = await createKmeans1d(await wasm('kmeans1d'));

mkdirSync(PICTURES, { recursive: true });
const all = await subjects(positionals[0] ?? '../shared/data/vgg19-blocks1-3');
const chosen = all.filter(({ id }) => !values.only || values.only === id);
if (chosen.length === 0) throw new Error(`There is no ${values.only}; there are ${all.map(({ id }) => id)}.`);
for (const subject of chosen) await make(subject);

async function make({ id, network }: Subject): Promise<void> {
  const depths = allDepths(kmeans1d, network);
  const { weights, biases } = parameters(network);
  const made: NineNetwork = {
    id,
    title: network.title,
    upTo: endOf(network),
    weights,
    biases: 4 * biases,
    styleLayers: network.style,
    contentLayer: network.content,
    depths: depths.map((depth) => depthOf(network, depth)),
    pairs: [],
    sensitivity: [],
    propagation: [],
  };
  const orders: (Order & { names: (typeof PAIRS)[number] })[] = [];
  for (const names of PAIRS)
    orders.push({ names, content: await sample(names.content), style: await sample(names.style), settings });
  const compared = orders.map(({ content }) => {
    const { width, height } = fitted(content, COMPARED);
    return resized(content, width, height);
  });
  made.sensitivity = await sensitivities(create, network, depths, compared);
  made.propagation = await propagation(create, network, depths, compared);
  write(made);
  if (values.numbers) return;
  const wholes: Picture[] = [];
  for (const order of orders.filter(({ names }) => !values.pair || names.content === values.pair)) {
    const { pair, whole } = await pairOf({ id, network }, depths, order, order.names);
    made.pairs.push(pair);
    wholes.push(whole);
    write(made);
  }
  if (values.pair) return;
  const [first] = orders;
  for (const depth of depths.filter(({ bits, method }) => method === 'uniform' && UNIFORM.includes(bits))) {
    const { result } = await resultOf({ id, network }, depth, first, first.names, wholes[0]);
    made.pairs[0].results.push(result);
    write(made);
  }
  for (const row of made.sensitivity.filter(({ bits }) => bits === 2)) {
    const one = withTensors(network, [alone(depths, row.layer, row.bits)]);
    const { picture } = await stylized(create, one, first);
    row.rms = rounded(rmsBetween(picture, wholes[0]), 3);
    console.log(`${id}, ${row.layer} alone at 2 bits: ${row.rms} grey levels`);
    write(made);
  }
}

/** How far a run with float32 comes to lie from `whole` when its start differs by less than a file of 8 bits a colour can tell. */
async function floorOf(network: Network, order: Order, whole: Picture): Promise<Pair['floor']> {
  const random = seeded(1);
  const start = { ...order.content, data: order.content.data.map((level) => level + random() - 0.5) };
  const { picture } = await stylized(create, network, { ...order, settings: { ...order.settings, start } });
  const floor = {
    rms: rounded(rmsBetween(picture, whole), 3),
    deltaE: rounded(deltaEBetween(picture, whole), 3),
  };
  console.log(`${network.title}, two runs with 32 bits: ${JSON.stringify(floor)}`);
  return floor;
}

/** With float32 and by k-means, from 8 bits to 1. */
async function pairOf(subject: Subject, depths: Quantized[], order: Order, names: (typeof PAIRS)[number]) {
  const results: Result[] = [];
  let whole: Picture | undefined;
  for (const depth of depths.filter(({ method }) => method !== 'uniform')) {
    const { picture, result } = await resultOf(subject, depth, order, names, whole);
    whole ??= picture;
    results.push(result);
  }
  if (!whole) throw new Error('There is no depth to compare the others with.');
  const { width, height } = whole;
  const floor = await floorOf(subject.network, order, whole);
  const pair: Pair = { id: `${names.content}-${names.style}`, ...names, width, height, results, floor };
  return { pair, whole };
}

async function resultOf(
  { id, network }: Subject,
  { bits, method, tensors }: Quantized,
  order: Order,
  names: (typeof PAIRS)[number],
  compared?: Picture,
): Promise<{ picture: Picture; result: Result }> {
  const begun = performance.now();
  const { picture, losses } = await stylized(create, withTensors(network, tensors), order);
  const name = `${id}-${names.content}-${method === 'uniform' ? 'uniform-' : ''}${bits}.webp`;
  await keep(picture, `${PICTURES}/${name}`);
  const whole = compared ?? picture;
  const result: Result = {
    bits,
    method,
    picture: name,
    own: losses,
    judged: await judged(create, network, order, picture),
    rms: rounded(rmsBetween(picture, whole), 3),
    deltaE: rounded(deltaEBetween(picture, whole), 3),
  };
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${id}, ${names.content} ${bits} bits ${method}: ${JSON.stringify(result)} ${seconds} s`);
  return { picture, result };
}

/** Keeps what the file has of the other network, and of what is still to come. */
function write(made: NineNetwork): void {
  const before: NineResults | undefined = existsSync(JSON_FILE)
    ? JSON.parse(readFileSync(JSON_FILE, 'utf8'))
    : undefined;
  const others = before?.networks.filter(({ id }) => id !== made.id) ?? [];
  const older = before?.networks.find(({ id }) => id === made.id);
  const pairs = PAIRS.flatMap(({ content, style }) => {
    const id = `${content}-${style}`;
    const kept = older?.pairs.find((each) => each.id === id);
    const pair = made.pairs.find((each) => each.id === id) ?? kept;
    if (!pair) return [];
    const missing =
      kept?.results.filter(
        (old) => UNIFORM.includes(old.bits) && !pair.results.some((now) => sameDepth(old, now)),
      ) ?? [];
    return [{ ...pair, results: [...pair.results, ...missing] }];
  });
  for (const row of made.sensitivity)
    row.rms ??= older?.sensitivity.find((each) => each.layer === row.layer && each.bits === row.bits)?.rms;
  const { size, steps, contentWeight, totalVariation } = settings;
  const results: NineResults = {
    made: new Date().toISOString().slice(0, 10),
    settings: values.numbers && before ? before.settings : { size, steps, contentWeight, totalVariation },
    networks: [...others, { ...made, pairs }].sort((a, b) => b.id.localeCompare(a.id)),
  };
  writeFileSync(`${JSON_FILE}.new`, `${JSON.stringify(results, undefined, 1)}\n`);
  renameSync(`${JSON_FILE}.new`, JSON_FILE);
}

function sameDepth(a: Result, b: Result): boolean {
  return a.bits === b.bits && a.method === b.method;
}
