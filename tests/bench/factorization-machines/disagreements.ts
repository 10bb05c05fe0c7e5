import { Comparison, LEEWAY, pairs } from '../comparison.ts';
import type { Results } from './results.ts';

/** Epochs until the floor may differ by rounding only, and that by the number of an epoch or so. */
const SAME = 0.02;
/** In float32 losses drift apart. */
const CLOSE = 0.001;

/**
 * Sentences that say where kept figures no longer hold, given a quick run of today. Rivals that are not here today, or in another
 * version, are believed.
 */
export function disagreements(kept: Results, today: Results): string[] {
  const comparison = new Comparison();
  const { problems } = comparison;
  const compare = comparison.compare.bind(comparison);
  if (kept.wasm.sha256 !== today.wasm.sha256)
    problems.push('it was measured with another build of factorization-machines.wasm.');
  if (kept.quickest !== today.quickest)
    problems.push(`it says that ${kept.quickest} is the quickest of ours; today it is ${today.quickest}.`);

  for (const { size, rows } of today.steps) {
    const old = kept.steps.find((each) => each.size === size)?.rows;
    for (const { row, before } of pairs(old, rows))
      compare(`our steps a second over those of ${row.name}, ${size}`, before?.ratio, row.ratio, LEEWAY);
  }
  for (const { row, before } of pairs(kept.epoch.contenders, today.epoch.contenders)) {
    compare(`the time of an epoch of ${row.name} over ours`, before?.ratio, row.ratio, LEEWAY);
    compare(`the loss of ${row.name} after an epoch`, before?.loss, row.loss, 1 + CLOSE);
  }
  for (const { row, before } of pairs(kept.reading.contenders, today.reading.contenders))
    compare(`the time of ${row.name} over ours for the file`, before?.ratio, row.ratio, LEEWAY);
  for (const { row, before } of pairs(kept.titanic.contenders, today.titanic.contenders)) {
    compare(`the time of ${row.name} over ours on the Titanic`, before?.ratio, row.ratio, LEEWAY);
    compare(`the epochs of ${row.name} on the Titanic`, before?.epochs, row.epochs, 1 + SAME);
  }
  compare('the floor of the Titanic', kept.titanic.floor, today.titanic.floor, 1 + 1e-6);
  return problems;
}
