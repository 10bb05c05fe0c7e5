// Plain geometry of a convex curve of costs; the costs themselves come from the engine.

/** The number of clusters that is cheapest when each costs `price` more; the smaller of two that tie. */
export function cheapest(costs: readonly number[], price: number): number {
  let best = 0;
  for (let i = 1; i < costs.length; i++) {
    if (costs[i] + price * (i + 1) < costs[best] + price * (best + 1)) best = i;
  }
  return best + 1;
}

/** The prices, from low to high, at which exactly k clusters are cheapest. */
export function pricesFor(costs: readonly number[], k: number): [low: number, high: number] {
  return [costs[k - 1] - (costs[k] ?? 0), k === 1 ? Number.POSITIVE_INFINITY : costs[k - 2] - costs[k - 1]];
}

/** The price whose line, touching the curve from below, meets zero cost at `foot` clusters. */
export function priceAt(costs: readonly number[], foot: number): number {
  return Math.min(
    ...costs.map((cost, i) => (i + 1 < foot ? cost / (foot - i - 1) : Number.POSITIVE_INFINITY)),
  );
}

/** One guess of a search, and the number of clusters that it gave. */
export interface Guess {
  price: number;
  k: number;
}

/**
 * The guesses of a search for the price that gives k clusters, as the solver makes them: cost falls about as 1/k², so the price
 * that k needs is about that of the last guess times (k got / k wanted)³, unless earlier guesses rule that out.
 */
export function search(costs: readonly number[], wanted: number, start: number): Guess[] {
  const guesses: Guess[] = [];
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let price = start;
  for (;;) {
    const k = cheapest(costs, price);
    guesses.push({ price, k });
    if (k === wanted) return guesses;
    if (k > wanted) low = price;
    else high = price;
    price *= (k / wanted) ** 3;
    if (price <= low || price >= high) price = Math.sqrt(low * high);
  }
}
