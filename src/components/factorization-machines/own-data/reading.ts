import { InvalidInputError } from '../../../engine/errors.ts';
import type * as tableModule from '../../../engine/factorization-machines/table/index.ts';
import type { Choices, Look, Role, Table } from '../../../engine/factorization-machines/table/index.ts';
import { checkSize, textEncoding } from '../../../lib/files.ts';
import { type Encoding, isPacked, pushPieces, transcoder } from '../../../lib/text-bytes.ts';
import { presetOf } from './presets.ts';
import { MOST_BYTES, type Opening, type PresetId, type Progress } from './views.ts';

export type Tables = typeof tableModule;

/** The file of a preset. */
export type Presets = (id: PresetId) => Promise<Blob>;

export interface Watch {
  signal: AbortSignal;
  onprogress: (progress: Progress) => void;
}

/** What a larger file is answered. */
export const SMALLER = 'Give a part of its rows, or leave out columns that are not needed.';

/** Guesses how a source is laid out, from its beginning. */
export async function lookAt(tables: Tables, presets: Presets, opening: Opening): Promise<Look> {
  const { blob, name } = await blobOf(opening, presets);
  const { bytes } = await headOf(blob, name, tables.SAMPLE);
  return looked(tables, opening, bytes, blob.size, name);
}

/** Reads the rows of a source, with a turn for messages every so often; rejects with the signal's reason once it is aborted. */
export async function readTable(
  tables: Tables,
  presets: Presets,
  opening: Opening,
  { signal, onprogress }: Watch,
): Promise<Table> {
  const { blob, name } = await blobOf(opening, presets);
  const { bytes, encoding } = await headOf(blob, name, tables.SAMPLE);
  const layout = looked(tables, opening, bytes, blob.size, name);
  if (layout.problem) throw new InvalidInputError(layout.problem);
  const reader = new tables.TableReader(layout);
  await pushPieces(blob, encoding, (piece) => reader.push(piece), {
    signal,
    onprogress: (done) => onprogress({ done, total: blob.size, count: reader.rows }),
  });
  return reader.end();
}

function looked(
  tables: Tables,
  { source, choices }: Opening,
  bytes: Uint8Array,
  size: number,
  name: string,
): Look {
  const known: Choices = { ...choices, name, whole: size <= tables.SAMPLE };
  const look = tables.look(bytes, known);
  if (source.kind !== 'preset' || choices.roles) return look;
  return tables.look(bytes, { ...known, roles: rolesOf(look, presetOf(source.id).roles) });
}

/** Roles of columns: those named, and the others as guessed, but for a target that is one no more. */
export function rolesOf({ columns }: Look, named: Readonly<Record<string, Role>>): Role[] {
  const settled = Object.values(named).includes('target');
  return columns.map(({ name, role, kind }) => {
    const own = named[name];
    if (own) return own;
    return settled && role === 'target' ? (kind === 'text' ? 'categorical' : 'numeric') : role;
  });
}

async function blobOf({ source }: Opening, presets: Presets): Promise<{ blob: Blob; name: string }> {
  if (source.kind === 'preset') return { blob: await presets(source.id), name: `${source.id}.csv` };
  if (source.kind === 'text') {
    if (source.text.trim() === '')
      throw new InvalidInputError('There is nothing to read. Paste a table with a row of names.');
    return { blob: new Blob([source.text]), name: 'The text' };
  }
  const { file } = source;
  checkSize(file, MOST_BYTES, SMALLER);
  return { blob: file, name: file.name };
}

async function headOf(
  blob: Blob,
  name: string,
  length: number,
): Promise<{ bytes: Uint8Array; encoding: Encoding }> {
  const head = new Uint8Array(await blob.slice(0, length).arrayBuffer());
  if (isPacked(head))
    throw new InvalidInputError(
      `“${name}” is packed, or a spreadsheet’s own file. Unpack it, or save it as CSV, and give the text file.`,
    );
  const encoding = textEncoding(head, blob.size > length);
  if (!encoding)
    throw new InvalidInputError(
      `“${name}” is not a text file. Rows are read from plain text: CSV, TSV, libSVM, libFM or libFFM.`,
    );
  return { bytes: transcoder(encoding)(head), encoding };
}
