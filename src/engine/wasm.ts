/** What every module under wasm/ exports besides its own functions. */
export interface CoreExports {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  _initialize(): void;
}

/**
 * Starts a module built from wasm/. The modules stand alone: the imports below are all they may have.
 * An instance holds no state but its memory, which grows as needed up to 4 GB and is given back with the instance.
 */
export async function instantiate<Exports extends CoreExports>(module: WebAssembly.Module): Promise<Exports> {
  const instance = await WebAssembly.instantiate(module, {
    env: {
      emscripten_notify_memory_growth() {}, // nothing to do: views are made anew for each use
    },
    wasi_snapshot_preview1: {
      proc_exit(code: number) {
        throw new Error(`The WebAssembly module ended itself with code ${code}.`);
      },
    },
  });
  // A module's exports are functions and a memory by construction; which ones is for the engine that wraps it to know.
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  return exports;
}

// Views on a module's memory, valid until its next call: any call may grow the memory, and that detaches every view.

/** `pointer` may be above 2^31, where a pointer read from a module comes out negative; so too in the functions below. */
export function float64View(
  { memory }: CoreExports,
  pointer: number,
  length: number,
): Float64Array<ArrayBuffer> {
  return new Float64Array(memory.buffer as ArrayBuffer, pointer >>> 0, length);
}

export function float32View(
  { memory }: CoreExports,
  pointer: number,
  length: number,
): Float32Array<ArrayBuffer> {
  return new Float32Array(memory.buffer as ArrayBuffer, pointer >>> 0, length);
}

export function uint32View(
  { memory }: CoreExports,
  pointer: number,
  length: number,
): Uint32Array<ArrayBuffer> {
  return new Uint32Array(memory.buffer as ArrayBuffer, pointer >>> 0, length);
}

export function uint8View({ memory }: CoreExports, pointer: number, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(memory.buffer as ArrayBuffer, pointer >>> 0, length);
}
