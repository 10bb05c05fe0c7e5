import type { Palette } from './palette.ts';
import { writeAct } from './palette-act.ts';
import { writeAse } from './palette-ase.ts';
import { writeGpl } from './palette-gpl.ts';
import { writeJson } from './palette-json.ts';
import { writeCss, writeList } from './palette-list.ts';

/** What a palette is written with. */
export interface PaletteToWrite extends Palette {
  /** What the palette is called; formats that hold no title leave it out. */
  title: string;
  /** Pixels of each colour; JSON alone holds them. */
  counts?: ArrayLike<number>;
}

/** A format that palettes are downloaded in. */
export interface PaletteFormat {
  id: 'hex' | 'gpl' | 'ase' | 'act' | 'css' | 'json';
  /** The format, and who reads it. */
  label: string;
  /** Ending of its files, without the dot. */
  extension: string;
  mime: string;
  /** What becomes of colours that are not opaque: kept, written as if opaque, or only the wholly transparent one kept. */
  alpha: 'kept' | 'dropped' | 'one';
  write(palette: PaletteToWrite): string | Uint8Array<ArrayBuffer>;
}

/** All of them, commonest first. */
export const PALETTE_FORMATS: readonly PaletteFormat[] = [
  {
    id: 'hex',
    label: 'Hex list',
    extension: 'hex',
    mime: 'text/plain',
    alpha: 'kept',
    write: writeList,
  },
  {
    id: 'gpl',
    label: 'GIMP, Inkscape, Krita (GPL)',
    extension: 'gpl',
    mime: 'text/plain',
    alpha: 'dropped',
    write: (palette) => writeGpl(palette, palette.title),
  },
  {
    id: 'ase',
    label: 'Adobe Swatch Exchange (ASE)',
    extension: 'ase',
    mime: 'application/octet-stream',
    alpha: 'dropped',
    write: writeAse,
  },
  {
    id: 'act',
    label: 'Adobe Color Table (ACT)',
    extension: 'act',
    mime: 'application/octet-stream',
    alpha: 'one',
    write: writeAct,
  },
  {
    id: 'css',
    label: 'CSS custom properties',
    extension: 'css',
    mime: 'text/css',
    alpha: 'kept',
    write: writeCss,
  },
  {
    id: 'json',
    label: 'JSON',
    extension: 'json',
    mime: 'application/json',
    alpha: 'kept',
    write: (palette) => writeJson(palette, palette.title, palette.counts),
  },
];

/** A palette as a file of a format. */
export function paletteBlob(format: PaletteFormat, palette: PaletteToWrite): Blob {
  return new Blob([format.write(palette)], { type: format.mime });
}
