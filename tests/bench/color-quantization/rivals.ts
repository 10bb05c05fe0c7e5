import { gifenc } from './gifenc.ts';
import { imageQRgbquant, neuquant, wu } from './image-q.ts';
import type { Implementation } from './implementation.ts';
import { libimagequant } from './libimagequant.ts';
import { plainLloyd } from './plain-lloyd.ts';
import { quantize } from './quantize.ts';
import { rgbquant } from './rgbquant.ts';
import { skmeans } from './skmeans.ts';
import { squoosh } from './squoosh.ts';
import { upngJs } from './upng.ts';

/** Rivals that take a second or two at most for a few megapixels. */
export const quickRivals: Implementation[] = [squoosh, libimagequant, upngJs, gifenc, quantize];

/** All rivals that run in JavaScript or WebAssembly. */
export const rivals: Implementation[] = [
  ...quickRivals,
  skmeans,
  plainLloyd,
  wu,
  imageQRgbquant,
  neuquant,
  rgbquant,
];

/** Those that are compared over the whole set of pictures. */
export const setRivals: Implementation[] = [squoosh, libimagequant, upngJs, gifenc, wu];
