import { dynamicProgramme } from '../../engine/kmeans1d/dynamic-programme.ts';
import { means } from '../../engine/kmeans1d/partition.ts';
import { gaussian, seeded } from '../../engine/random.ts';
import { type Bundle, position, strands, ticks } from './strands.ts';

const N = 240;
/** How many numbers may be kept; the figure's style sheet has a rule for each. */
const CHOICES = [2, 4, 8, 16, 32];
const BELLS = [
  { until: 0.3, mean: 14, spread: 3 },
  { until: 0.52, mean: 31, spread: 2.2 },
  { until: 0.74, mean: 58, spread: 5 },
  { until: 0.86, mean: 79, spread: 1.6 },
  { until: 1, mean: 50, spread: 22 },
];

/** The figure on the home page: what is drawn of the values, and of the best few numbers for each choice of how few. */
export interface HeroDrawing {
  n: number;
  ticks: string;
  bundles: Bundle[];
}

/** Draws the same values each time, from a handful of bell curves, and computes the best clusters of them. */
export function heroDrawing(): HeroDrawing {
  const random = seeded(6);
  const values = Float64Array.from({ length: N }, () => {
    const pick = random();
    const { mean, spread } = BELLS.find(({ until }) => pick < until)!;
    return mean + spread * gaussian(random);
  }).sort();
  const places = [...values].map((value) => position(value, values[0], values[N - 1]));
  const solved = dynamicProgramme(values, Math.max(...CHOICES));

  const bundles = CHOICES.map((k) => {
    const cuts = solved.cuts(k);
    const centroids = [...means(values, cuts)].map((value, c) => ({
      value,
      at: position(value, values[0], values[N - 1]),
      share: (cuts[c + 1] - cuts[c]) / N,
    }));
    const ends = centroids.flatMap(({ at }, c) => new Array<number>(cuts[c + 1] - cuts[c]).fill(at));
    return { k, strands: strands(places, ends), centroids, left: solved.inertia(k) / solved.inertia(1) };
  });
  return { n: N, ticks: ticks(places), bundles };
}
