import { InvalidInputError } from '../../errors.ts';
import { inflated } from '../../inflate.ts';
import { damaged, shown } from './damaged.ts';
import { bytesSource, type FileSource, partOf } from './file-source.ts';

/** A file in a zip. */
export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  size: number;
  /** Where its own header begins. */
  at: number;
}

const [END, END64, LOCATOR64, DIRECTORY, LOCAL] = [
  0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50,
];

/** Most files and most bytes that their list may have. */
const MOST = { entries: 20_000, directory: 8e6 };

/** The files that a zip's directory lists, with 32-bit or 64-bit sizes, by name. */
export async function zipEntries(file: FileSource): Promise<Map<string, ZipEntry>> {
  const { count, at, size } = await directoryPlace(file);
  if (count > MOST.entries || size > MOST.directory)
    throw new InvalidInputError(`The zip lists ${count} files, more than are taken here.`);
  if (at + size > file.size) throw damaged('its list of files lies outside of it');
  const bytes = await file.read(at, at + size);
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, offset = 0; i < count; i++) {
    if (offset + 46 > size || view.getUint32(offset, true) !== DIRECTORY)
      throw damaged('its list of files has a gap');
    const [nameLength, extraLength, comment] = [28, 30, 32].map((field) =>
      view.getUint16(offset + field, true),
    );
    const extra = offset + 46 + nameLength;
    if (extra + extraLength > size) throw damaged('its list of files breaks off');
    const name = new TextDecoder().decode(bytes.subarray(offset + 46, extra));
    if (view.getUint16(offset + 8, true) & 1)
      throw new InvalidInputError(
        `The file ${shown(name)} in it is encrypted. Save it again without a password.`,
      );
    const entry: ZipEntry = {
      name,
      method: view.getUint16(offset + 10, true),
      packed: view.getUint32(offset + 20, true),
      size: view.getUint32(offset + 24, true),
      at: view.getUint32(offset + 42, true),
    };
    longSizes(view, extra, extra + extraLength, entry);
    entries.set(name, entry);
    offset = extra + extraLength + comment;
  }
  return entries;
}

async function directoryPlace(file: FileSource): Promise<{ count: number; at: number; size: number }> {
  const from = Math.max(0, file.size - 22 - 65_535 - 20);
  const view = viewOf(await file.read(from, file.size));
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged('it begins as a zip and does not end as one');
  if (end >= 20 && view.getUint32(end - 20, true) === LOCATOR64) {
    const at = number64(view, end - 12);
    if (at + 56 > file.size) throw damaged('its list of files lies outside of it');
    const long = viewOf(await file.read(at, at + 56));
    if (long.getUint32(0, true) !== END64) throw damaged('its list of files is not where it should be');
    return { count: number64(long, 32), size: number64(long, 40), at: number64(long, 48) };
  }
  return {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    at: view.getUint32(end + 16, true),
  };
}

/** Sizes and places that do not fit into 32 bits stand behind the name, in this order, each only where it does not fit. */
function longSizes(view: DataView, from: number, to: number, entry: ZipEntry): void {
  for (let at = from; at + 4 <= to; ) {
    const [id, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    let field = at + 4;
    at = field + length;
    if (id !== 1 || at > to) continue;
    for (const key of ['size', 'packed', 'at'] as const) {
      if (entry[key] !== 0xffffffff || field + 8 > at) continue;
      entry[key] = number64(view, field);
      field += 8;
    }
  }
}

/** A file in a zip as a file: read in parts where it is stored as it is, else unpacked, when it has no more than `most` bytes. */
export async function zipFile(file: FileSource, entry: ZipEntry, most: number): Promise<FileSource> {
  const { name, method, packed, size, at } = entry;
  if (at + 30 > file.size) throw damaged(`${shown(name)} is not where it should be`);
  const view = viewOf(await file.read(at, at + 30));
  if (view.getUint32(0, true) !== LOCAL) throw damaged(`${shown(name)} is not where it should be`);
  const from = at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (from + packed > file.size) throw damaged(`${shown(name)} breaks off`);
  if (size > most)
    throw new InvalidInputError(
      `The file ${shown(name)} in it would have ${size} bytes, more than is taken here.`,
    );
  if (method === 0) {
    if (packed !== size) throw damaged(`${shown(name)} has ${packed} bytes, not ${size}`);
    return partOf(file, name, from, from + size);
  }
  if (method !== 8)
    throw new InvalidInputError(
      `The file ${shown(name)} in it is packed by method ${method}; stored and deflated files can be read.`,
    );
  return bytesSource(name, inflated(await file.read(from, from + packed), size, shown(name)));
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const number64 = (view: DataView, at: number) =>
  view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
