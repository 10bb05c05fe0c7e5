// The binary format of WebAssembly: WebAssembly Core Specification 2.0, section 5.

/** Value types, 5.3. */
export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;

/** A function of the module to be. */
export interface FunctionBytes {
  /** Exported under this name. */
  name: string;
  parameters: readonly number[];
  results: readonly number[];
  /** Value types of the locals behind the parameters. */
  locals: readonly number[];
  /** Instructions, without the end. */
  code: readonly number[];
}

export interface ImportedFunction {
  name: string;
  parameters: readonly number[];
  results: readonly number[];
}

/**
 * A module that imports a memory (`core.memory`) and functions, which come first in the count of functions, from a module called `core`.
 */
export function moduleBytes(
  imports: readonly ImportedFunction[],
  functions: readonly FunctionBytes[],
): Uint8Array<ArrayBuffer> {
  const types = [...imports, ...functions].map(({ parameters, results }) => [
    0x60,
    ...vector(parameters.map((type) => [type])),
    ...vector(results.map((type) => [type])),
  ]);
  const imported = imports.map(({ name }, i) => [...text('core'), ...text(name), 0x00, ...unsigned(i)]);
  const memory = [...text('core'), ...text('memory'), 0x02, 0x00, 0x00];
  const bodies = functions.map(({ locals, code }) => {
    const body = [...vector(runs(locals)), ...code, 0x0b];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([memory, ...imported])),
    ...section(3, vector(functions.map((_, i) => unsigned(imports.length + i)))),
    ...section(
      7,
      vector(functions.map(({ name }, i) => [...text(name), 0x00, ...unsigned(imports.length + i)])),
    ),
    ...section(10, vector(bodies)),
  );
}

/** Equal types in a row are declared together. */
function runs(locals: readonly number[]): number[][] {
  const declared: { count: number; type: number }[] = [];
  for (const type of locals) {
    const last = declared.at(-1);
    if (last?.type === type) last.count++;
    else declared.push({ count: 1, type });
  }
  return declared.map(({ count, type }) => [...unsigned(count), type]);
}

const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];

const vector = (items: readonly (readonly number[])[]) => [...unsigned(items.length), ...items.flat()];

const text = (characters: string) => vector([...characters].map((c) => [c.charCodeAt(0)]));

/** LEB128, 5.2.2. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = value >>> 7;
    bytes.push((value & 0x7f) | (rest ? 0x80 : 0));
    value = rest;
  } while (value);
  return bytes;
}

/** LEB128 of a number from -2^31 to 2^31 - 1. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  while (true) {
    const byte = value & 0x7f;
    value >>= 7;
    const done = (value === 0 && !(byte & 0x40)) || (value === -1 && byte & 0x40);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

/** The eight bytes of a double. */
export const float64 = (value: number): number[] => [...new Uint8Array(Float64Array.of(value).buffer)];
