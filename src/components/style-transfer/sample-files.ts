const files = import.meta.glob<string>('./samples/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The address of a sample picture. */
export const sampleUrl = (id: string): string => files[`./samples/${id}.webp`];

/** The address of its thumbnail, 128 by 96 pixels. */
export const thumbnailUrl = (id: string): string => files[`./samples/${id}-small.webp`];
