import { readFile } from 'node:fs/promises';
import { createCompiled } from '../../../src/engine/factorization-machines/compiled.ts';
import { type CreateTrainer, createArraysTrainer } from '../../../src/engine/factorization-machines/index.ts';
import type { Implementation } from './implementation.ts';

export const WASM = 'src/engine/factorization-machines/factorization-machines.wasm';

let create: CreateTrainer | undefined;

/** C++ in WebAssembly. */
export const compiled: Implementation = {
  name: 'This site’s engine, compiled',
  precision: 'float64',
  create: async (problem) => {
    create ??= await createCompiled(await WebAssembly.compile(await readFile(WASM)));
    return create(problem);
  },
};

/** Typed arrays, by which all others are judged. */
export const arrays: Implementation = {
  name: 'This site’s engine, typed arrays',
  precision: 'float64',
  create: createArraysTrainer,
};
