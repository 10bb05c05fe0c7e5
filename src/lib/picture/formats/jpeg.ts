import { InvalidInputError } from '../../../engine/errors.ts';
import { asciiAt, type FileBytes } from '../file-bytes.ts';
import type { HeaderFields } from '../header.ts';
import { readIccProfile } from './color-profile.ts';
import { readOrientation } from './exif.ts';

const COLOR_MODELS = { 1: 'gray', 3: 'rgb', 4: 'cmyk' } as const;

/** How far from the end of a file the end of its picture is looked for; cameras append previews and notes. */
const TAIL = 65_536;

/** JPEG (ITU-T T.81): the segments before the picture's data. */
export async function readJpeg(bytes: FileBytes): Promise<HeaderFields> {
  const found: Partial<HeaderFields> = {};
  for (let at = 2; ; ) {
    const marker = await bytes.view(at, 2);
    if (marker.getUint8(0) !== 0xff) throw bytes.damaged('its header is not that of a JPEG');
    const kind = marker.getUint8(1);
    if (kind === 0xff || kind === 0x01 || (kind >= 0xd0 && kind <= 0xd8)) {
      at += kind === 0xff ? 1 : 2; // padding, and marks without data
      continue;
    }
    if (kind === 0xd9 || kind === 0xda) throw bytes.damaged('it states no size');
    const length = (await bytes.view(at + 2, 2)).getUint16(0);
    if (length < 2) throw bytes.damaged('a part of its header has no length');
    const body = await bytes.view(at + 4, length - 2);
    if (kind === 0xe1 && asciiAt(body, 0, 6) === 'Exif\0\0') {
      found.orientation ??= readOrientation(rest(body, 6));
    } else if (kind === 0xe2 && asciiAt(body, 0, 12) === 'ICC_PROFILE\0') {
      if (body.byteLength > 14 && body.getUint8(12) === 1)
        Object.assign(found, readIccProfile(rest(body, 14)));
    } else if (isFrame(kind)) {
      if (body.byteLength < 6) throw bytes.damaged('it states no size');
      return { ...found, ...frame(kind, body, bytes), cutShort: !(await endIsThere(bytes)) };
    }
    at += 2 + length;
  }
}

/** SOF0 to SOF15, among which three numbers mean other things. */
function isFrame(kind: number): boolean {
  return kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc;
}

function frame(kind: number, body: DataView, bytes: FileBytes): HeaderFields {
  if (kind > 0xc2) {
    throw new InvalidInputError(
      `${bytes.title} is a JPEG of a rare kind (lossless, hierarchical or arithmetic), which browsers cannot open. Save it as PNG and try again.`,
    );
  }
  const components = body.getUint8(5);
  const colorModel = COLOR_MODELS[components as keyof typeof COLOR_MODELS];
  if (!colorModel) throw bytes.damaged(`it states ${components} colour channels`);
  return {
    width: body.getUint16(3),
    height: body.getUint16(1),
    bitsPerChannel: body.getUint8(0),
    colorModel,
  };
}

async function endIsThere(bytes: FileBytes): Promise<boolean> {
  const from = Math.max(0, bytes.size - TAIL);
  const tail = await bytes.upTo(from, TAIL);
  for (let at = tail.byteLength - 2; at >= 0; at--) if (tail.getUint16(at) === 0xffd9) return true;
  return false;
}

function rest(view: DataView, offset: number): DataView {
  return new DataView(view.buffer, view.byteOffset + offset, view.byteLength - offset);
}
