import type { Executor } from '../../../engine/matrix-factorization/index.ts';
import { formatNumber } from '../../../lib/format.ts';
import type { ExecutorView } from './props.ts';

/** The three executors by name, and what each does. */
export const EXECUTORS: Record<Executor, { name: string; what: string }> = {
  tfjs: { name: 'TensorFlow.js', what: 'records its operations and differentiates the record' },
  arrays: { name: 'Typed arrays', what: 'runs the derivative above, operation by operation' },
  compiled: { name: 'WebAssembly', what: 'compiled in this tab from your line' },
};

/** Gradients that differ by no more, relative to the largest entry, agree: tfjs reckons in single precision. */
export const AGREE = 1e-4;

/** A sentence from words that may lack its capital and its stop. */
export const sentence = (words: string) =>
  words && words[0].toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

/** Whether those that take part agree, in words, with a mark that is not colour alone. */
export interface Verdict {
  mark: '✓' | '✗' | '…';
  text: string;
}

/** The agreement badge. `difference`: the largest between two gradients, relative to the largest entry. */
export function verdict(executors: readonly ExecutorView[], difference: number | undefined): Verdict {
  const ready = executors.filter(({ state }) => state === 'ready');
  const who =
    ready.length === executors.length
      ? 'All three'
      : ready.map(({ executor }) => EXECUTORS[executor].name).join(' and ');
  const errors = ready.map(({ error }) => error).filter((error) => error !== undefined);
  if (ready.length === 0 || errors.length < ready.length || (ready.length > 1 && difference === undefined))
    return { mark: '…', text: 'Gradients not compared yet.' };
  if (errors.every(Number.isNaN))
    return {
      mark: '…',
      text: 'The gradient is no finite number where the run starts, so there is nothing to compare.',
    };
  const error = Math.max(...errors);
  const size = (share: number) => (share === 0 ? '0' : formatNumber(share, 2));
  const against = `finite differences of the loss by ${size(error)}`;
  const fine = error <= AGREE && (difference ?? 0) <= AGREE;
  if (ready.length === 1)
    return {
      mark: fine ? '✓' : '✗',
      text: `${who} alone: the gradient ${fine ? 'agrees' : 'does not agree'} with finite differences of the loss, off by ${size(error)} at most, relative to its largest entry.`,
    };
  return {
    mark: fine ? '✓' : '✗',
    text: `${who} ${fine ? 'agree' : 'do not agree'}: their gradients differ by ${size(difference ?? 0)} at most, and from ${against}, relative to the largest entry.`,
  };
}

/** Why one does not take part, or how it is coming; empty where it takes part. */
export function standing({ executor, state, reason }: ExecutorView): string {
  if (state === 'out') {
    const why = reason ? reason[0].toLowerCase() + reason.slice(1) : 'not for this loss';
    return sentence(`${executor === 'compiled' ? 'not compiled' : 'takes no part'}: ${why}`);
  }
  if (state === 'absent') return 'Not loaded yet.';
  if (state === 'loading') return 'Loading.';
  return '';
}

/** Steps per second as a share of a bar whose marks are powers of ten: 10 is nothing, 100 million all. */
export const barShare = (rate: number) =>
  Number(Math.min(1, Math.max(0.01, (Math.log10(Math.max(rate, 1)) - 1) / 7)).toFixed(3));
