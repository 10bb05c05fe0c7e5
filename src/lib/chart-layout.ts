import { formatNumber } from './format.ts';
import { linearScale, logScale, type Scale } from './scale.ts';

/** One axis of a chart. */
export interface Axis {
  domain: readonly [number, number];
  /** What is measured, and its unit. */
  label: string;
  /** Equal ratios equally far apart; the domain must be above 0. */
  log?: boolean;
  /** How a tick is written; default `formatNumber`. */
  format?: (value: number) => string;
  /** About how many ticks are wanted; fewer are drawn where they would touch. */
  ticks?: number;
  /** No ticks, grid or label; the axis keeps its scale. */
  hidden?: boolean;
}

export interface Tick {
  at: number;
  text: string;
}

/** Where everything of a chart's frame stands, in the user units of its viewBox. */
export interface ChartLayout {
  x: Scale;
  y: Scale;
  innerWidth: number;
  innerHeight: number;
  margin: { top: number; right: number; bottom: number; left: number };
  xTicks: Tick[];
  yTicks: Tick[];
}

/** Size of tick labels in user units, which are CSS pixels once the chart knows its width. */
export const LABEL_SIZE = 12;
/** Sans digits are about this wide; on the safe side for the fonts of all systems. */
const CHARACTER = LABEL_SIZE * 0.6;
const GAP = 10;

/** Room for labels, scales and ticks of a chart of this size. Pure: the same at build time and in the browser. */
export function chartLayout(width: number, height: number, xAxis: Axis, yAxis: Axis): ChartLayout {
  const top = yAxis.hidden || !yAxis.label ? 8 : 26;
  const bottom = xAxis.hidden ? 8 : xAxis.label ? 42 : 24;
  const innerHeight = Math.max(1, height - top - bottom);
  const y = scaleFor(yAxis, [innerHeight, 0]);
  const yTicks = fitting(
    yAxis,
    y,
    Math.max(2, Math.floor(innerHeight / 48)),
    LABEL_SIZE * 1.6,
    () => LABEL_SIZE,
  );
  const left = yAxis.hidden ? 2 : generous(Math.max(...yTicks.map(({ text }) => widthOf(text)), 8) + GAP);

  // The last label of the x axis may stick out by half its width.
  const edge = (xAxis.format ?? formatNumber)(xAxis.domain[1]);
  const right = xAxis.hidden ? 2 : Math.max(8, Math.ceil(Math.min(widthOf(edge) / 2, width / 6)));
  const innerWidth = Math.max(1, width - left - right);
  const x = scaleFor(xAxis, [0, innerWidth]);
  const xTicks = fitting(xAxis, x, Math.max(2, Math.floor(innerWidth / 44)), 1.5 * GAP, widthOf);
  return { x, y, innerWidth, innerHeight, margin: { top, right, bottom, left }, xTicks, yTicks };
}

function scaleFor({ domain, log }: Axis, range: [number, number]): Scale {
  return log ? logScale(domain, range) : linearScale(domain, range);
}

/** As many ticks as wanted, or else the most of which no two labels come nearer than `gap`. */
function fitting(
  axis: Axis,
  scale: Scale,
  room: number,
  gap: number,
  size: (text: string) => number,
): Tick[] {
  if (axis.hidden) return [];
  const format = axis.format ?? formatNumber;
  for (let count = Math.min(axis.ticks ?? 10, room); count >= 1; count--) {
    const ticks = scale.ticks(count).map((value) => ({ at: tenth(scale(value)), text: format(value) }));
    if (ticks.length > 0 && apart(ticks, gap, size)) return ticks;
  }
  return scale
    .ticks(1)
    .slice(0, 1)
    .map((value) => ({ at: tenth(scale(value)), text: format(value) }));
}

/** A tenth of a pixel is as fine as anyone sees, and a page holds hundreds of these numbers. */
function tenth(at: number): number {
  return Math.round(10 * at) / 10;
}

function apart(ticks: Tick[], gap: number, size: (text: string) => number): boolean {
  for (let i = 1; i < ticks.length; i++) {
    const needed = (size(ticks[i - 1].text) + size(ticks[i].text)) / 2 + gap;
    if (Math.abs(ticks[i].at - ticks[i - 1].at) < needed) return false;
  }
  return true;
}

/** Rounded up generously, so that a plot does not shift sideways whenever a label gets a digit more. */
function generous(width: number): number {
  return Math.ceil(width / 16) * 16;
}

function widthOf(text: string): number {
  return (text.length + (text.endsWith('%') ? 0.6 : 0)) * CHARACTER; // a per cent sign is wide
}
