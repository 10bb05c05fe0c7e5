import { type Problem, shuffled } from '../../../src/engine/factorization-machines/index.ts';
import { seeded } from '../../../src/engine/random.ts';
import { type PythonProcess, startPython } from '../python-process.ts';
import { BATCH, problemOf, SIZES } from './problems.ts';
import type { Bench } from './requests.ts';
import { titanicProblem } from './titanic.ts';
