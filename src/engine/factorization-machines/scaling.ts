import { type Features, isSparse } from './features.ts';
import { meanTarget, type Samples, type Task } from './samples.ts';
import type { Weights } from './weights.ts';

/** How data are brought to a common size: feature j becomes (x_j - mean[j]) / scale[j], and a target (y - yMean) / yScale. */
export interface Scaling {
  mean: Float64Array;
  /** Above 0. */
  scale: Float64Array;
  yMean: number;
  /** Above 0. */
  yScale: number;
}

/**
 * The scaling that gives each feature, and the targets of regression, mean 0 and standard deviation 1, by the weights of rows. Sparse
 * features keep their zeros: they are not moved, but divided by the root mean square of what is not 0 in them, so that the one of a rare
 * category stays a 1, and a pair of such is not hundreds of times as large as others. What is constant is left as it is, but for its mean.
 */
export function standardization(samples: Samples, task: Task): Scaling {
  const { X, y, weights } = samples;
  const d = X.columns;
  const [mean, square] = [new Float64Array(d), new Float64Array(d)];
  /** Share of rows in which a feature counts: of sparse ones those in which it is not 0. */
  const counted = new Float64Array(d);
  let total = 0;
  for (let row = 0; row < X.rows; row++) total += weights ? weights[row] : 1;
  const each = (visit: (j: number, x: number, share: number) => void) => {
    for (let row = 0; row < X.rows; row++) {
      const share = (weights ? weights[row] : 1) / total;
      if (isSparse(X)) {
        const end = X.start[row + 1];
        for (let e = X.start[row]; e < end; e++) visit(X.column[e], X.value[e], share);
      } else for (let j = 0; j < d; j++) visit(j, X.values[row * d + j], share);
    }
  };
  if (!isSparse(X)) {
    // Told from the first row: what is constant then deviates by 0, and not by the rounding of a sum over many rows.
    const first = X.values.subarray(0, d);
    each((j, x, share) => {
      mean[j] += share * (x - first[j]);
    });
    for (let j = 0; j < d; j++) mean[j] += first[j];
  }
  each((j, x, share) => {
    square[j] += share * (x - mean[j]) ** 2;
    if (x !== 0) counted[j] += share;
  });
  const scale = square.map((value, j) => spread(isSparse(X) ? value / (counted[j] || 1) : value, mean[j]));
  if (task === 'classification') return { mean, scale, yMean: 0, yScale: 1 };
  const yMean = y[0] + meanTarget({ ...samples, y: y.map((value) => value - y[0]) });
  let ySquare = 0;
  for (let row = 0; row < X.rows; row++)
    ySquare += ((weights ? weights[row] : 1) / total) * (y[row] - yMean) ** 2;
  return { mean, scale, yMean, yScale: spread(ySquare, yMean) };
}

/** A standard deviation; 1 where it is nothing but rounding. */
const spread = (variance: number, mean: number) => {
  const deviation = Math.sqrt(variance);
  return deviation > 1e-12 * Math.abs(mean) ? deviation : 1;
};

/** The features, scaled. Sparse ones must have mean 0 in the scaling. */
export function scaledFeatures(X: Features, { mean, scale }: Scaling): Features {
  if (isSparse(X)) {
    const value = X.value.map((x, e) => x / scale[X.column[e]]);
    return { ...X, value };
  }
  const d = X.columns;
  const values = X.values.map((x, at) => (x - mean[at % d]) / scale[at % d]);
  return { ...X, values };
}

/** The samples, scaled. */
export function scaledSamples(samples: Samples, scaling: Scaling): Samples {
  const y = samples.y.map((value) => (value - scaling.yMean) / scaling.yScale);
  return { ...samples, X: scaledFeatures(samples.X, scaling), y };
}

/**
 * The weights that predict from data as they were what the given ones predict from scaled data: exactly, as a pair of moved features is
 * a pair, two single features and a constant. So weights can be saved for programs that know of no scaling.
 */
export function unscaledWeights(
  { d, k, w0, w1, V }: Weights,
  { mean, scale, yMean, yScale }: Scaling,
): Weights {
  const root = Math.sqrt(yScale);
  const factors = V.map((v, at) => (root * v) / scale[at % d]);
  const linear = w1.map((w, j) => (yScale * w) / scale[j]);
  return moved(
    { d, k, w0: yMean + yScale * w0, w1: linear, V: factors },
    mean.map((m) => -m),
  );
}

/** The way back: the weights for scaled data that predict the same as the given ones do from data as they were. */
export function scaledWeights(weights: Weights, { mean, scale, yMean, yScale }: Scaling): Weights {
  const { d, k, w0, w1, V } = moved(weights, mean);
  const root = Math.sqrt(yScale);
  return {
    d,
    k,
    w0: (w0 - yMean) / yScale,
    w1: w1.map((w, j) => (w * scale[j]) / yScale),
    V: V.map((v, at) => (v * scale[at % d]) / root),
  };
}

/** The weights that give for x what the given ones give for x + by. */
function moved({ d, k, w0, w1, V }: Weights, by: Float64Array): Weights {
  const linear = w1.slice();
  let bias = w0;
  for (let j = 0; j < d; j++) bias += w1[j] * by[j];
  for (let f = 0; f < k; f++) {
    let [sum, squares] = [0, 0]; // of v_fj by_j
    for (let j = 0; j < d; j++) {
      const vb = V[f * d + j] * by[j];
      sum += vb;
      squares += vb * vb;
    }
    bias += (sum * sum - squares) / 2;
    for (let j = 0; j < d; j++) {
      const v = V[f * d + j];
      linear[j] += v * (sum - v * by[j]);
    }
  }
  return { d, k, w0: bias, w1: linear, V: V.slice() };
}
