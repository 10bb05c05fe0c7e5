/** A decoded picture. */
export interface Picture {
  width: number;
  height: number;
  /** RGBA, 4 bytes a pixel, all opaque. */
  rgba: Uint8Array<ArrayBuffer>;
}

/** One way to make a picture of few colours, on the thread that asks; what it does is timed from outside. */
export interface Implementation {
  /** Name in the tables. */
  name: string;
  /** Version of the package, where it is one. */
  version?: string;
  /** The picture at full resolution in at most `k` colours, without dithering: RGBA. May write to the picture. */
  quantize: (picture: Picture, k: number) => Uint8Array | Uint8ClampedArray;
}
