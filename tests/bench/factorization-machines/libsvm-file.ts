import { isSparse, type Samples } from '../../../src/engine/factorization-machines/index.ts';

/** Samples in libSVM's form: the target, then number (from 1) and value of each entry. */
export function libsvmFile({ X, y }: Samples): Uint8Array {
  if (!isSparse(X)) throw new RangeError('the rows are whole');
  const lines = Array.from(y, (target, row) => {
    let line = String(target);
    for (let e = X.start[row]; e < X.start[row + 1]; e++) line += ` ${X.column[e] + 1}:${X.value[e]}`;
    return line;
  });
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
