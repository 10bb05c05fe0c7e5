import { InvalidInputError } from '../../../engine/errors.ts';
import { asciiAt, type FileBytes } from '../file-bytes.ts';
import type { HeaderFields, Orientation } from '../header.ts';
import { type Box, boxesIn, boxIn } from './boxes.ts';
import { readCicp, readIccProfile } from './color-profile.ts';

/** Bytes of the description of a file's pictures above which it is not read; a photo's takes a few hundred. */
const MAX_META = 4_000_000;

/** AVIF and HEIC (ISO/IEC 23008-12): the properties of the primary picture. */
export async function readHeif(bytes: FileBytes): Promise<HeaderFields> {
  const { meta, cutShort } = await findMeta(bytes);
  const brand = asciiAt(await bytes.view(8, 4), 0, 4);
  return { ...describe(meta, bytes), animated: brand === 'avis' || brand === 'hevc', cutShort };
}

/** The `meta` box among those of the file, whose others may be as long as the file. */
async function findMeta(bytes: FileBytes): Promise<{ meta: DataView; cutShort: boolean }> {
  let meta: DataView | undefined;
  let at = 0;
  while (at + 8 <= bytes.size) {
    const head = await bytes.upTo(at, 16);
    const type = asciiAt(head, 4, 4);
    let size = head.getUint32(0) || bytes.size - at;
    if (size === 1 && head.byteLength === 16) size = Number(head.getBigUint64(8));
    if (size < 8) throw bytes.damaged('a part of it has no length');
    if (type === 'meta' && !meta) {
      if (size > MAX_META) throw bytes.damaged('its header does not come to an end');
      meta = await bytes.view(at + 8, size - 8);
    }
    at += size;
  }
  if (meta && meta.byteLength >= 4) return { meta, cutShort: at > bytes.size };
  if (at > bytes.size) throw bytes.cutShort();
  throw new InvalidInputError(
    `${bytes.title} holds no still picture. Save one as PNG or JPEG and try again.`,
  );
}

function describe(meta: DataView, bytes: FileBytes): HeaderFields {
  const all = boxIn(meta, 'iprp', 4);
  const list = all && boxIn(all, 'ipco');
  const links = all && boxIn(all, 'ipma', 0, 8);
  if (!list || !links) throw bytes.damaged('it does not describe its picture');
  const properties = [...boxesIn(list)];
  const own = linked(links, primaryItem(meta)).flatMap((i) => properties[i - 1] ?? []);
  const size = own.find(({ type, data }) => type === 'ispe' && data.byteLength >= 12)?.data;
  if (!size) throw bytes.damaged('it states no size');
  return {
    width: size.getUint32(4),
    height: size.getUint32(8),
    ...depth(own),
    ...color(own),
    hasAlpha: properties.some(isAlpha),
    orientation: orientation(own),
  };
}

/** The number of the picture to show. */
function primaryItem(meta: DataView): number {
  const box = boxIn(meta, 'pitm', 4, 6);
  if (!box) return 1;
  return box.getUint8(0) > 0 && box.byteLength >= 8 ? box.getUint32(4) : box.getUint16(4);
}

/** The properties, counted from 1, that an `ipma` box links with an item. */
function linked(links: DataView, item: number): number[] {
  const longItems = links.getUint8(0) > 0;
  const wide = (links.getUint8(3) & 1) === 1;
  let at = 8;
  for (let left = links.getUint32(4); left > 0; left--) {
    if (at + (longItems ? 5 : 3) > links.byteLength) break;
    const id = longItems ? links.getUint32(at) : links.getUint16(at);
    at += longItems ? 4 : 2;
    const count = links.getUint8(at++);
    if (at + count * (wide ? 2 : 1) > links.byteLength) break;
    const indices = Array.from({ length: count }, (_, i) =>
      wide ? links.getUint16(at + 2 * i) & 0x7fff : links.getUint8(at + i) & 0x7f,
    );
    if (id === item) return indices;
    at += count * (wide ? 2 : 1);
  }
  return [];
}

/** Bits and channels by `pixi`, or else by the codec's own configuration. */
function depth(own: Box[]): Partial<HeaderFields> {
  const pixi = own.find(({ type, data }) => type === 'pixi' && data.byteLength >= 6)?.data;
  if (pixi) return { bitsPerChannel: pixi.getUint8(5), colorModel: pixi.getUint8(4) === 1 ? 'gray' : 'rgb' };
  const av1 = own.find(({ type, data }) => type === 'av1C' && data.byteLength >= 4)?.data;
  if (!av1) return {};
  const flags = av1.getUint8(2);
  return {
    bitsPerChannel: flags & 0x20 ? 12 : flags & 0x40 ? 10 : 8,
    colorModel: flags & 0x10 ? 'gray' : 'rgb',
  };
}

function color(own: Box[]): Partial<HeaderFields> {
  const found = own
    .filter(({ type, data }) => type === 'colr' && data.byteLength >= 8)
    .map(({ data }) => data);
  const icc = found.find((data) => /prof|rICC/.test(asciiAt(data, 0, 4)));
  if (icc) return readIccProfile(new DataView(icc.buffer, icc.byteOffset + 4, icc.byteLength - 4));
  const nclx = found.find((data) => asciiAt(data, 0, 4) === 'nclx');
  return nclx ? readCicp(nclx.getUint16(4), nclx.getUint16(6)) : {};
}

function isAlpha({ type, data }: Box): boolean {
  if (type !== 'auxC') return false;
  const kind = asciiAt(data, 4, 80).split('\0', 1)[0];
  return kind === 'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha' || kind === 'urn:mpeg:hevc:2015:auxid:1';
}

/** Turning (`irot`, quarter turns against the clock) and then mirroring (`imir`), as the one number EXIF has for both. */
function orientation(own: Box[]): Orientation {
  const turn = own.find(({ type, data }) => type === 'irot' && data.byteLength >= 1)?.data.getUint8(0) ?? 0;
  const mirror = own.find(({ type, data }) => type === 'imir' && data.byteLength >= 1)?.data.getUint8(0);
  if (mirror === undefined) return ([1, 8, 3, 6] as const)[turn & 3];
  return mirror & 1 ? ([2, 7, 4, 5] as const)[turn & 3] : ([4, 5, 2, 7] as const)[turn & 3];
}
