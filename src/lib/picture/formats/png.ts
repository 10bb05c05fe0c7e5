import { asciiAt, type FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';
import { readCicp, readIccProfile } from './color-profile.ts';
import { readOrientation } from './exif.ts';

const COLOR_MODELS = { 0: 'gray', 2: 'rgb', 3: 'indexed', 4: 'gray', 6: 'rgb' } as const;

/** Bytes of a compressed colour profile, and of it unpacked, that are looked at. */
const MAX_PROFILE = 65_536;

/** PNG and APNG (W3C PNG, third edition): the chunks before the picture's data. */
export async function readPng(bytes: FileBytes): Promise<HeaderFields> {
  const first = await bytes.view(8, 25);
  if (asciiAt(first, 4, 4) !== 'IHDR' || first.getUint32(0) !== 13) {
    throw bytes.damaged('its header is not that of a PNG');
  }
  const colorType = first.getUint8(17);
  const colorModel = COLOR_MODELS[colorType as keyof typeof COLOR_MODELS];
  if (!colorModel) throw bytes.damaged(`it states a colour type ${colorType}, which there is not`);
  const fields: HeaderFields = {
    width: first.getUint32(8),
    height: first.getUint32(12),
    bitsPerChannel: colorModel === 'indexed' ? 8 : first.getUint8(16),
    colorModel,
    hasAlpha: colorType >= 4,
  };
  for (let at = 33; ; ) {
    const chunk = await bytes.view(at, 8);
    const length = chunk.getUint32(0);
    const type = asciiAt(chunk, 4, 4);
    if (type === 'IDAT' || type === 'IEND') break;
    if (!/^[A-Za-z]{4}$/.test(type)) throw bytes.damaged('a part of its header is not that of a PNG');
    Object.assign(fields, await readChunk(bytes, type, at + 8, length));
    at += 12 + length;
  }
  const end = await bytes.upTo(Math.max(0, bytes.size - MAX_PROFILE), MAX_PROFILE);
  return { ...fields, cutShort: !asciiAt(end, 0, end.byteLength).includes('IEND\xae\x42\x60\x82') };
}

async function readChunk(
  bytes: FileBytes,
  type: string,
  at: number,
  length: number,
): Promise<Partial<HeaderFields>> {
  if (type === 'tRNS') return { hasAlpha: true };
  if (type === 'acTL' && length >= 8) {
    const frames = (await bytes.view(at, 4)).getUint32(0);
    return { animated: frames > 1, frames };
  }
  if (type === 'eXIf')
    return { orientation: readOrientation(await bytes.upTo(at, Math.min(length, MAX_PROFILE))) };
  if (type === 'cICP' && length >= 4) {
    const code = await bytes.view(at, 4);
    return readCicp(code.getUint8(0), code.getUint8(1));
  }
  if (type === 'iCCP') return unpackProfile(await bytes.upTo(at, Math.min(length, MAX_PROFILE)));
  return {};
}

/** A profile behind its name, a zero, and the number of its compression; its own name is the better one. */
async function unpackProfile(data: DataView<ArrayBuffer>): Promise<Partial<HeaderFields>> {
  const nameEnd = asciiAt(data, 0, 80).indexOf('\0');
  if (nameEnd < 0) return {};
  const packed = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(nameEnd + 2);
  return readIccProfile(await inflateSome(packed, MAX_PROFILE));
}

/** The beginning of zlib data, as far as `most` bytes and as it is undamaged. */
async function inflateSome(packed: Uint8Array<ArrayBuffer>, most: number): Promise<DataView> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    while (size < most) {
      const { value, done } = await reader.read();
      if (done) break;
      pieces.push(value as Uint8Array<ArrayBuffer>);
      size += value.byteLength;
    }
  } catch {
    // A damaged profile describes nothing; browsers show such a picture without it.
  } finally {
    await reader.cancel().catch(() => {});
  }
  return new DataView(await new Blob(pieces).arrayBuffer());
}
