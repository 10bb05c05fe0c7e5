import { InvalidInputError } from '../../engine/errors.ts';
import { FileBytes } from './file-bytes.ts';
import { readBmp } from './formats/bmp.ts';
import { readGif } from './formats/gif.ts';
import { readHeif } from './formats/heif.ts';
import { readJpeg } from './formats/jpeg.ts';
import { refusal } from './formats/other.ts';
import { readPng } from './formats/png.ts';
import { readSvg } from './formats/svg.ts';
import { readWebp } from './formats/webp.ts';
import { sniff } from './sniff.ts';

/** Formats that some browser opens. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic' | 'gif' | 'bmp' | 'svg';

/** How browsers turn it, in EXIF's numbers: 1 is upright, 3 upside down, 6 and 8 quarter turns, the even ones below 6 and the odd ones above mirrored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a picture's file says of it, known before anything is decoded. */
export interface PictureHeader {
  format: PictureFormat;
  /** Pixels as they are stored, before `orientation` turns them; of an SVG the size it asks for, rounded. */
  width: number;
  height: number;
  animated: boolean;
  /** Of an animation, where the file states the number or it is quickly counted. */
  frames?: number;
  bitsPerChannel: number;
  colorModel: 'rgb' | 'gray' | 'cmyk' | 'indexed';
  /** Whether pixels can be transparent, not whether any is. */
  hasAlpha: boolean;
  orientation: Orientation;
  /** The name of the colour profile, such as "Display P3", where the file has one. */
  profile?: string;
  /** Whether that profile holds colours that sRGB has not. */
  wideGamut: boolean;
  /** Whether the file ends before the picture in it does, as far as that shows without decoding. */
  cutShort: boolean;
}

/** What the reader of one format finds; what it leaves out is as in `PLAIN`. */
export type HeaderFields = Omit<Partial<PictureHeader>, 'format'> &
  Pick<PictureHeader, 'width' | 'height'> & { format?: PictureFormat };

const PLAIN = {
  animated: false,
  bitsPerChannel: 8,
  colorModel: 'rgb',
  hasAlpha: false,
  orientation: 1,
  wideGamut: false,
  cutShort: false,
} as const;

const READERS: Record<PictureFormat, (bytes: FileBytes) => Promise<HeaderFields>> = {
  jpeg: readJpeg,
  png: readPng,
  webp: readWebp,
  avif: readHeif,
  heic: readHeif,
  gif: readGif,
  bmp: readBmp,
  svg: readSvg,
};

/**
 * Reads what the file says of its picture, by its bytes and not its name, a few slices of it only. `InvalidInputError`
 * for what is no picture, one of a kind that browsers do not open, a damaged header, or a size of zero. `name` is what
 * sentences call it; a file has its own. Pages and workers alike.
 */
export async function readPictureHeader(blob: Blob, name?: string): Promise<PictureHeader> {
  const bytes = new FileBytes(blob, name);
  if (blob.size === 0) throw new InvalidInputError(`${bytes.title} is empty.`);
  const format = sniff(await bytes.upTo(0, 64));
  if (!format) throw await refusal(bytes);
  const header: PictureHeader = { format, ...PLAIN, ...(await READERS[format](bytes)) };
  if (header.width < 1 || header.height < 1) {
    throw new InvalidInputError(
      `${bytes.title} says that it is ${header.width} × ${header.height} pixels, so there is no picture in it.`,
    );
  }
  return header;
}

/** The size at which a picture is seen: quarter turns swap its sides. */
export function shownSize(header: Pick<PictureHeader, 'width' | 'height' | 'orientation'>): {
  width: number;
  height: number;
} {
  const { width, height, orientation } = header;
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** How the platform calls a format. */
export function mimeType(format: PictureFormat): string {
  return format === 'svg' ? 'image/svg+xml' : `image/${format}`;
}
