import { formatBytes, formatCount, formatDuration, formatNumber, formatPercent } from '../../lib/format.ts';
import type { Cost } from './costs.svelte.ts';
import { contentFactor } from './job.ts';
import type { Lab } from './lab.svelte.ts';
import { titleOf } from './open-source.ts';
import type { Choices, RunView, Source } from './views.ts';

/** Where a part that is loaded on demand does not come. */
export const NOT_LOADED = 'This part of the lab did not load. Are you online? Close it and open it again.';

/** A count and its noun: "1 step", "120 steps". */
export const plural = (n: number, one: string, many = `${one}s`) =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/** What a picture is called. */
export const nameOf = (source: Source) =>
  source.kind === 'sample' ? titleOf(source.id).replace(/ \(\d{4}\)$/, '') : source.file.name;

/** How far the loss has come down from where the run began, 0 to 1; undefined before the first step. */
export function fallOf({ history }: RunView): number | undefined {
  const [first, last] = [history[0], history[history.length - 1]];
  return first && last && last !== first && first.total > 0 ? 1 - last.total / first.total : undefined;
}

const NTH = ['first', 'second', 'third', 'fourth'];

const percent = (share: number) => formatPercent(share, share > 0.99 ? 4 : 3);

function fallen(run: RunView): string {
  const fall = fallOf(run);
  if (fall === undefined) return '';
  return fall < 0 ? `, the loss has risen by ${percent(-fall)}` : `, the loss has fallen by ${percent(fall)}`;
}

/** The state of the lab in a sentence, for the live region; it changes a few times in a run. */
export function statusSentence(lab: Lab): string {
  const { shown, running, loading, measured, stopped, stale } = lab;
  const { run, spec } = shown;
  if (lab.pictures.opening > 0 && !running) return 'Opening the picture.';
  if (loading) return 'Getting the network and the pictures ready.';
  if (running && run) {
    const level = levelOf(run);
    const { width, height } = run.levels[level];
    const which =
      run.levels.length === 1 ? '' : `, the ${NTH[level] ?? `${level + 1}th`} of ${run.levels.length} sizes`;
    return `Painting at ${width} × ${height} pixels${which}.`;
  }
  if (!run) return `${nameOf(spec.content.source)} is ready to be painted. Press Start.`;
  const again = stale ? ' Pictures or settings have changed since: Start paints with them.' : '';
  if (!measured) {
    const styles = spec.styles.map(({ source }) => nameOf(source)).join(' and ');
    return `${nameOf(spec.content.source)} after ${styles}, painted when this page was built: in ${plural(run.step, 'step')}${fallen(run)}.${again}`;
  }
  if (stopped) return `Stopped after ${run.step} of ${plural(run.steps, 'step')}${fallen(run)}.${again}`;
  const lost = run.lost
    ? ' The graphics device was lost on the way, and WebAssembly went on from there.'
    : '';
  return `Done: ${plural(run.step, 'step')} in ${formatDuration(run.ms)}${byOf(run)}${fallen(run)}.${lost}${again}`;
}

const byOf = ({ by }: RunView) =>
  by === 'tfjs webgpu' ? ' by WebGPU' : by === 'tfjs webgl' ? ' by WebGL' : '';

/** Index of the level that a run is at. */
export function levelOf({ levels, step, steps, history }: RunView): number {
  const last = history[history.length - 1];
  return step >= steps ? levels.length - 1 : (last?.level ?? 0);
}

/** What a run will cost, before it is started. */
export function costSentence({ ms, measured, bytes }: Cost, toLoad: number): string {
  const time = formatDuration(ms < 950 ? 1000 : Number(ms.toPrecision(ms < 60_000 ? 1 : 2)));
  const load = toLoad > 0 ? ` Loads the network first, ${formatBytes(toLoad)}, once.` : '';
  const how = measured ? `About ${time} on this device` : `Perhaps ${time}, which the first run will measure`;
  const memory =
    bytes === undefined
      ? ''
      : `${measured ? '' : ','} and ${formatBytes(Number(bytes.toPrecision(2)))} of memory`;
  return `${how}${memory}.${load}`;
}

/** What a strength means. */
export function strengthHint(strength: number): string {
  const words = [
    'A touch of the painting’s colours.',
    'The photo, in the painting’s colours.',
    'The photo’s shapes, the painting’s strokes.',
    'Strokes and swirls; shapes begin to give way.',
    'The painting’s texture, with the photo as a pretext.',
  ];
  const factor = contentFactor(strength);
  return `${words[Math.min(4, Math.floor(strength / 20))]} The photo counts ${factor === 1 ? 'as usual' : `${formatNumber(factor, 2)} × as much as usual`}.`;
}

/** What a size of brush means. */
export function brushHint({ brush }: Pick<Choices, 'brush'>): string {
  if (brush === 100) return 'The painting is as large as the photo.';
  return brush < 100
    ? 'The painting is made smaller: finer strokes.'
    : 'The painting is made larger: broader strokes.';
}

/** A loss, as it is told. */
export const lossText = (loss: number) => formatNumber(loss, 3);
