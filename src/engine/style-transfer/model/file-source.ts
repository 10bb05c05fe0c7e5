/** A file that is read in parts: one of hundreds of megabytes need never be in memory whole. */
export interface FileSource {
  name: string;
  /** Bytes in all. */
  size: number;
  /** The bytes [start, end), which lie within the file. They may be a view: not to be written to. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A file that is in memory. */
export const bytesSource = (name: string, bytes: Uint8Array): FileSource => ({
  name,
  size: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

/** The part [start, end) of a file as a file of its own. */
export const partOf = (file: FileSource, name: string, start: number, end: number): FileSource => ({
  name,
  size: end - start,
  read: (from, to) => file.read(start + from, Math.min(start + to, end)),
});
