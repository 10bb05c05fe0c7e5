// What src/content/style-transfer/nine.json holds. `node tools/nine-results.ts` makes it, and the pictures in nine/ beside this file.

export interface NineResults {
  /** Day, as 2026-11-26. */
  made: string;
  settings: {
    /** Pixels along the longer side of a result. */
    size: number;
    /** L-BFGS steps by level. */
    steps: number[];
    contentWeight: number;
    totalVariation: number;
  };
  networks: NineNetwork[];
}

/** All results of one network. */
export interface NineNetwork {
  id: 'vgg19' | 'half-vgg';
  /** What a reader calls it, with how far it goes. */
  title: string;
  /** Last layer, as conv3_4. */
  upTo: string;
  weights: number;
  /** Bytes of biases, float32 at every depth and not in the figures of depths. */
  biases: number;
  styleLayers: string[];
  contentLayer: string;
  /** 32, then 8 to 1 bits by optimal k-means, then 8 to 1 uniform. */
  depths: Depth[];
  pairs: Pair[];
  /** One layer quantized by k-means and all others float32, at 1 to 4 bits: bits ascending within layers in order. */
  sensitivity: Sensitivity[];
  /** All layers quantized: what comes of it from layer to layer. Depths and methods as in `depths` without 32, layers in order within. */
  propagation: Propagation[];
}

export type NineMethod = 'float32' | 'kmeans' | 'uniform';

/** Bytes and errors of the weights at one depth. */
export interface Depth {
  bits: number;
  method: NineMethod;
  /** Bytes of packed codes and codebooks; of float32 at 32 bits. */
  packed: number;
  /** Bytes by an ideal entropy coder of order 0, codebooks included. */
  entropy: number;
  /** Bytes by gzip: of one byte a code or of packed codes, whichever is fewer, codebooks included. */
  gzip: number;
  /** Sum of squared errors of the weights. */
  inertia: number;
  /** dB over all weights; null at 32 bits, where nothing is lost. */
  sqnr: number | null;
  /** Of each layer in order, in dB; empty at 32 bits. */
  layerSqnr: { name: string; weights: number; sqnr: number }[];
}

/** A content picture in a style, at all depths from the same start with the same settings. */
export interface Pair {
  /** As china-starry-night. */
  id: string;
  /** Ids of samples of the lab. */
  content: string;
  style: string;
  width: number;
  height: number;
  /** 32, 8 .. 1 by k-means; and uniform where it was run. */
  results: Result[];
  /**
   * Distances between two runs with float32 whose starts differ by noise of at most half a grey level: what distances between results
   * come to where nothing has been lost.
   */
  floor?: { rms: number; deltaE: number } | undefined;
}

export interface Result {
  bits: number;
  method: NineMethod;
  /** File in nine/, where the picture is kept. */
  picture?: string;
  /** Final losses at the last level under the network that made it: what its own run saw. */
  own: FinalLosses;
  /** The same picture's under the float32 network, which all results can be compared by. */
  judged: FinalLosses;
  /** Distance from the 32-bit result: root of the mean squared difference, in grey levels of 255 over all three channels. */
  rms: number;
  /** Mean distance from the 32-bit result in OKLab, times 100. */
  deltaE: number;
}

/** Normalized: 1 is the square of the target itself. `total` has the weights of the settings. */
export interface FinalLosses {
  total: number;
  content: number;
  style: number;
}

export interface Sensitivity {
  layer: string;
  weights: number;
  bits: number;
  /** Of the layer, in dB. */
  sqnr: number;
  /** Relative error of the Gram matrix of the deepest style layer, ||G' - G|| / ||G||, mean of the content pictures. */
  gram: number;
  /** Relative error of the content layer's output, likewise. */
  features: number;
  /** Distance of the finished picture from the 32-bit one, in grey levels (root mean square): where it was run. */
  rms?: number | undefined;
}

/** What quantization has done to the output of a layer, after ReLU; means of the content pictures. */
export interface Propagation {
  bits: number;
  method: NineMethod;
  layer: string;
  /** Relative error ||F' - F|| / ||F||. */
  error: number;
  /** ||F'|| / ||F||: 1 where as much leaves the layer as with float32. */
  norm: number;
  /** Cosine of the angle between F' and F: 1 where nothing but the size has changed, which losses relative to their targets do not see. */
  cosine: number;
  /** Share of the channels that are 0 everywhere and were not with float32. */
  dead: number;
}
