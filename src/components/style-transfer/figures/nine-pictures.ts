import { SAMPLES } from '../samples.ts';

const results = import.meta.glob<string>('./nine/*.webp', { eager: true, query: '?url', import: 'default' });
const samples = import.meta.glob<string>('../samples/*-small.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Address of a result's picture. */
export const resultUrl = (file: string): string => results[`./nine/${file}`];

/** Address of a sample's small picture. */
export const sampleUrl = (id: string): string => samples[`../samples/${id}-small.webp`];

/** A sample's title without its year. */
export const titleOf = (id: string): string =>
  (SAMPLES.find((sample) => sample.id === id)?.title ?? id).replace(/ \(\d+\)$/, '');
