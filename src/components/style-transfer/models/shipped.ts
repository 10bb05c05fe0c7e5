import type { Method } from '../../../engine/style-transfer/quantize/tensor.ts';
import type { Cost, ModelView } from './views.ts';

/** A file in `models/` of this site. */
export interface ShippedFile {
  name: string;
  bytes: number;
  /** Beginning of its SHA-256, in hexadecimal. */
  hash: string;
}

/** A network that the site has, and what was found out about it when it was built. */
export interface ShippedModel {
  view: ModelView;
  /** Its codes of 8 bits (or of fewer). */
  file: ShippedFile;
  /** Its float32 weights, where the site has them too. */
  floats?: ShippedFile | undefined;
  /** From the most bits on, with derived codebooks; of layers, `ShippedLayers` tells. */
  costs: Record<Method, readonly Totals[]>;
}

/** A cost without the layers' own. */
export type Totals = Omit<Cost, 'layers'>;

/** By model, method and bits, in the order of the layers: bytes packed, and by an ideal entropy coder; inertia and SQNR where known. */
export type ShippedLayers = Record<
  string,
  Record<
    Method,
    Record<number, [packed: number, entropy: number, inertia: number | null, sqnr: number | null][]>
  >
>;

/** Name of the browser's cache that keeps files of weights: this site's alone, by address and content. */
export const CACHE = 'fewer-numbers-models';

/** Hexadecimal digits of a file's SHA-256 that are kept. */
export const HASH_DIGITS = 16;
