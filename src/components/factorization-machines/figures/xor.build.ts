import {
  createArraysTrainer,
  denseFeatures,
  initialWeights,
  scores,
  startingBias,
  type Weights,
} from '../../../engine/factorization-machines/index.ts';
import { pairWeight } from '../../../engine/factorization-machines/interactions.ts';
import { seeded } from '../../../engine/random.ts';
import { CORNERS, XOR } from './settings.ts';
import type { XorFrame, XorShown } from './xor.ts';

const samples = { X: denseFeatures(CORNERS), y: Float64Array.of(0, 1, 1, 0) };
const short = (value: number) => Number(value.toFixed(4));

function frames(k: number): XorFrame[] {
  const task = 'classification';
  const start = initialWeights({ d: 2, k, random: seeded(XOR.seed) });
  start.w0 = startingBias(samples, task);
  const optimizer = { method: 'adam', learningRate: XOR.learningRate } as const;
  const trainer = createArraysTrainer({ task, samples, start, optimizer });
  const order = Uint32Array.of(0, 1, 2, 3);
  const found: XorFrame[] = [];
  for (;;) {
    if (trainer.steps % XOR.every === 0) found.push(frame(trainer.steps, trainer.loss(), trainer.weights()));
    if (trainer.steps === XOR.steps) return found;
    trainer.step(order, 0, 4, trainer.steps + 1);
  }
}

function frame(step: number, loss: number, weights: Weights): XorFrame {
  const out = scores(weights, samples.X);
  const [wa, wb] = weights.w1;
  return {
    step,
    loss: short(loss),
    right: out.reduce((right, score, corner) => right + (Number(score > 0) === samples.y[corner] ? 1 : 0), 0),
    plane: { w0: short(weights.w0), wa: short(wa), wb: short(wb), pair: short(pairWeight(weights, 0, 1)) },
  };
}

const shown: XorShown = { linear: frames(0), machine: frames(1) };
export default shown;
