import { href } from '../../site.ts';

/** Names of the pictures that the page is served with; see first.build.ts. */
export const FIRST_STILLS = { result: 'lab-result', photo: 'lab-photo' } as const;

/** The address of one of them. */
export const firstUrl = (still: keyof typeof FIRST_STILLS): string =>
  href(`posts/style-transfer/${FIRST_STILLS[still]}.webp`);
