import { EXAMPLE } from '../../../engine/matrix-factorization/example.ts';
import { parseLoss } from '../../../engine/matrix-factorization/loss/parse.ts';
import { type LossPreset, PRESETS } from '../loss-line/presets.ts';
import { predictions, startOf, trainer } from './example.build.ts';
import type { LossRow } from './losses.ts';
import { K, LOSSES, MISSING } from './settings.ts';

/** Adam with ever smaller steps, from several starts: enough for losses with edges, too. */
const STARTS = 8;
const SCHEDULE = [0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4, 3e-5];
const STEPS = 5000;

/** Where Adam comes to rest: the loss, and PQ. */
interface End {
  loss: number;
  X: Float64Array;
}

async function descended(source: string, k: number, seed: number): Promise<End> {
  const loss = parseLoss(source);
  let [factors, end] = [startOf(seed, k), Number.POSITIVE_INFINITY];
  for (const alpha of SCHEDULE) {
    const down = await trainer(factors, { method: 'adam', alpha }, loss);
    for (let i = 0; i < STEPS; i++) down.advance();
    [factors, end] = [down.factors(), down.loss];
    down.dispose();
  }
  return { loss: end, X: predictions(factors, k) };
}

/** The predictions at the least loss found, in stars, and how far they are from the known ratings. */
async function starsOf({ source, predicts }: LossPreset, k: number) {
  const ends: End[] = [];
  for (let seed = 0; seed < STARTS; seed++) ends.push(await descended(source, k, seed));
  const { X } = ends.reduce((least, end) => (end.loss < least.loss ? end : least));
  const stars = predicts ? X.map((x) => 1 + 4 / (1 + Math.exp(-x))) : X;
  const errors = Array.from(stars, (value, cell) => Math.abs(value - EXAMPLE.values[cell]));
  return { stars, errors: errors.filter((_, cell) => EXAMPLE.mask[cell]) };
}

const short = (value: number) => Number(value.toFixed(4));

async function row(id: string): Promise<LossRow> {
  const preset = PRESETS.find((each) => each.id === id);
  if (!preset) throw new Error(`no loss is called ${id}`);
  const [two, one] = [await starsOf(preset, K), await starsOf(preset, 1)];
  return {
    label: preset.label,
    cells: MISSING.map((cell) => short(two.stars[cell])),
    error: short(Math.max(...two.errors)),
    single: { met: one.errors.filter((error) => error < 0.1).length, error: short(Math.max(...one.errors)) },
  };
}

async function rows(): Promise<LossRow[]> {
  const found: LossRow[] = [];
  for (const id of LOSSES) found.push(await row(id));
  return found;
}

export default rows();
