import {
  matMul,
  mul,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';

/** Products of rows are summed up in so many parts at most: one part alone would leave most of a GPU idle. */
const MOST_PARTS = 16;

/** F^T F / pixels of features, 1 x height x width x channels: channels x channels. */
export function gramOf(features: Tensor4D): Tensor2D {
  const [, height, width, channels] = features.shape;
  let parts = Math.min(MOST_PARTS, height);
  while (height % parts > 0) parts--;
  return tidy(() => {
    const rows = reshape(features, [parts, (height / parts) * width, channels]);
    const products = matMul(rows, rows, true, false) as Tensor3D;
    return mul(sum(products, 0), 1 / (height * width)) as Tensor2D;
  });
}

/** A squared distance, not yet weighted, and the gradient of the weighted one. */
export interface Term {
  distance: Scalar;
  slope: Tensor4D;
}

/** Of the Gram matrix of features from another. */
export function styleTerm(features: Tensor4D, gram: Tensor2D, weight: number): Term {
  const [, height, width, channels] = features.shape;
  return tidy(() => {
    const error = sub(gramOf(features), gram);
    const rows = reshape(features, [height * width, channels]);
    const slope = mul(matMul(rows, error as Tensor2D), (4 * weight) / (height * width));
    return { distance: sum(square(error)) as Scalar, slope: reshape(slope, features.shape) };
  }) as unknown as Term;
}

/** Of features from others. */
export function contentTerm(features: Tensor4D, target: Tensor, weight: number): Term {
  return tidy(() => {
    const error = sub(features, target);
    return { distance: sum(square(error)) as Scalar, slope: mul(error, 2 * weight) as Tensor4D };
  }) as unknown as Term;
}
