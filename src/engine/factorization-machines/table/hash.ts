const encoder = new TextEncoder();

/**
 * The bucket of a text among `buckets`, a power of 2: FNV-1a of its UTF-8 bytes, in 32 bits (offset basis 2166136261, prime 16777619;
 * Fowler, Noll and Vo, isthe.com/chongo/tech/comp/fnv), modulo `buckets`.
 */
export function bucketOf(text: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % buckets;
}
