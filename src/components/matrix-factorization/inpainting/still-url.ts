import { href } from '../../../site.ts';

/** The address of a picture that was computed when the site was built; see stills.build.ts. */
export const stillUrl = (name: string): string => href(`posts/matrix-factorization/${name}.png`);
