import { InvalidInputError } from '../../../engine/errors.ts';
import { textEncoding } from '../../files.ts';
import { asciiAt, type FileBytes } from '../file-bytes.ts';

/** What a file may be that browsers do not open as a picture: how it is called, what to do, and how it begins. */
interface Other {
  name: string;
  advice?: string;
  /** Any of these, as Latin-1. */
  begins: string[];
  /** Where they stand. */
  at?: number;
}

const DRAWING = 'Save it as SVG or PNG and try again.';
const VIDEO = { name: 'a video', advice: 'Save a still of it as PNG and try again.' };
const RAW = 'a camera’s raw file, which browsers cannot open';

const OTHERS: Other[] = [
  { begins: ['IIRO', 'IIRS', 'IIU\0', 'FUJIFILMCCD-RAW', 'FOVb', '\0MRM'], name: RAW },
  { begins: ['ftypcrx '], at: 4, name: RAW },
  {
    begins: ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'],
    name: 'a TIFF picture or a camera’s raw file, which browsers cannot open',
  },
  { begins: ['8BPS', '8BPB'], name: 'a Photoshop document' },
  { begins: ['%PDF-'], name: 'a PDF document', advice: 'Save the page you want as PNG and try again.' },
  { begins: ['%!PS', '\xc5\xd0\xd3\xc6'], name: 'a PostScript drawing', advice: DRAWING },
  { begins: ['\xd7\xcd\xc6\x9a'], name: 'a Windows metafile', advice: DRAWING },
  { begins: [' EMF'], at: 40, name: 'a Windows metafile', advice: DRAWING },
  {
    begins: ['\0\0\x01\0', '\0\0\x02\0'],
    name: 'a Windows icon or cursor, of which one holds several pictures',
  },
  { begins: ['\xff\x0a', '\0\0\0\x0cJXL '], name: 'a JPEG XL picture, which most browsers cannot open' },
  { begins: ['\0\0\0\x0cjP  ', '\xff\x4f\xff\x51'], name: 'a JPEG 2000 picture, which browsers cannot open' },
  { begins: ['gimp xcf'], name: 'a GIMP document' },
  { begins: ['v/1\x01'], name: 'an OpenEXR picture, which browsers cannot open' },
  { begins: ['#?RADIANCE', '#?RGBE'], name: 'a Radiance HDR picture, which browsers cannot open' },
  { begins: ['qoif'], name: 'a QOI picture, which browsers cannot open' },
  {
    begins: ['1', '2', '3', '4', '5', '6', '7'].flatMap((digit) => [`P${digit}\n`, `P${digit} `]),
    name: 'a Netpbm picture, which browsers cannot open',
  },
  { begins: ['DDS ', '\xabKTX'], name: 'a game’s texture, which browsers cannot open' },
  { begins: ['ftyp', 'moov', 'mdat'], at: 4, ...VIDEO },
  { begins: ['\x1aE\xdf\xa3'], ...VIDEO },
  { begins: ['AVI '], at: 8, ...VIDEO },
  {
    begins: ['PK\x03\x04'],
    name: 'a zip archive or an office document',
    advice: 'Take the picture out of it and try again.',
  },
  {
    begins: ['\x1f\x8b'],
    name: 'a compressed file',
    advice: 'Unpack it (an .svgz becomes an .svg) and try again.',
  },
];

const WEB_PAGE = /^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body)\b/i;

/** The error for a file that is no picture a browser opens: it names what the file is, where that shows. */
export async function refusal(bytes: FileBytes): Promise<InvalidInputError> {
  const head = await bytes.upTo(0, 1024);
  const text = asciiAt(head, 0, 64);
  const found = OTHERS.find(({ begins, at = 0 }) => begins.some((bytes) => text.startsWith(bytes, at)));
  if (found) {
    const { name, advice = 'Save it as PNG or JPEG and try again.' } = found;
    return new InvalidInputError(`${bytes.title} is ${name}. ${advice}`);
  }
  if (WEB_PAGE.test(text)) {
    return new InvalidInputError(`${bytes.title} is a web page. Save the picture itself and try again.`);
  }
  const isText = textEncoding(
    new Uint8Array(head.buffer, head.byteOffset, head.byteLength),
    bytes.size > 1024,
  );
  return new InvalidInputError(
    `${bytes.title} is ${isText ? 'a text' : 'not a picture that browsers can open'}. Choose a JPEG, PNG, WebP, AVIF, GIF, BMP or SVG file.`,
  );
}
