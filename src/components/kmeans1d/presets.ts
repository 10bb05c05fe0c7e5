import { gaussian, type Random } from '../../engine/random.ts';

/** Example data. Those that are drawn at random come out the same for the same seed, at build time and in every browser. */
export interface Preset {
  id: PresetId;
  label: string;
  /** One line: what the numbers are. */
  hint: string;
  /** What one number is, for the axis. */
  axis: string;
  /** The k that suits it. */
  k: number;
  /** Makes the numbers; absent where they are read from a file that travels with the site. */
  make?: (n: number, random: Random) => Float64Array<ArrayBuffer>;
  /** Whether the reader chooses how many. */
  sizes?: true;
  /** Source and licence of measured data. */
  source?: { text: string; url: string };
}

/** A preset, or the reader's own numbers. */
export type DataChoice = PresetId | 'own';

export type PresetId = 'mixture' | 'earthquakes' | 'timestamps' | 'dice' | 'readme';

export const SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;

/** The numbers of the Python package's README. */
export const README_VALUES = [4.0, 4.1, 4.2, -50, 200.2, 200.4, 200.9, 80, 100, 102];

// Mean, standard deviation and share of each bell of the mixture.
const BELLS: readonly (readonly [mean: number, deviation: number, share: number])[] = [
  [12, 1.1, 0.1],
  [21, 2.3, 0.22],
  [33, 1.0, 0.09],
  [42, 1.7, 0.19],
  [55, 3.6, 0.24],
  [71, 0.9, 0.07],
  [77, 1.5, 0.09],
];

const HOUR = 3_600_000;
const SOME_MORNING = Date.UTC(2026, 10, 23, 9);

export const PRESETS: readonly Preset[] = [
  {
    id: 'mixture',
    label: 'Seven bells',
    hint: 'Random numbers from seven overlapping bell curves.',
    axis: 'value',
    k: 7,
    make: mixture,
    sizes: true,
  },
  {
    id: 'earthquakes',
    label: 'Earthquake depths',
    hint: 'Depth in km of the 1,679 earthquakes that were located from 31 January to 7 February 2018.',
    axis: 'depth in km',
    k: 5,
    source: {
      text: 'U.S. Geological Survey, public domain',
      url: 'https://earthquake.usgs.gov/earthquakes/feed/',
    },
  },
  {
    id: 'timestamps',
    label: 'Timestamps',
    hint: '10,000 requests within one hour, in milliseconds since 1970: large numbers that differ little.',
    axis: 'milliseconds since 1970',
    k: 8,
    make: timestamps,
  },
  {
    id: 'dice',
    label: 'Ten dice',
    hint: 'Sums of ten dice, thrown 100,000 times: at most 51 different values.',
    axis: 'sum of ten dice',
    k: 6,
    make: dice,
  },
  {
    id: 'readme',
    label: 'Ten numbers',
    hint: 'The example in the README of the Python package.',
    axis: 'value',
    k: 4,
    make: readme,
  },
];

export const presetOf = (id: PresetId): Preset => PRESETS.find((preset) => preset.id === id) ?? PRESETS[0];

/** How many numbers a preset has when nobody asked for another count. */
export const DEFAULT_SIZE = 100_000;

function mixture(n: number, random: Random): Float64Array<ArrayBuffer> {
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let choice = random();
    let bell = 0;
    while (bell < BELLS.length - 1 && choice >= BELLS[bell][2]) choice -= BELLS[bell++][2];
    const [mean, deviation] = BELLS[bell];
    values[i] = mean + deviation * gaussian(random);
  }
  return values;
}

/** Bursts of requests on top of a steady trickle. */
function timestamps(_: number, random: Random): Float64Array<ArrayBuffer> {
  const bursts = Array.from({ length: 9 }, () => random() * HOUR);
  return Float64Array.from({ length: 10_000 }, () => {
    const burst = bursts[Math.floor(random() * 14)];
    const offset = burst === undefined ? random() * HOUR : burst + 60_000 * gaussian(random);
    return SOME_MORNING + Math.floor(((offset % HOUR) + HOUR) % HOUR);
  });
}

function dice(_: number, random: Random): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: 100_000 }, () => {
    let sum = 0;
    for (let die = 0; die < 10; die++) sum += 1 + Math.floor(6 * random());
    return sum;
  });
}

function readme(): Float64Array<ArrayBuffer> {
  return Float64Array.from(README_VALUES);
}
