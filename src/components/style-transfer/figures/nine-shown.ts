import type { NineNetwork, Pair, Result } from './nine-results.ts';

/** What NineFigure shows of nine.json: the results by optimal k-means. */
export interface NineShown {
  size: number;
  networks: {
    id: string;
    title: string;
    /** Bytes and errors of the weights, 32 bits first. */
    depths: { bits: number; packed: number; entropy: number; sqnr: number | null }[];
    pairs: {
      id: string;
      content: string;
      style: string;
      width: number;
      height: number;
      results: NineResult[];
      /** Pictures made with equal steps. */
      uniform: { bits: number; picture: string }[];
    }[];
  }[];
}

export interface NineResult {
  bits: number;
  picture: string;
  /** Losses at the end: as the network that made it sees it, and as the float32 one does. */
  own: number;
  judged: number;
  rms: number;
  deltaE: number;
}

/** How far results lie from those at 32 bits, and their losses, means over the pairs that were made both ways. */
export interface CurvesShown {
  networks: {
    id: string;
    title: string;
    pairs: number;
    /** Loss at 32 bits. */
    loss: number;
    /** Distance of two runs at 32 bits from starts that hardly differ, where it was measured. */
    floor?: number;
    /** 1 to 8 bits; `loss` as the network of 32 bits sees it, `own` as the one that made the picture does. */
    points: {
      bits: number;
      method: 'kmeans' | 'uniform';
      deltaE: number;
      loss: number;
      own: number;
    }[];
  }[];
}

/** As few digits as a figure shows. */
export const short = (value: number, digits = 4): number => Number(value.toPrecision(digits));

/** The part of a network's results that NineFigure shows. */
export function shownOf({ id, title, depths, pairs }: NineNetwork): NineShown['networks'][number] {
  return {
    id,
    title,
    depths: depths
      .filter(({ method }) => method !== 'uniform')
      .map(({ bits, packed, entropy, sqnr }) => ({ bits, packed, entropy, sqnr: sqnr && short(sqnr) })),
    pairs: pairs.map(({ id, content, style, width, height, results }) => ({
      id,
      content,
      style,
      width,
      height,
      results: results.flatMap((result) =>
        result.method !== 'uniform' && result.picture ? [shortOf(result)] : [],
      ),
      uniform: results.flatMap(({ bits, method, picture }) =>
        method === 'uniform' && picture ? [{ bits, picture }] : [],
      ),
    })),
  };
}

function shortOf({ bits, picture = '', own, judged, rms, deltaE }: Result): NineResult {
  return {
    bits,
    picture,
    own: short(own.total),
    judged: short(judged.total),
    rms: short(rms),
    deltaE: short(deltaE),
  };
}

/** Means over pairs, by bits and method. */
export function curvesOf({ id, title, depths, pairs }: NineNetwork): CurvesShown['networks'][number] {
  const both = pairs.filter(({ results }) => results.some(({ method }) => method === 'uniform'));
  const at = (pair: Pair, bits: number, method: string) =>
    pair.results.find((result) => result.bits === bits && result.method === method);
  const points = depths.flatMap(({ bits, method }) => {
    const found = both.flatMap((pair) => at(pair, bits, method) ?? []);
    if (method === 'float32' || found.length === 0) return [];
    const deltaE = short(mean(found.map((result) => result.deltaE)));
    const loss = short(mean(found.map((result) => result.judged.total)));
    const own = short(mean(found.map((result) => result.own.total)));
    return [{ bits, method, deltaE, loss, own }];
  });
  const loss = short(mean(both.flatMap((pair) => at(pair, 32, 'float32')?.judged.total ?? [])));
  const floors = both.flatMap(({ floor }) => floor?.deltaE ?? []);
  const floor = floors.length > 0 ? { floor: short(mean(floors)) } : {};
  return {
    id,
    title,
    pairs: both.length,
    loss,
    ...floor,
    points: points.toSorted((a, b) => a.bits - b.bits),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
