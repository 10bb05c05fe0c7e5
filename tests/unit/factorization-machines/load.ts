import { readFile } from 'node:fs/promises';
import { createCompiled } from '../../../src/engine/factorization-machines/compiled.ts';
import type { CreateTrainer } from '../../../src/engine/factorization-machines/index.ts';
import { WASM } from '../../bench/factorization-machines/ours.ts';

/** The committed build. */
export const bytes = await readFile(WASM);
/** Makes trainers in C++. */
export const compiled: CreateTrainer = await createCompiled(await WebAssembly.compile(bytes));
