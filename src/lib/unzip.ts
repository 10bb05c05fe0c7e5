import { damaged, InvalidInputError } from '../engine/errors.ts';
import { inflated } from '../engine/inflate.ts';
import { formatBytes } from './format.ts';

export interface UnzipOptions {
  /** Which files to unpack. Default: all. */
  wanted?: (name: string) => boolean;
  /** What they may have in all, unpacked, in bytes. Default 128 million. */
  most?: number;
}

/**
 * The files of a zip by name, as its directory lists them: stored or deflated. Each is held to the length and the checksum that the
 * directory gives, so that what comes back is what was packed; else an `InvalidInputError` says what is wrong. Never unpacks more than it may.
 */
export function unzip(zip: Uint8Array, { wanted = () => true, most = 128e6 }: UnzipOptions = {}) {
  const files: [string, Uint8Array<ArrayBuffer>][] = [];
  let left = most;
  for (const entry of directoryOf(zip)) {
    if (!wanted(entry.name)) continue;
    if (entry.size > left)
      throw new InvalidInputError(
        `Unpacked, the file would have more than ${formatBytes(most)}, which is the most that is taken here.`,
      );
    left -= entry.size;
    files.push([entry.name, unpacked(zip, entry)]);
  }
  return Object.fromEntries(files);
}

interface Entry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Where its own header begins. */
  at: number;
}

const [END, DIRECTORY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];

function* directoryOf(zip: Uint8Array): Generator<Entry, void> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let end = zip.length - 22;
  for (const lowest = Math.max(0, end - 65_535); end >= lowest; end--)
    if (view.getUint32(end, true) === END) break;
  if (end < 0 || view.getUint32(end, true) !== END) {
    const begun = zip.length >= 4 && view.getUint32(0, true) === LOCAL;
    throw begun
      ? damaged('it begins as a zip and does not end as one')
      : new InvalidInputError('The file is no zip.');
  }
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY) throw damaged('its list of files has a gap');
    const next = at + 46 + view.getUint16(at + 28, true);
    if (next > end) throw damaged('its list of files breaks off');
    const name = new TextDecoder().decode(zip.subarray(at + 46, next));
    if (view.getUint16(at + 8, true) & 1)
      throw new InvalidInputError(`The file ${name} in it is encrypted. Save it again without a password.`);
    yield {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    at = next + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

function unpacked(zip: Uint8Array, { name, method, crc, packed, size, at }: Entry): Uint8Array<ArrayBuffer> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (at + 30 > zip.length || view.getUint32(at, true) !== LOCAL)
    throw damaged(`${name} is not where it should be`);
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > zip.length) throw damaged(`${name} breaks off`);
  const part = zip.subarray(from, from + packed);
  if (method !== 0 && method !== 8)
    throw new InvalidInputError(
      `The file ${name} in it is packed by method ${method}; stored and deflated files can be read.`,
    );
  if (method === 0 && packed !== size) throw damaged(`${name} has ${packed} bytes, not ${size}`);
  const whole = method === 0 ? part.slice() : inflated(part, size, name);
  if (checksum(whole) !== crc) throw damaged(`the checksum of ${name} is another`);
  return whole;
}

let table: Uint32Array | undefined;

/** CRC-32 as in zip and gzip. */
function checksum(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, i) => {
    let c = i;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
    return c;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++)
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] as number)) & 255] as number);
  return (crc ^ 0xffffffff) >>> 0;
}
