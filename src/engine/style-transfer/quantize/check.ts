import { InvalidInputError } from '../../errors.ts';

/** Throws an `InvalidInputError` unless codes can have so many bits. */
export function checkBits(bits: number): void {
  if (!Number.isInteger(bits) || bits < 1 || bits > 8)
    throw new InvalidInputError(
      `Weights can be told by 1 to 8 bits each, not ${bits}. Choose a whole number from 1 to 8.`,
    );
}

/** Sum of squared weights. Throws an `InvalidInputError` unless there are some, all of them finite. */
export function powerOf(name: string, weights: Float32Array): number {
  if (weights.length === 0) throw new InvalidInputError(`The layer ${name} has no weights.`);
  let power = 0;
  for (let i = 0; i < weights.length; i++) power += weights[i] * weights[i]; // float32 cannot overflow this
  if (Number.isFinite(power)) return power;
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  throw new InvalidInputError(
    `Weight ${(bad + 1).toLocaleString('en')} of the layer ${name} is ${weights[bad]}. Every weight must be a finite number: take another copy of the network.`,
  );
}
