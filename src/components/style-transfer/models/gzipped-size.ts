/** Bytes that these take when the platform's own gzip has packed them. */
export async function gzippedSize(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const reader = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip')).getReader();
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) size += next.value.length;
  return size;
}
