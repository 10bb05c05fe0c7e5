import type { Weave } from './tartan.ts';

/** A picture that the lab offers: a cloth that it weaves, or a photograph. */
export type Preset =
  | { value: string; label: string; weave: Weave }
  | { value: string; label: string; credit: { text: string; source: string } };

/** The first is what the page is served with. */
export const PRESETS: readonly Preset[] = [
  { value: 'tartan', label: 'Tartan, woven (rank 6)', weave: 'woven' },
  { value: 'blend', label: 'Tartan, blended (rank 2)', weave: 'blended' },
  {
    value: 'photo',
    label: 'A photograph',
    credit: {
      text: 'Great Wall of China, by Nicolas Perrault III, CC0',
      source: 'https://commons.wikimedia.org/wiki/File:Great_Wall_of_China_July_2006.JPG',
    },
  },
];

/** What a preset is called in sentences. */
export const nameOf = ({ label }: Preset) => label.replace(/ \(.*/, '');
