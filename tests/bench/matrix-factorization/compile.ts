import { compileLoss } from '../../../src/engine/matrix-factorization/compile/compiled-loss.ts';
import { parseLoss } from '../../../src/engine/matrix-factorization/loss/parse.ts';
import { cpuMs, type Spread, spreadOf } from '../measure.ts';
import { rounded } from '../rounded.ts';
import { LOSSES, type LossName } from './problems.ts';
import type { Results } from './results.ts';

/** Losses compiled in a sample: each is another object, since an engine keeps what it has compiled. */
const IN_A_SAMPLE = 100;

/** From the text of each loss to code that runs: parsed and derived, then emitted and compiled by the JavaScript engine. */
export function compileOf(rounds: number): Results['compile'] {
  const names = Object.keys(LOSSES) as LossName[];
  return names.map((loss) => {
    const source = LOSSES[loss];
    const samples: Record<'parse' | 'emit' | 'total', number[]> = { parse: [], emit: [], total: [] };
    for (let i = -1; i < rounds; i++) {
      let parsed = [parseLoss(source)];
      const parse = cpuMs(() => {
        parsed = Array.from({ length: IN_A_SAMPLE }, () => parseLoss(source));
      });
      const emit = cpuMs(() => {
        for (const each of parsed) compileLoss(each);
      });
      if (i < 0) continue; // warm-up
      samples.parse.push(parse);
      samples.emit.push(emit);
      samples.total.push(parse + emit);
    }
    const microseconds = (part: keyof typeof samples): Spread =>
      rounded(spreadOf(samples[part].map((ms) => (1000 * ms) / IN_A_SAMPLE)));
    return {
      loss,
      parse: microseconds('parse'),
      emit: microseconds('emit'),
      total: microseconds('total'),
      bytes: compileLoss(parseLoss(source)).bytes.length,
    };
  });
}
