const files = import.meta.glob<string>('./pictures/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The address of a sample picture. */
export const pictureUrl = (id: string): string => files[`./pictures/${id}.webp`];

/** The address of its thumbnail, 128 by 96 pixels. */
export const thumbnailUrl = (id: string): string => files[`./pictures/${id}-small.webp`];
