import { Comparison, LEEWAY, pairs } from '../comparison.ts';
import { quantizerDisagreements } from './quantizer.ts';
import type { Results } from './results.ts';

/** Gradients in float32 that are further off than this have gone wrong. */
const OFF = 1e-5;

/**
 * Sentences that say where kept figures no longer hold, given a quick run of today. Rivals that are not here today, or in another
 * version, are believed.
 */
export function disagreements(kept: Results, today: Results): string[] {
  const comparison = new Comparison();
  const { problems } = comparison;
  for (const build of ['wasm', 'relaxed'] as const)
    if (kept[build].sha256 !== today[build].sha256)
      problems.push(`it was measured with another build of style-transfer.wasm (${build}).`);
  for (const { network, size, rows } of today.evaluations) {
    const old = kept.evaluations.find((each) => each.network === network && each.size === size)?.rows;
    for (const { row, before } of pairs(old, rows))
      comparison.compare(
        `the time of ${row.name} over ours, ${network} at ${size} pixels`,
        before?.ratio,
        row.ratio,
        LEEWAY,
      );
    const [{ off }] = rows;
    if (off !== undefined && !(off <= OFF))
      problems.push(`our gradient is off by ${off} today, ${network} at ${size} pixels.`);
  }
  problems.push(...quantizerDisagreements(kept.quantizer, today.quantizer));
  return problems;
}
