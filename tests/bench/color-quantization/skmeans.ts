import { createRequire } from 'node:module';
import { seeded } from '../../../src/engine/random.ts';
import { versionOf } from '../machine.ts';
import type { Implementation } from './implementation.ts';
import { mapToPalette } from './nearest-colors.ts';

type Points = number[][];

// The package has no types.
const cluster: (points: Points, k: number, starts: Points, rounds: number) => { centroids: Points } =
  createRequire(import.meta.url)('skmeans');

const SAMPLE = 10_000;
const ROUNDS = 100;

/** k-means of the npm package skmeans on 10,000 pixels drawn at random, as scikit-learn's recipe does it, from random ones of them. */
export const skmeans: Implementation = {
  name: 'skmeans, 10,000 pixels',
  version: versionOf('skmeans'),
  quantize: (picture, k) => {
    const { rgba } = picture;
    const random = seeded(1);
    const points = Array.from({ length: SAMPLE }, () => {
      const at = 4 * Math.floor((random() * rgba.length) / 4);
      return [rgba[at], rgba[at + 1], rgba[at + 2]];
    });
    const distinct = [...new Map(points.map((point) => [point.join(), point])).values()];
    const starts = distinct.slice(0, k);
    return mapToPalette(picture, cluster(points, starts.length, starts, ROUNDS).centroids);
  },
};
