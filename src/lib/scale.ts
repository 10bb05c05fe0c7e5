import { ticks } from './ticks.ts';

/**
 * Maps values to positions. The part of d3-scale that a chart needs, by its names, at a tenth of its weight: d3-scale
 * brings colour, date and interpolation code, 11.5 kB of the 30 an article may load.
 */
export interface Scale {
  (value: number): number;
  /** The value at a position. */
  invert(position: number): number;
  /** About `count` round values within the domain, ascending. */
  ticks(count: number): number[];
  domain: readonly [number, number];
  range: readonly [number, number];
}

type Pair = readonly [number, number];

/** A scale on which equal differences are equally far apart. A domain of one value lies in the middle. */
export function linearScale(domain: Pair, range: Pair): Scale {
  const [low, high] = domain;
  const share = (value: number) => (high === low ? 0.5 : (value - low) / (high - low));
  return build(domain, range, {
    share,
    value: (at) => low + at * (high - low),
    ticks: (count) => ticks(low, high, count),
  });
}

/** A scale on which equal ratios are equally far apart. The domain must be above zero; smaller values go to its edge. */
export function logScale(domain: Pair, range: Pair): Scale {
  const low = Math.log10(domain[0]);
  const high = Math.log10(domain[1]);
  return build(domain, range, {
    share: (value) =>
      high === low ? 0.5 : (Math.log10(Math.max(value, Number.MIN_VALUE)) - low) / (high - low),
    value: (at) => 10 ** (low + at * (high - low)),
    ticks: (count) => logTicks(domain, count),
  });
}

interface Mapping {
  share(value: number): number;
  value(share: number): number;
  ticks(count: number): number[];
}

function build(domain: Pair, range: Pair, mapping: Mapping): Scale {
  const [from, to] = range;
  const scale = (value: number) => from + mapping.share(value) * (to - from);
  return Object.assign(scale, {
    invert: (position: number) => mapping.value(to === from ? 0.5 : (position - from) / (to - from)),
    ticks: mapping.ticks,
    domain,
    range,
  });
}

/** Powers of ten, thinned to fit; with 2 and 5 between them where there is room; plain ticks within less than a decade. */
function logTicks([low, high]: Pair, count: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const decades = last - first + 1;
  if (decades < 2) return ticks(low, high, count).filter((tick) => tick > 0);
  const every = Math.max(1, Math.ceil(decades / Math.max(1, count)));
  const factors = decades * 3 <= count ? [1, 2, 5] : [1];
  const found: number[] = [];
  for (let power = first - 1; power <= last; power++) {
    if ((power - first) % every !== 0) continue;
    for (const factor of factors) {
      // Written as text so that 10⁻³ is exactly 0.001.
      const tick = Number(`${factor}e${power}`);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) found.push(tick);
    }
  }
  return found;
}
