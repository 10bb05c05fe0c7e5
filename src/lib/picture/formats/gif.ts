import type { FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';

/** How far into a file a second frame is looked for. The first one of a picture of screen size is far smaller. */
const MAX_WALK = 16_000_000;

/** GIF (87a and 89a): the screen's size, and whether a second frame follows the first. */
export async function readGif(bytes: FileBytes): Promise<HeaderFields> {
  const screen = await bytes.view(6, 7);
  const walk = await walkFrames(bytes, 13 + tableSize(screen.getUint8(4)));
  return {
    width: screen.getUint16(0, true),
    height: screen.getUint16(2, true),
    colorModel: 'indexed',
    ...walk,
  };
}

/** Bytes of the colour table that a packed field announces. */
function tableSize(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 7) + 1) : 0;
}

async function walkFrames(bytes: FileBytes, start: number): Promise<Partial<HeaderFields>> {
  let frames = 0;
  let hasAlpha = false;
  for (let at = start; at < MAX_WALK; ) {
    if (at + 1 > bytes.size) return { hasAlpha, cutShort: true };
    const kind = (await bytes.view(at, 1)).getUint8(0);
    if (kind === 0x3b) break; // the end
    if (kind === 0x21) {
      const extension = await bytes.upTo(at + 1, 3);
      if (extension.byteLength === 3 && extension.getUint8(0) === 0xf9)
        hasAlpha ||= (extension.getUint8(2) & 1) === 1;
      at = await afterBlocks(bytes, at + 2);
    } else if (kind === 0x2c) {
      if (++frames === 2) return { hasAlpha, animated: true };
      if (at + 10 > bytes.size) return { hasAlpha, cutShort: true };
      at = await afterBlocks(bytes, at + 11 + tableSize((await bytes.view(at + 9, 1)).getUint8(0)));
    } else if (frames > 0) {
      break; // what follows the picture may be anything; browsers stop here too
    } else {
      throw bytes.damaged('its header is not that of a GIF');
    }
  }
  return { hasAlpha };
}

/** Where the blocks that begin at `at` end: each states its length, and the last one that it has none. */
async function afterBlocks(bytes: FileBytes, at: number): Promise<number> {
  let next = at;
  while (next < Math.min(bytes.size, MAX_WALK)) {
    const length = (await bytes.view(next, 1)).getUint8(0);
    next += 1 + length;
    if (length === 0) return next;
  }
  return next + 1;
}
