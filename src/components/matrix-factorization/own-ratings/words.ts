import { formatCount, formatDuration, formatNumber, formatPercent } from '../../../lib/format.ts';
import type { Task } from './lab.svelte.ts';
import type { Look, Opened, Progress, Run, Shown, Source } from './views.ts';

/** Where a part that is loaded on demand does not come. */
export const NOT_LOADED = 'This part of the lab could not be loaded. Reload the page and try again.';

export const plural = (n: number, one: string, many = `${one}s`) =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/** An error, or a prediction, as it is shown. */
export const error = (value: number) => value.toFixed(3);
export const score = (value: number) => value.toFixed(2).replace('-', '\u2212');

/** What is factorized, in a few words. */
export function sourceName(source: Source): string {
  if (source.kind === 'example') return 'The example: 60 people, 40 films that nobody made';
  if (source.kind === 'simulated') return 'Simulated ratings in the shape of MovieLens 100k';
  return source.kind === 'file' ? source.file.name : 'The text pasted';
}

/** How full the matrix is, in a sentence. */
export function sizeSentence({ rows, columns, count, min, max }: Opened): string {
  const share = formatPercent(count / (rows * columns), 2);
  return `${plural(count, 'rating')} from ${formatNumber(min, 6)} to ${formatNumber(max, 6)}, by ${plural(rows, 'person', 'people')} of ${plural(columns, 'item')}: ${share} of all cells.`;
}

/** What was left out or made of a file, and how long it took; blank where there is nothing to say. */
export function readingSentences({ source, opened }: Shown): string[] {
  const { duplicates, missing, comments, bad, badLines, emptyRows, emptyColumns, lines, ms } = opened;
  const said: string[] = [];
  if (source.kind === 'file' && ms > 0) said.push(`${plural(lines, 'line')} read in ${formatDuration(ms)}.`);
  if (duplicates > 0)
    said.push(
      `${plural(duplicates, 'rating was', 'ratings were')} given twice or more often; the last one counts.`,
    );
  if (missing > 0) said.push(`${plural(missing, 'cell says', 'cells say')} that nothing is known.`);
  if (comments > 0)
    said.push(`${plural(comments, 'line')} that begin${comments === 1 ? 's' : ''} with # or % left out.`);
  if (bad > 0) {
    const some = badLines.map(({ line, reason }) => `line ${formatCount(line)}: ${reason}`).join('; ');
    said.push(
      `${plural(bad, 'line')} could not be read and ${bad === 1 ? 'was' : 'were'} left out (${some}).`,
    );
  }
  if (emptyRows > 0)
    said.push(`${plural(emptyRows, 'person has', 'people have')} no rating; the mean is predicted for them.`);
  if (emptyColumns > 0)
    said.push(
      `${plural(emptyColumns, 'item has', 'items have')} no rating; nothing is learned about ${emptyColumns === 1 ? 'it' : 'them'}.`,
    );
  return said;
}

const PARTED = {
  '\t': 'tabs',
  ',': 'commas',
  ';': 'semicolons',
  '|': 'bars',
  '::': 'double colons',
  ' ': 'blanks',
};

/** How a file is taken, in a sentence. */
export function layoutSentence({ layout }: Look): string {
  if (layout.form === 'matrix-market') return 'A Matrix Market file. These are its first lines.';
  const what = layout.form === 'triples' ? 'One rating a line' : 'One person a line, one item a column';
  return `${what}, ${layout.roles.length} columns parted by ${PARTED[layout.delimiter]}. These are the first lines; say what each column holds.`;
}

const unit = (run: Run, n: number) =>
  run.settings.method === 'als' ? plural(n, 'sweep') : plural(n, 'step');

/** What a run came to. */
export function resultSentence(run: Run): string {
  const { best, state, heldOut, reference, step } = run;
  if (!best) {
    return state === 'diverged'
      ? 'The run diverged at once: the loss is no longer a number. Try a tenth of alpha.'
      : 'The run has begun.';
  }
  const diverged =
    state === 'diverged'
      ? ` The run diverged at step ${formatCount(step)}; what it had before is kept. Try a tenth of alpha.`
      : '';
  if (heldOut === 0)
    return `After ${unit(run, best.step)} the ratings are met with an error of ${error(best.train)}. Hold some out to see what it can predict.${diverged}`;
  const gain = 1 - best.held / reference.held;
  const compared =
    gain >= 0.005
      ? `${formatPercent(gain, 2)} less than the ${error(reference.held)} of offsets alone`
      : `no better than the ${error(reference.held)} of offsets alone`;
  return `After ${unit(run, best.step)} the ${plural(heldOut, 'rating')} held out are predicted with an error of ${error(best.held)}, ${compared}.${diverged}`;
}

/** How the run stands, for the line below the chart. */
export function runSentence(run: Run): string {
  const { state, step, best, ms, heldOut } = run;
  if (!best) return '';
  const took = ms > 0 ? ` in ${formatDuration(ms)} of work` : '';
  const rest = state === 'rest' ? ' A further sweep would change nothing.' : '';
  const over =
    heldOut > 0 && best.step < step && run.rounds.length > 2
      ? ` The error held out was least after ${unit(run, best.step)}; those factors are used below.`
      : '';
  return `${unit(run, step)}${took}.${rest}${over}`;
}

/** The state of the lab in a sentence, for the live region. */
export function statusSentence(shown: Shown, task: Task | undefined): string {
  if (task === 'read') return 'Reading the ratings.';
  if (task === 'train') return 'Factorizing.';
  const { run, source, opened } = shown;
  if (run?.best || run?.state === 'diverged') return resultSentence(run);
  return `${sourceName(source)}: ${plural(opened.count, 'rating')} ready. Press Factorize.`;
}

/** How far the work at hand is. */
export function progressOf(task: Task | undefined, progress: Progress | undefined, run: Run | undefined) {
  if (task === 'read' && progress && progress.total > 0) {
    return {
      done: progress.done,
      total: progress.total,
      label: `bytes read, ${plural(progress.count, 'rating')} found`,
    };
  }
  if (run && (task === 'train' || (run.state === 'going' && run.step < run.to))) {
    return { done: run.step, total: run.to, label: run.settings.method === 'als' ? 'sweeps' : 'steps' };
  }
  return undefined;
}
