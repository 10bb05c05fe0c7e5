import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createArraysTrainer,
  Fit,
  initialWeights,
  startingBias,
  titanic,
  titanicFloor,
} from '../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../src/engine/random.ts';

test('two factors bring the Titanic to the least loss that its three features allow; a linear model stays above', () => {
  const samples = titanic();
  const lossWith = (k: number) => {
    const start = initialWeights({ d: 8, k, random: seeded(1) });
    start.w0 = startingBias(samples, 'classification');
    const optimizer = { method: 'adam', learningRate: 0.02 } as const;
    const trainer = createArraysTrainer({ task: 'classification', samples, start, optimizer });
    const fit = new Fit(trainer, { task: 'classification', rows: samples.y.length, random: seeded(1) });
    for (const _ of fit.run(2000));
    return trainer.loss();
  };
  assert.equal(titanicFloor().toFixed(5), '0.47649');
  assert.equal(lossWith(0).toFixed(4), '0.5021');
  assert.ok(Math.abs(lossWith(1) - 0.4771) < 2e-4);
  assert.ok(lossWith(2) - titanicFloor() < 5e-6);
});
