import { type ReadBack, readCanvas } from './read-back.ts';
import { createSurface } from './surface.ts';

/** What reading a canvas gives of what was drawn on it: the same, nearly the same, or nothing of use. */
export type Fidelity = 'exact' | 'noised' | 'blocked';

/** Side of the test picture. Browsers change a few dozen pixels of a picture at least, but spare tiny ones. */
const SIDE = 64;

/** Mean change of a channel, of 256 levels, up to which it is noise upon the picture and not another picture. */
const NOISE = 8;

/**
 * Draws known pixels on a canvas and reads them back. Browsers that guard against fingerprinting change some of them
 * (Brave, Firefox's strict mode), or give random or white ones unless the reader allows the site (Tor Browser,
 * LibreWolf). It takes about a millisecond, and what is allowed may change, so it is asked before each picture.
 */
export async function testReadBack(read: ReadBack = readCanvas): Promise<Fidelity> {
  const surface = createSurface(SIDE, SIDE);
  const drawn = knownPixels();
  surface.putImageData(drawn, 0, 0);
  try {
    return compare(drawn.data, await read(surface, SIDE, SIDE));
  } catch {
    return 'blocked'; // or not there at all
  }
}

/** The test picture: opaque, no two neighbours alike, as pictures of one colour are not changed. */
function knownPixels(): ImageData {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const mixed = Math.imul(i + 1, 0x9e3779b1);
    image.data.set([mixed >>> 24, (mixed >>> 16) & 255, (mixed >>> 8) & 255, 255], 4 * i);
  }
  return image;
}

/** How near what was read is to what was drawn, both in bytes. */
export function compare(drawn: ArrayLike<number>, read: ArrayLike<number>): Fidelity {
  if (read.length !== drawn.length) return 'blocked';
  let change = 0;
  for (let i = 0; i < drawn.length; i++) change += Math.abs(drawn[i] - read[i]);
  if (change === 0) return 'exact';
  return change / drawn.length <= NOISE ? 'noised' : 'blocked';
}

/** What to tell a reader whose browser gives wrong pixels back, and nothing else reads them. */
export function readBackSentence(fidelity: 'noised' | 'blocked'): string {
  const does = fidelity === 'noised' ? 'adds noise to' : 'hides';
  return (
    `This browser ${does} the pixels that a page reads from a picture, as a guard against fingerprinting, so its true ` +
    'colours cannot be worked on. The picture never leaves your computer: allow this site to read canvases (Firefox, ' +
    'LibreWolf and Tor Browser: the picture sign beside the address; Brave: the lion, then fingerprinting) and open it again.'
  );
}

/** Whether an error says that pixels could not be read; it may have come from a worker. */
export function isReadBackError(error: unknown): boolean {
  const message = (error as Error | undefined)?.message;
  return message === readBackSentence('noised') || message === readBackSentence('blocked');
}
