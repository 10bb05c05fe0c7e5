/** Inertia in whole numbers, without any rounding: of `n` values at most 16, all as multiples of the same power of two. */
export class ExactLine {
  readonly #sorted: bigint[];

  constructor(values: Float64Array) {
    this.#sorted = Array.from(values.toSorted(), inSmallestUnits);
  }

  /** The least inertia of k clusters, in units of its own. */
  best(k: number): bigint {
    const n = this.#sorted.length;
    let best: (bigint | undefined)[] = Array.from({ length: n + 1 }, (_, j) =>
      j === 0 ? 0n : this.#cost(0, j),
    );
    for (let clusters = 2; clusters <= k; clusters++) {
      best = best.map((_, j) => {
        let least: bigint | undefined;
        for (let i = clusters - 1; i < j; i++) {
          const before = best[i];
          if (before === undefined) continue;
          const inertia = before + this.#cost(i, j);
          if (least === undefined || inertia < least) least = inertia;
        }
        return least;
      });
    }
    return best[n]!; // k is at most n
  }

  /** The inertia of clusters that begin at the given positions of the sorted values and end at the next, in the same units. */
  inertia(cuts: number[]): bigint {
    return cuts.slice(1).reduce((sum, to, c) => sum + this.#cost(cuts[c], to), 0n);
  }

  #cost(from: number, to: number): bigint {
    let sum = 0n;
    let squares = 0n;
    for (const value of this.#sorted.slice(from, to)) {
      sum += value;
      squares += value * value;
    }
    const count = BigInt(to - from);
    return (count * squares - sum * sum) * (COMMON / count);
  }
}

/** (a - b) / b to 15 digits behind the point; 0 where both are 0. */
export function excess(a: bigint, b: bigint): number {
  if (b === 0n) return a === 0n ? 0 : Number.POSITIVE_INFINITY;
  return Number(((a - b) * 10n ** 15n) / b) / 1e15;
}

/** The least common multiple of 1..16: every mean has it for a denominator. */
const COMMON = 720_720n;

/** A double is a whole multiple of 2^-1074. */
function inSmallestUnits(value: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(value).buffer)[0];
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return bits >> 63n ? -size : size;
}
