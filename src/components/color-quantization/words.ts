import { formatBytes, formatCount, formatDuration, formatNumber, formatPercent } from '../../lib/format.ts';
import type { Task } from './lab.svelte.ts';
import type { Choices, Picture, Result, Shown } from './views.ts';

/** Where a part that is loaded on demand does not come. */
export const NOT_LOADED = 'This part of the lab could not be loaded. Reload the page and try again.';

/** A count and its noun: "1 colour", "256 colours". */
export const plural = (n: number, one: string, many = `${one}s`) =>
  `${formatCount(n)} ${n === 1 ? one : many}`;

/** A time as a browser's clock can tell it. */
export const time = (ms: number) => (ms < 0.1 ? `<${formatDuration(0.1)}` : formatDuration(ms));

/** Decibels of a mean squared error, to a tenth. */
export const decibels = (psnr: number) =>
  Number.isFinite(psnr) ? `${psnr.toFixed(1)}\u202fdB` : '∞, no error';

/** A mean squared error, in as many digits as say something. */
export const squared = (mse: number) => formatNumber(mse, mse < 10 ? 3 : 4);

/** What the result is, for the status line. */
export function resultSentence({ picture, result }: Shown): string {
  const before =
    picture.distinct === 1 ? 'its one colour' : `all of its ${formatCount(picture.distinct)} colours`;
  if (isExact(result, picture)) return `${picture.name}: ${before} kept, without any error.`;
  const after = plural(result.used, 'colour');
  return `${picture.name}: ${after} instead of ${formatCount(picture.distinct)}, mean squared error ${squared(result.mse)} (${decibels(result.psnr)}).`;
}

/** Whether the palette holds every colour that the picture has. */
export const isExact = ({ mse, colors }: Result, { distinct }: Picture) =>
  mse === 0 && colors.length >= distinct;

/** Why the palette has another size than the slider says. */
export function sizeHint({ picture, result }: Shown, { k, locked, own }: Choices): string {
  if (own.length > 0) return `The palette is your own, of ${plural(own.length, 'colour')}.`;
  if (locked.length > k)
    return `${plural(locked.length, 'colour is', 'colours are')} locked, so there ${locked.length === 1 ? 'is one' : `are ${formatCount(locked.length)}`}.`;
  if (picture.distinct < k && result.colors.length < k)
    return `The picture has only ${plural(picture.distinct, 'colour')}, so ${picture.distinct === 1 ? 'it is' : 'all of them are'} kept, and nothing is lost.`;
  return '';
}

/** The state of the lab in a sentence, for the live region. */
export function statusSentence(shown: Shown, task: Task | undefined, stopped: boolean): string {
  if (task === 'open') return 'Opening the picture.';
  const result = resultSentence(shown);
  return stopped ? `Stopped. Shown: ${result}` : result;
}

/** What the work took, on the machine that did it. */
export function timesSentence({ picture, result }: Shown): string {
  const { openMs, countMs } = picture;
  const { paletteMs, mapMs, passes } = result;
  const search =
    result.fixed === result.colors.length
      ? `measured with this palette in ${time(paletteMs)}`
      : `the palette found in ${time(paletteMs)}, with ${plural(passes, 'exact pass', 'exact passes')} over all of them`;
  return `On this device: decoded in ${time(openMs)}, ${plural(picture.distinct, 'colour')} counted in ${time(countMs)}, ${search}, and every pixel given its colour in ${time(mapMs)}.`;
}

/** The file before and after: how much smaller. */
export function savingSentence(before: number, after: number | undefined): string {
  if (after === undefined) return 'The size as a PNG is being worked out.';
  const share = after / before;
  if (share < 1) return `The PNG is ${formatPercent(1 - share, 2)} smaller than the file it was made from.`;
  return `The PNG is larger than the file it was made from, which is ${formatBytes(before)}: formats such as JPEG keep photographs in less.`;
}

/** How a swatch is told to who cannot see it. */
export function swatchName(color: string, share: number, fixed: boolean): string {
  return `${color}, ${sharePercent(share)} of the pixels${fixed ? ', locked' : ''}`;
}

/** A share of the pixels, never rounded to nothing. */
export const sharePercent = (share: number) =>
  share > 0 && share < 0.0001 ? '<0.01%' : formatPercent(share, share < 0.1 ? 2 : 3);

/** What goes on, beside the stop button. */
export const TASKS: Record<Task, string> = {
  open: 'opening the picture',
  quantize: 'looking for the best palette',
  size: 'working out the size',
};

/** What to know of a picture: what opening did to it, and what is odd about it. */
export function pictureNotes({ notes, transparent, width, height }: Picture): string[] {
  const all = transparent === width * height;
  return all
    ? [...notes, 'Every pixel of this picture is transparent, so there is no colour to be seen in it.']
    : [...notes];
}
