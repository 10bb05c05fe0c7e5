import type { Control, Response, Values } from './props.ts';

/** Numbers at which a response is taken, at most. */
const PLACES = 61;
/** Categories likewise. */
const MOST_CATEGORIES = 100;

/** What is predicted for each value of one column, the others as they are. A column of free text has no response. */
export function responseTo(
  control: Control,
  values: Values,
  predict: (values: Values) => { fm: number; linear?: number },
): Response | undefined {
  if (control.kind === 'text') return undefined;
  const { column } = control;
  const at = control.kind === 'numeric' ? grid(control) : control.categories.slice(0, MOST_CATEGORIES);
  const predicted = at.map((value) => predict({ ...values, [column]: value }));
  const linear = predicted.map((each) => each.linear);
  return {
    column,
    at,
    fm: Float64Array.from(predicted, ({ fm }) => fm),
    ...(linear.every((each) => each !== undefined) && { linear: Float64Array.from(linear) }),
  };
}

function grid({ min, max, step }: Control & { kind: 'numeric' }): number[] {
  const places = Number.isInteger(step) && Number.isInteger(min) ? Math.min(PLACES, max - min + 1) : PLACES;
  return Array.from({ length: places }, (_, i) => min + ((max - min) * i) / (places - 1));
}
