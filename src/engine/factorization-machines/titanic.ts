import { denseFeatures } from './features.ts';
import type { Samples } from './samples.ts';

/** A group of the 2,201 people aboard the Titanic who are alike in all that is known of them. */
export interface TitanicCell {
  class: '1st' | '2nd' | '3rd' | 'Crew';
  sex: 'Male' | 'Female';
  age: 'Child' | 'Adult';
  died: number;
  survived: number;
}

/**
 * The 14 groups. Counts of the British Board of Trade's inquiry, 1912, as tabulated by Dawson, The "unusual episode" data revisited,
 * Journal of Statistics Education 3(3), 1995; the table `Titanic` of R.
 */
export const TITANIC: readonly TitanicCell[] = [
  { class: '1st', sex: 'Male', age: 'Child', died: 0, survived: 5 },
  { class: '1st', sex: 'Male', age: 'Adult', died: 118, survived: 57 },
  { class: '1st', sex: 'Female', age: 'Child', died: 0, survived: 1 },
  { class: '1st', sex: 'Female', age: 'Adult', died: 4, survived: 140 },
  { class: '2nd', sex: 'Male', age: 'Child', died: 0, survived: 11 },
  { class: '2nd', sex: 'Male', age: 'Adult', died: 154, survived: 14 },
  { class: '2nd', sex: 'Female', age: 'Child', died: 0, survived: 13 },
  { class: '2nd', sex: 'Female', age: 'Adult', died: 13, survived: 80 },
  { class: '3rd', sex: 'Male', age: 'Child', died: 35, survived: 13 },
  { class: '3rd', sex: 'Male', age: 'Adult', died: 387, survived: 75 },
  { class: '3rd', sex: 'Female', age: 'Child', died: 17, survived: 14 },
  { class: '3rd', sex: 'Female', age: 'Adult', died: 89, survived: 76 },
  { class: 'Crew', sex: 'Male', age: 'Adult', died: 670, survived: 192 },
  { class: 'Crew', sex: 'Female', age: 'Adult', died: 3, survived: 20 },
];

/** What the columns of the one-hot code stand for. */
export const TITANIC_FEATURES = ['1st', '2nd', '3rd', 'Crew', 'Male', 'Female', 'Child', 'Adult'] as const;

/** Eight numbers, 0 or 1: class, sex and age of a group. */
export const oneHot = (cell: Pick<TitanicCell, 'class' | 'sex' | 'age'>): number[] =>
  TITANIC_FEATURES.map((name) => (name === cell.class || name === cell.sex || name === cell.age ? 1 : 0));

/**
 * Who survived (class 1), from class, sex and age. `people`: a row for each of the 2,201. Without, a row for each group and fate that
 * occurred, 24 in all, which weighs as many people: the loss of all rows is the same.
 */
export function titanic(people = false): Samples {
  const [rows, y, counts]: [number[][], number[], number[]] = [[], [], []];
  for (const cell of TITANIC)
    for (const [fate, count] of [cell.died, cell.survived].entries())
      for (let i = 0; i < (people ? count : Math.min(count, 1)); i++) {
        rows.push(oneHot(cell));
        y.push(fate);
        counts.push(count);
      }
  const samples = { X: denseFeatures(rows), y: Float64Array.from(y) };
  return people ? samples : { ...samples, weights: Float64Array.from(counts) };
}

/** The least mean cross entropy that class, sex and age allow: that of predicting for each group the share of it that survived. */
export function titanicFloor(): number {
  let [sum, total] = [0, 0];
  for (const { died, survived } of TITANIC) {
    const count = died + survived;
    total += count;
    for (const part of [died, survived]) if (part > 0) sum -= part * Math.log(part / count);
  }
  return sum / total;
}
