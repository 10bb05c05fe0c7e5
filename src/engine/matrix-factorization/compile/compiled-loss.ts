import { entrywiseDerivative } from '../loss/derive.ts';
import type { Expression } from '../loss/expression.ts';
import type { Loss } from '../loss/loss.ts';
import { emit, type Module } from './emit.ts';
import { NotCompiledError } from './not-compiled.ts';
import { isLinear, type Reduction, reductionsOf } from './reductions.ts';

/** A loss as a module of WebAssembly, for any sizes and parameters. */
export interface CompiledLoss {
  reductions: Reduction[];
  /** Whether cells that are not observed count, too. */
  holes: boolean;
  /** Whether the weights of the sums in the loss are fixed; else they depend on the sums. */
  linear: boolean;
  module: WebAssembly.Module;
  bytes: Module['bytes'];
  scalars: Expression[];
}

const compiled = new WeakMap<Loss, CompiledLoss>();

/** Compiles a loss, once. Throws `NotCompiledError` where it is not entrywise, or where WebAssembly is not allowed. */
export function compileLoss(loss: Loss): CompiledLoss {
  const made = compiled.get(loss) ?? compile(loss);
  compiled.set(loss, made);
  return made;
}

function compile({ expression }: Loss): CompiledLoss {
  const found = reductionsOf(expression);
  const holes = found.some(({ domain }) => domain === 'all');
  // Where all cells are visited, what is summed over the observed ones is 0 at the others by its own terms.
  const reductions = found.map(
    (reduction): Reduction =>
      holes && reduction.domain === 'observed' ? { ...reduction, domain: 'all' } : reduction,
  );
  const { bytes, scalars } = emit(reductions, derivativeOf);
  return {
    reductions,
    holes,
    linear: isLinear(expression, new Set(reductions.map(({ node }) => node))),
    module: moduleOf(bytes),
    bytes,
    scalars,
  };
}

const derivativeOf = ({ domain, entry }: Reduction): Expression =>
  entrywiseDerivative(entry, domain === 'P' || domain === 'Q' ? domain : 'X');

function moduleOf(bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new NotCompiledError('WebAssembly is not allowed to be compiled here.', { cause });
  }
}
