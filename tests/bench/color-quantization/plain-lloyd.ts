import { seeded } from '../../../src/engine/random.ts';
import type { Implementation, Picture } from './implementation.ts';

const MOST_PIXELS = 50_000;
const MOST_ROUNDS = 2_000;

/**
 * The method that most pages with a picture and k-means use, written plainly: at most 50,000 pixels by scaling the picture down,
 * random pixels to start from, Lloyd's steps until nothing moves, then every pixel of the picture against every centroid.
 */
export const plainLloyd: Implementation = {
  name: 'plain Lloyd, 50,000 pixels',
  quantize: (picture, k) => {
    const centroids = lloyd(scaledDown(picture), k);
    return assigned(picture.rgba, centroids);
  },
};

/** Means of equal blocks of pixels: r, g, b of each. */
function scaledDown({ rgba, width, height }: Picture): Float64Array {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  const columns = Math.max(1, Math.floor(width * scale));
  const rows = Math.max(1, Math.floor(height * scale));
  const sums = new Float64Array(3 * columns * rows);
  const counts = new Float64Array(columns * rows);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = 0; x < width; x++, at += 4) {
      const block = row + Math.floor((x * columns) / width);
      counts[block]++;
      for (let c = 0; c < 3; c++) sums[3 * block + c] += rgba[at + c];
    }
  }
  return sums.map((sum, i) => Math.round(sum / counts[Math.floor(i / 3)]));
}

function lloyd(points: Float64Array, k: number): Float64Array {
  const n = points.length / 3;
  const random = seeded(0);
  const draw = (centroids: Float64Array, j: number) => {
    const at = 3 * Math.floor(random() * n);
    centroids.set(points.subarray(at, at + 3), 3 * j);
  };
  const centroids = new Float64Array(3 * k);
  for (let j = 0; j < k; j++) draw(centroids, j);
  for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round++) {
    const sums = new Float64Array(3 * k);
    const counts = new Float64Array(k);
    for (let i = 0; i < points.length; i += 3) {
      const j = nearest(centroids, points[i], points[i + 1], points[i + 2]);
      counts[j]++;
      for (let c = 0; c < 3; c++) sums[3 * j + c] += points[i + c];
    }
    moved = false;
    for (let j = 0; j < k; j++) {
      if (counts[j] === 0) {
        draw(centroids, j);
        moved = true;
        continue;
      }
      for (let c = 3 * j; c < 3 * j + 3; c++) {
        const mean = sums[c] / counts[j];
        moved ||= mean !== centroids[c];
        centroids[c] = mean;
      }
    }
  }
  return centroids;
}

function assigned(rgba: Uint8Array, centroids: Float64Array): Uint8Array {
  const colors = centroids.map(Math.round);
  const result = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const j = 3 * nearest(centroids, rgba[i], rgba[i + 1], rgba[i + 2]);
    result[i] = colors[j];
    result[i + 1] = colors[j + 1];
    result[i + 2] = colors[j + 2];
    result[i + 3] = 255;
  }
  return result;
}

function nearest(centroids: Float64Array, r: number, g: number, b: number): number {
  let least = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let j = 0; j < centroids.length; j += 3) {
    const dr = r - centroids[j];
    const dg = g - centroids[j + 1];
    const db = b - centroids[j + 2];
    const distance = dr * dr + dg * dg + db * db;
    if (distance < least) {
      least = distance;
      best = j;
    }
  }
  return best / 3;
}
