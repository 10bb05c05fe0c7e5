import { InvalidInputError } from '../../../engine/errors.ts';
import type * as factorization from '../../../engine/factorization-machines/index.ts';
import { formatCount } from '../../../lib/format.ts';
import { readNpz } from '../../../lib/npz.ts';

type Engine = Pick<typeof factorization, 'weightsOf' | 'weightsOfJson'>;

/**
 * The weights in a file: the arrays w0, w1 and v that pyfms saves, whatever the file is called (weights.fm, weights.npz), or JSON that a
 * page has saved. `InvalidInputError`, with the name of the file, for all else.
 */
export function readWeights(engine: Engine, bytes: Uint8Array, name: string): factorization.Weights {
  try {
    return isJson(bytes)
      ? engine.weightsOfJson(new TextDecoder().decode(bytes))
      : engine.weightsOf(readNpz(bytes));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(`“${name}” cannot be read as weights. ${error.message}`);
  }
}

/** Whether the first character that is no blank opens an object or a list; a mark of the byte order may come before. */
function isJson(bytes: Uint8Array): boolean {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 1000)).trimStart();
  return head.startsWith('{') || head.startsWith('[');
}

/** Refuses weights for another number of features than the data have; `what` are the data: "these rows". */
export function fitWeights(weights: factorization.Weights, d: number, what: string): factorization.Weights {
  if (weights.d === d) return weights;
  throw new InvalidInputError(
    `The file has weights for ${features(weights.d)} (w1 of shape (${weights.d}), v of shape (${weights.k}, ${weights.d})), and ${what} have ${formatCount(d)}. Give weights that were learned from data with the same features, in the same order.`,
  );
}

const features = (count: number) => `${formatCount(count)} feature${count === 1 ? '' : 's'}`;
