/** At most `most` of the items, evenly spread, with the first and the last. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const stride = Math.ceil((items.length - 1) / (most - 1));
  const kept = items.filter((_, i) => i % stride === 0);
  if ((items.length - 1) % stride > 0) kept.push(items[items.length - 1]);
  return kept;
}
