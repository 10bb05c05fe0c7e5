/** What is used of jsfive 0.4, a reader of HDF5 files that comes without types. */
declare module 'jsfive' {
  export class Group {
    readonly keys: string[];
    get(name: string): Group | Dataset | null;
  }
  export class File extends Group {
    constructor(bytes: ArrayBuffer, name?: string);
  }
  export class Dataset {
    readonly shape: number[];
    readonly dtype: unknown;
    readonly value: number[];
    readonly _dataobjects: { chunks: number[] | null };
  }
  /** What unpacks chunks, by HDF5's number of the filter. */
  export const Filters: Map<number, (bytes: ArrayBuffer, itemSize: number) => ArrayBuffer>;
}
