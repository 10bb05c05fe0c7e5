import { round } from '../rounded.ts';
import { LIMIT } from './cells.ts';
import { evaluator } from './evaluator.ts';
import type { Bench } from './outcome.ts';
import type { Named } from './pictures.ts';
import { setRatiosOf } from './ratios.ts';
import type { Results, SetRow } from './results.ts';
import { isOurs, type Way } from './ways.ts';

const BEST_MSE: Way = 'ours, sRGB, best';
const BEST_DELTA_E: Way = 'ours, OKLab, best';

interface Sample {
  ms: number;
  mse: number;
  deltaE: number;
}

/** Means over many pictures, each contender once on each; those that take too long are not for a set. */
export async function setOf(pictures: Named[], ks: number[], benches: Bench[]): Promise<Results['set']> {
  const samples = new Map(benches.map(({ name }) => [name, ks.map((): Sample[] => [])]));
  for (const { name, open } of pictures) {
    const picture = await open();
    const { judge } = evaluator(picture.rgba);
    for (const [i, k] of ks.entries()) {
      for (const bench of benches) {
        const outcome = await bench.run(picture, k, LIMIT);
        if (outcome.late) throw new Error(`${bench.name} took too long for ${name}.`);
        const { mse, deltaE } = judge(outcome.rgba);
        samples.get(bench.name)?.[i].push({ ms: outcome.ms, mse, deltaE });
      }
    }
  }
  const of = (name: string, i: number) => samples.get(name)?.[i] ?? [];
  const rows = benches.flatMap(({ name }) =>
    ks.map((k, i): SetRow => {
      const own = of(name, i);
      const mean = (part: keyof Sample) => own.reduce((sum, sample) => sum + sample[part], 0) / own.length;
      const beaten = (part: keyof Sample, by: Way) =>
        own.filter((sample, p) => (of(by, i)[p]?.[part] ?? Number.NaN) < sample[part]).length;
      return {
        name,
        k,
        ms: round(mean('ms')),
        mse: round(mean('mse'), 5),
        deltaE: round(mean('deltaE'), 4),
        ...(!isOurs(name) && {
          beaten: { mse: beaten('mse', BEST_MSE), deltaE: beaten('deltaE', BEST_DELTA_E) },
        }),
      };
    }),
  );
  return { pictures: pictures.map(({ name }) => name), rows, ratios: setRatiosOf(rows) };
}
