import type { FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';

/** BMP, from OS/2's short header to the fifth of Windows. A negative height means rows from the top. */
export async function readBmp(bytes: FileBytes): Promise<HeaderFields> {
  const start = await bytes.view(0, 18);
  const headerSize = start.getUint32(14, true);
  const short = headerSize < 16;
  const header = await bytes.view(14, short ? 12 : 16);
  const bits = header.getUint16(short ? 10 : 14, true);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw bytes.damaged(`it states ${bits} bits a pixel`);
  return {
    width: short ? header.getUint16(4, true) : Math.abs(header.getInt32(4, true)),
    height: short ? header.getUint16(6, true) : Math.abs(header.getInt32(8, true)),
    colorModel: bits <= 8 ? 'indexed' : 'rgb',
    hasAlpha: bits === 32 && headerSize >= 56,
    cutShort: start.getUint32(10, true) >= bytes.size,
  };
}
