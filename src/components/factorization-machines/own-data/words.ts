import {
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
} from '../../../lib/format.ts';
import type { Task } from './lab.svelte.ts';
import { presetOf } from './presets.ts';
import type { ExecutorChoice, Look, Opened, Progress, Run, Shown, Source } from './views.ts';

/** Where a part that is loaded on demand does not come. */
export const NOT_LOADED = 'This part of the lab could not be loaded. Reload the page and try again.';

export const plural = (n: number, one: string, many = `${one}s`) =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/** A loss as it is shown. */
export const lossText = (loss: number | undefined) =>
  loss === undefined ? '–' : loss >= 1000 ? formatNumber(loss, 4) : loss.toFixed(4);

/** Who may compute; the sizes are what is loaded for it. */
export const EXECUTORS: readonly { value: ExecutorChoice; label: string; hint: string }[] = [
  {
    value: 'auto',
    label: 'Automatic',
    hint: 'The compiled kernel: it was the fastest of the four on every shape of data that was measured, dense and sparse. Where WebAssembly is refused, typed arrays.',
  },
  {
    value: 'compiled',
    label: 'Compiled kernel',
    hint: 'C++ in WebAssembly, its gradient derived by hand.',
  },
  {
    value: 'arrays',
    label: 'Typed arrays',
    hint: 'Plain JavaScript, its gradient derived by hand. The same numbers, but for rounding.',
  },
  {
    value: 'cpu',
    label: 'tfjs in JavaScript',
    hint: 'TensorFlow.js finds the gradient by itself, in float32. Loads 30 kB.',
  },
  {
    value: 'wasm',
    label: 'tfjs in WebAssembly (210 kB)',
    hint: `Likewise, with kernels in WebAssembly: training loads ${formatBytes(210_000)} first.`,
  },
];

/** What is learned from, in a few words. */
export function sourceName(source: Source): string {
  if (source.kind === 'preset') return presetOf(source.id).name;
  return source.kind === 'file' ? source.file.name : 'The text pasted';
}

/** What is asked of the rows. */
export function targetText({ target, ones, rows }: Opened): string {
  if (target.task === 'regression') return `${target.name}, a number`;
  const [zero, one] = target.classes ?? ['0', '1'];
  return `${target.name}: ${one} (${plural(ones, 'row')}) or ${zero} (${formatCount(rows - ones)})`;
}

/** What rows became, in a sentence. */
export function sizeSentence(opened: Opened): string {
  const { rows, read, features, sparse, filled, weighted } = opened;
  const left = read > rows ? ` of ${formatCount(read)}` : '';
  const held = sparse ? `held sparse, ${formatPercent(filled, 2)} not 0` : 'held whole';
  return `${formatCount(rows)}${left} rows as ${plural(features, 'feature')}, ${held}${weighted ? ', by weights' : ''}. Predicted: ${targetText(opened)}.`;
}

/** What was left out or made of a file, and how long it took. */
export function readingSentences({ opened, opening }: Pick<Shown, 'opened' | 'opening'>): string[] {
  const { notices, bad, badLines, ms } = opened;
  const said = [...notices];
  if (bad > 0) {
    const some = badLines.map(({ line, reason }) => `line ${formatCount(line)}: ${reason}`).join('; ');
    said.push(
      `${plural(bad, 'line')} could not be read and ${bad === 1 ? 'was' : 'were'} left out (${some}).`,
    );
  }
  if (opening.source.kind === 'file' && ms > 0) said.push(`Read and encoded in ${formatDuration(ms)}.`);
  return said;
}

const FORMATS = { csv: 'One row a line', libsvm: 'A libSVM or libFM file', libffm: 'A libFFM file' };
const PARTED: Record<string, string> = {
  '\t': 'tabs',
  ',': 'commas',
  ';': 'semicolons',
  '|': 'bars',
  '::': 'double colons',
  ' ': 'blanks',
};

/** How a file is taken, in a sentence. */
export function layoutSentence({ format, delimiter, columns }: Look): string {
  if (format !== 'csv') return `${FORMATS[format]}. These are its first lines.`;
  return `${FORMATS.csv}, ${plural(columns.length, 'column')} parted by ${PARTED[delimiter] ?? delimiter}. Say what each column is.`;
}

/** What a run came to. */
export function resultSentence(run: Run): string {
  const { best, state, epoch, points, held, problem, settings } = run;
  if (state === 'diverged')
    return best > 0 || epoch > 1
      ? `The run diverged in epoch ${formatCount(epoch)}; the weights of epoch ${formatCount(best)} are kept.`
      : `The run diverged at once. ${problem}`;
  if (epoch === 0) return 'The run has begun.';
  const at = settings.keep === 'last' ? epoch : best;
  const point = points.find((each) => each.epoch === at) ?? points.at(-1);
  if (!point) return '';
  const of = point.held === undefined ? 'learned from' : 'held out';
  const rows = point.held === undefined ? run.learned : held;
  const linear = settings.keep === 'last' ? lastLinear(points) : leastLinear(points);
  const beside =
    linear === undefined
      ? ''
      : `; without pairs, k = 0, it is ${lossText(linear)}${settings.keep === 'last' ? '' : ' at its best'}`;
  const kind = run.task === 'regression' ? 'squared error' : 'loss';
  return `After ${plural(at, 'epoch')} the ${kind} on ${plural(rows, 'row')} ${of} is ${lossText(point.held ?? point.loss)}${beside}.`;
}

/** The linear model may have stopped before the machine. */
const lastLinear = (points: Run['points']) => points.findLast(({ linear }) => linear !== undefined)?.linear;

function leastLinear(points: Run['points']): number | undefined {
  let least: number | undefined;
  for (const { linear } of points)
    if (linear !== undefined && !(linear >= (least ?? Number.POSITIVE_INFINITY))) least = linear;
  return least;
}

/** How the run stands, for the line below the chart. */
export function runSentence(run: Run): string {
  const { state, epoch, best, ms, held, settings, problem, executor, instead, k, from } = run;
  const took = ms > 0 ? `, ${formatDuration(ms)} of work by ${executor}` : ` by ${executor}`;
  const parts = [`${plural(epoch, 'epoch')} of k = ${k}${took}.`];
  if (instead) parts.push(instead);
  if (from) parts.push(`It began with the weights of “${from}”.`);
  if (state === 'diverged') parts.push(problem);
  if (state === 'stopped')
    parts.push(`Stopped early: none of the last ${plural(settings.patience, 'epoch')} was better.`);
  if (settings.keep === 'best' && held > 0 && best < epoch && state !== 'diverged')
    parts.push(
      `Epoch ${formatCount(best)} was the best by the rows held out, and its weights are used: their figures flatter a little.`,
    );
  if (settings.standardize && run.task === 'regression')
    parts.push('Targets are standardized: predicting the mean has an error of 1.');
  return parts.join(' ');
}

/** The state of the lab in a sentence, for the live region. */
export function statusSentence(shown: Shown, task: Task | undefined): string {
  if (task === 'read') return 'Reading the rows.';
  if (task === 'train') return 'Training.';
  const { run, opening, opened } = shown;
  if (run) return resultSentence(run);
  return `${sourceName(opening.source)}: ${plural(opened.rows, 'row')} as ${plural(opened.features, 'feature')}. Press Train.`;
}

/** How far the work at hand is. */
export function progressOf(task: Task | undefined, progress: Progress | undefined, run: Run | undefined) {
  if (task === 'read' && progress && progress.total > 0)
    return {
      done: progress.done,
      total: progress.total,
      label: `bytes read, ${plural(progress.count, 'row')} found`,
    };
  if (run && (task === 'train' || (run.state === 'going' && run.epoch < run.to)))
    return { done: run.epoch, total: run.to, label: 'epochs' };
  return undefined;
}

/** What the features are, in a sentence. */
export function encodingSentence({ features, names, sparse, filled, rows }: Opened): string {
  const some = names.slice(0, 8).join(', ');
  const more = features > 8 ? ` and ${formatCount(features - 8)} more` : '';
  const how = sparse
    ? `Only what is not 0 is held: ${formatPercent(filled, 2)} of ${formatCount(rows)} × ${formatCount(features)} numbers.`
    : `${formatCount(rows)} × ${formatCount(features)} numbers, ${formatPercent(filled, 2)} of them not 0.`;
  return `${plural(features, 'feature')}: ${some}${more}. ${how}`;
}
