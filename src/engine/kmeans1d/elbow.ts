// The least inertia I(k) falls ever more slowly as k grows: it is convex. The cheapest partition at a price of lambda per
// cluster is one that minimises I(k) + lambda k, so it touches the curve from below at a line of slope -lambda. With the slope
// of a chord between two known points, that is either a new point below the chord, or there is none: then every point
// between the two lies on the chord, and needs no search.

/** How far the curve of least inertia against the number of clusters is known. */
export interface ElbowStep {
  /** How many points are known, of how many in all. */
  done: number;
  total: number;
  /** `inertia[k - 1]` is the least inertia of k clusters, in units of value squared; NaN where it is not known yet. */
  inertia: Float64Array<ArrayBuffer>;
}

/** One point of the curve. */
export interface ElbowPoint {
  k: number;
  inertia: number;
}

/** Chords closer to the curve than this, in relation to their own height, are taken to lie on it. */
const ROUNDING = 1e-13;

/**
 * The curve for k = 1..total by halving chords, widest first, so that its shape shows early.
 * `solve(k)` gives the point at k, `priced(lambda)` the one where a line of slope -lambda touches the curve.
 */
export function* chordBisection(
  total: number,
  solve: (k: number) => ElbowPoint,
  priced: (lambda: number) => ElbowPoint,
): Generator<ElbowStep, Float64Array<ArrayBuffer>> {
  const inertia = new Float64Array(total).fill(Number.NaN);
  let done = 0;
  const know = (k: number, value: number) => {
    if (Number.isNaN(inertia[k - 1])) done++;
    inertia[k - 1] = value;
  };
  const step = () => ({ done, total, inertia: inertia.slice() });

  const first = solve(1);
  know(1, first.inertia);
  if (total === 1) {
    yield step();
    return inertia;
  }
  yield step();
  const last = solve(total);
  know(total, last.inertia);
  yield step();

  const chords: [ElbowPoint, ElbowPoint][] = [[first, last]];
  for (const [left, right] of chords) {
    if (right.k - left.k < 2) continue;
    const slope = (left.inertia - right.inertia) / (right.k - left.k);
    const chordAt = (k: number) => right.inertia + slope * (right.k - k);
    const touch = slope > 0 ? priced(slope) : right;
    const below = touch.inertia < chordAt(touch.k) * (1 - ROUNDING);
    if (below && touch.k > left.k && touch.k < right.k) {
      know(touch.k, touch.inertia);
      chords.push([left, touch], [touch, right]);
    } else {
      for (let k = left.k + 1; k < right.k; k++) know(k, chordAt(k));
    }
    yield step();
  }
  return inertia;
}
