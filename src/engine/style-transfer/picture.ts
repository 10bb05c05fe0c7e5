/** A picture of floats: height x width x 3, row-major, red, green and blue in 0..255, gamma-encoded as in files. Values may lie outside. */
export interface Picture {
  width: number;
  height: number;
  data: Float32Array;
}
