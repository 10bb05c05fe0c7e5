import { InvalidInputError } from '../../engine/errors.ts';
import { checkSize, readTextPieces } from '../../lib/files.ts';
import { detectLayout, type Layout } from '../../lib/number-layout.ts';
import { NumberReader, type Numbers } from '../../lib/number-table.ts';
import { type Choices, MOST_BYTES, MOST_VALUES, type Progress } from './views.ts';

/** The numbers of a source, in the type they came in. */
export interface Reading extends Omit<Numbers, 'values'> {
  values: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** How the text was taken; absent for binary files. */
  layout?: Layout;
}

export interface Watch {
  signal: AbortSignal;
  onprogress: (progress: Progress) => void;
}

const SAMPLE = 1 << 16;
const PIECE = 1 << 18;
/** Milliseconds of reading between looks at the page's messages. */
const TURN = 40;

/** Reads a text file, or a binary one of float32 (`.f32`) or float64 (`.f64`) numbers, little-endian. */
export async function readFile(file: File, choices: Choices, watch: Watch): Promise<Reading> {
  checkSize(file, MOST_BYTES);
  const bits = /\.f(32|64)$/i.exec(file.name)?.[1];
  if (bits) return readBinary(file, bits === '32' ? Float32Array : Float64Array, watch);
  let done = 0;
  const pieces = readTextPieces(file, {
    maxBytes: MOST_BYTES,
    signal: watch.signal,
    onprogress: (bytes) => {
      done = bytes;
    },
  });
  return readPieces(pieces, choices, (count) => watch.onprogress({ done, total: file.size, count }));
}

/** Reads a text that is at hand. */
export function readText(text: string, choices: Choices, watch: Watch): Promise<Reading> {
  let done = 0;
  async function* pieces() {
    for (; done < text.length; done += PIECE) {
      watch.signal.throwIfAborted();
      yield text.slice(done, done + PIECE);
    }
  }
  return readPieces(pieces(), choices, (count) => watch.onprogress({ done, total: text.length, count }));
}

async function readPieces(
  pieces: AsyncIterable<string>,
  choices: Choices,
  onprogress: (count: number) => void,
): Promise<Reading> {
  let sample = '';
  let layout: Layout | undefined;
  let reader: NumberReader | undefined;
  let turn = performance.now() + TURN;
  const begin = (whole: boolean) => {
    layout = detectLayout(sample, { ...choices, whole });
    const column = choices.column ?? layout.column;
    layout.column = column === 'all' || column < layout.columns.length ? column : layout.column;
    reader = new NumberReader(layout, layout.column, MOST_VALUES);
    reader.push(sample);
    sample = '';
    return reader;
  };
  for await (const piece of pieces) {
    if (reader) reader.push(piece);
    else {
      sample += piece;
      if (sample.length >= SAMPLE) begin(false);
    }
    onprogress(reader?.count ?? 0);
    // Pieces of a file follow one another without giving messages a turn: nobody could ask for the progress, or stop.
    if (performance.now() < turn) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now() + TURN;
  }
  const numbers = (reader ?? begin(true)).end();
  return { ...numbers, ...(layout && { layout }) };
}

async function readBinary(
  file: File,
  Type: Float32ArrayConstructor | Float64ArrayConstructor,
  { signal, onprogress }: Watch,
): Promise<Reading> {
  const size = Type.BYTES_PER_ELEMENT;
  if (file.size % size !== 0) {
    throw new InvalidInputError(
      `“${file.name}” has ${file.size} bytes, which is no multiple of ${size}: it holds no ${8 * size}-bit numbers.`,
    );
  }
  const length = file.size / size;
  if (length > MOST_VALUES)
    throw new InvalidInputError(
      `“${file.name}” holds ${length} numbers; the most this lab takes is ${MOST_VALUES}.`,
    );
  const bytes = new Uint8Array(file.size);
  for (let at = 0; at < bytes.length; at += 1 << 23) {
    signal.throwIfAborted();
    bytes.set(new Uint8Array(await file.slice(at, at + (1 << 23)).arrayBuffer()), at);
    onprogress({ done: Math.min(file.size, at + (1 << 23)), total: file.size, count: Math.floor(at / size) });
  }
  const all = new Type(bytes.buffer);
  const badCells = [];
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (Number.isFinite(all[i])) all[count++] = all[i];
    else if (badCells.length < 5) badCells.push({ line: i + 1, column: '', text: String(all[i]) });
  }
  return { values: all.subarray(0, count), missing: 0, bad: length - count, badCells };
}
