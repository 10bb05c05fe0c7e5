/** Something that is held from one moment to another, both included. */
export interface Held {
  bytes: number;
  from: number;
  to: number;
}

/**
 * Places things so that those held at the same time do not overlap, the largest first, each as low as it goes. Gives where they begin,
 * and the bytes for all.
 */
export function place(held: readonly Held[]): { offsets: number[]; bytes: number } {
  const offsets = held.map(() => 0);
  const placed: number[] = [];
  let bytes = 0;
  for (const i of held.map((_, at) => at).sort((a, b) => held[b].bytes - held[a].bytes || a - b)) {
    const { from, to } = held[i];
    const beside = placed
      .filter((j) => held[j].from <= to && from <= held[j].to)
      .sort((a, b) => offsets[a] - offsets[b]);
    let offset = 0;
    for (const j of beside) {
      if (offset + held[i].bytes <= offsets[j]) break;
      offset = Math.max(offset, offsets[j] + held[j].bytes);
    }
    offsets[i] = offset;
    placed.push(i);
    bytes = Math.max(bytes, offset + held[i].bytes);
  }
  return { offsets, bytes };
}
