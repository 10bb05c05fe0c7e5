import type { Spread } from './measure.ts';

/** A program: its name and, where it is not of this project, its version. */
export interface Titled {
  name: string;
  version?: string;
}

/** The version stands behind the program, before what it was asked for: numpy 1.24.2, all cells. */
export function titled({ name, version }: Titled): string {
  return version ? name.replace(/,|$/, ` ${version}$&`) : name;
}

export function spread({ median, low, high }: Spread): string {
  return `${count(median)} (${count(low)} – ${count(high)})`;
}

export function times(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : count(Math.round(ratio))} ×`;
}

export function count(n: number): string {
  return n.toLocaleString('en');
}
