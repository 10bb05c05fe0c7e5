import { formatCount, formatDuration, formatNumber } from '../../lib/format.ts';
import { at, isBad, isHole, isObserved, type Sheet } from './sheet.ts';
import type { RunView, Spec } from './views.ts';

interface RunAndSpec {
  run: RunView;
  spec: Spec;
}

/** A loss in six decimals, or six digits where it is larger: 0.390680. */
export function lossText(loss: number): string {
  return loss >= 1e-4 && loss < 1 ? loss.toFixed(6) : formatNumber(loss, 6, 1e9);
}

/** "1,200 steps" */
export const stepsText = (steps: number): string =>
  steps === 1 ? 'one step' : `${formatCount(steps)} steps`;

/** Where a run stands, as a sentence. `hole`: what it predicts of the first cell that is not known. */
export function statusSentence(
  { run, spec }: RunAndSpec,
  hole: string,
  running: boolean,
  stale: boolean,
): string {
  if (running) return `Running from seed ${spec.seed}, up to ${stepsText(spec.steps)}.`;
  const changed = stale ? ' Something has changed since: press Run.' : '';
  const { state, point, step } = run;
  if (state === 'diverged')
    return `${divergedSentence({ run, spec })} ${divergedShown({ run, spec })}${changed}`;
  const loss = `loss ${lossText(point.loss)}`;
  const tamed = run.alpha < spec.alpha ? ` ${tamedSentence({ run, spec })}` : '';
  const said = {
    rest: `At rest after ${stepsText(step)}: ${loss}. ${hole}`,
    ended: `${step === 0 ? 'No step is' : `All ${stepsText(step)} are`} taken: ${loss}, not at rest yet. ${hole}`,
    going: `Stopped after ${stepsText(step)}: ${loss}. ${hole}`,
  };
  return `${said[state]}${tamed}${changed}`.trim();
}

/** What happened to a run that diverged. */
export function divergedSentence({ run }: RunAndSpec): string {
  if (run.step === 0) {
    return 'At the start the loss is not a finite number, so there is no step to take. Roots and logarithms need positive numbers; another seed or another loss may do.';
  }
  const way = run.cure ? '' : ' No smaller alpha was found that does better: smaller numbers in D will do.';
  return `With alpha = ${formatNumber(run.alpha)} the loss grew beyond all numbers at step ${formatCount(run.step)}.${way}`;
}

const divergedShown = ({ run }: RunAndSpec) =>
  run.step === 0 ? '' : `Shown is step ${formatCount(run.point.step)}, the best before it.`;

/** The learning rate that a run went back to. */
export const tamedSentence = ({ run, spec }: RunAndSpec): string =>
  `Alpha was halved to ${formatNumber(run.alpha, 3)}, because with ${formatNumber(spec.alpha)} this matrix diverges.`;

/** Why another executor than the one asked for takes the steps. */
export function insteadSentence({ run, spec }: RunAndSpec): string {
  if (!run.instead) return '';
  const whose = spec.executor === 'tfjs' ? 'TensorFlow.js cannot' : 'Compiled code cannot';
  return `Typed arrays take the steps. ${whose}: ${run.instead}`;
}

/** What the reader should know of the matrix: lines of which nothing is known. */
export function emptyLines(sheet: Sheet): string {
  const { rows, columns } = sheet;
  const none = [
    ...rows
      .filter((_, i) => columns.every((_, j) => !isObserved(at(sheet, i, j))))
      .map((name) => `row ${name}`),
    ...columns
      .filter((_, j) => rows.every((_, i) => !isObserved(at(sheet, i, j))))
      .map((name) => `column ${name}`),
  ];
  if (none.length === 0 || none.length === rows.length + columns.length) return '';
  const list =
    none.length > 4 ? `${none.slice(0, 3).join(', ')} and ${none.length - 3} more` : none.join(', ');
  const [have, their] = none.length === 1 ? ['has', 'its'] : ['have', 'their'];
  const text = `${list} ${have} no observed cell: only beta shapes ${their} factors, so ${their} predictions mean nothing.`;
  return text[0].toUpperCase() + text.slice(1);
}

/** One cell in words: what D says, what PQ says. `predicted` is undefined where the run is of another matrix. */
export function cellSentence(
  sheet: Sheet,
  row: number,
  column: number,
  predicted: number | undefined,
): string {
  const name = `${sheet.rows[row]}, ${sheet.columns[column]}`;
  const cell = at(sheet, row, column);
  const guess = predicted === undefined ? '' : formatNumber(predicted, 5);
  if (isBad(cell)) return `${name}: not a number.`;
  if (isHole(cell)) return `${name}: a hole${guess && `, predicted as ${guess}`}.`;
  const value = formatNumber(cell.value, 6);
  const kind = `${cell.hidden ? 'hidden' : 'observed'}${cell.locked ? ', locked' : ''}`;
  const off =
    predicted === undefined
      ? ''
      : `, predicted as ${guess}, off by ${formatNumber(cell.value - predicted, 4)}`;
  return `${name}: ${value} ${kind}${off}.`;
}

/** The first cell that takes no part, and its prediction; empty where all do. */
export function holeSentence(sheet: Sheet, X: Float64Array): string {
  const hole = sheet.cells.findIndex((cell) => !isObserved(cell));
  if (hole < 0) return '';
  const n = sheet.columns.length;
  const name = `${sheet.rows[Math.floor(hole / n)]}, ${sheet.columns[hole % n]}`;
  const what = isHole(sheet.cells[hole]) ? 'which is missing,' : 'which is hidden,';
  return `The cell ${name}, ${what} is predicted as ${formatNumber(X[hole], 4)}.`;
}

/** How long the work of a run took. */
export const timeText = (ms: number): string => (ms < 0.1 ? '< 0.1 ms' : formatDuration(ms));
