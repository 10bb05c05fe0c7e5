/** The weights of one layer told by few: a codebook, and for each weight the number of its entry. */
export interface QuantizedTensor {
  /** Name of the convolution. */
  name: string;
  bits: number;
  /** At most 2^bits, ascending. */
  centroids: Float32Array;
  /** Per weight, in the order of the layer's weights, its centroid's index. */
  codes: Uint8Array;
  /** Sum of squared distances of weights from their centroids (SSE); undefined where the weights themselves are not at hand. */
  inertia?: number | undefined;
  /** Sum of squared weights; undefined likewise. */
  power?: number | undefined;
}

export type Method = 'kmeans' | 'uniform';
