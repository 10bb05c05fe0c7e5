import { asciiAt } from '../file-bytes.ts';

/** A box of an ISO media file (ISO/IEC 14496-12), its data without size and type. */
export interface Box {
  type: string;
  data: DataView;
}

/** The boxes in `data`, one after the other; ends at the first that does not fit. */
export function* boxesIn(data: DataView, from = 0): Generator<Box, void> {
  for (let at = from; at + 8 <= data.byteLength; ) {
    const size = data.getUint32(at) || data.byteLength - at; // zero: to the end
    if (size < 8 || at + size > data.byteLength) return;
    yield {
      type: asciiAt(data, at + 4, 4),
      data: new DataView(data.buffer, data.byteOffset + at + 8, size - 8),
    };
    at += size;
  }
}

/** The data of the first box of a type that is at least `least` bytes long. */
export function boxIn(data: DataView, type: string, from = 0, least = 0): DataView | undefined {
  for (const box of boxesIn(data, from))
    if (box.type === type && box.data.byteLength >= least) return box.data;
  return undefined;
}
