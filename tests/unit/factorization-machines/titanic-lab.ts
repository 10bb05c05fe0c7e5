import type { Tools } from '../../../src/components/factorization-machines/models.ts';
import { passengersOf } from '../../../src/components/factorization-machines/passengers.ts';
import { Session } from '../../../src/components/factorization-machines/session.ts';
import { type Spec, USUAL } from '../../../src/components/factorization-machines/views.ts';
import * as engine from '../../../src/engine/factorization-machines/index.ts';

// The Titanic lab's run, as its worker sets it up, with typed arrays.

export const passengers = passengersOf(engine.TITANIC, engine.TITANIC_FEATURES, engine.titanicFloor());
export const { names, variables } = passengers;

export const newSession = (more: Partial<Tools> = {}): Session =>
  new Session({
    ...engine,
    passengers,
    trainers: { arrays: engine.createArraysTrainer },
    missing: {},
    ...more,
  });

export const usual: Spec = { ...USUAL, computer: 'arrays' };

/** A session whose run has come to its end. */
export function ended(spec: Partial<Spec> = {}, session = newSession()): Session {
  session.begin({ ...usual, ...spec });
  for (const _ of session.steps());
  return session;
}

/** The weight of a pair of features by their names. */
export const pairOf = (G: ArrayLike<number>, a: string, b: string): number =>
  G[names.indexOf(a as never) * names.length + names.indexOf(b as never)] as number;
