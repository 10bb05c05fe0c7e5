import { Growing } from '../../reading/growing.ts';
import { isMissing, readNumber } from '../../reading/numbers.ts';
import { numberReason, quoted } from '../../reading/reasons.ts';
import { Texts } from '../../reading/texts.ts';
import { NONE, type NumberColumn, type TableColumn, type TextColumn } from './table.ts';

/** The cells of one column on their way in. */
export interface Cells {
  /** Why a cell cannot be taken, in a few words; must be asked before `take`. */
  problem(bytes: Uint8Array, from: number, to: number): string | undefined;
  /** Takes the cell that `problem` was asked about last. */
  take(bytes: Uint8Array, from: number, to: number): void;
  end(): TableColumn;
}

/** Why a cell is no number: also where it is one that is not finite. */
export function cellReason(bytes: Uint8Array, from: number, to: number): string {
  const text = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 12)));
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return `${quoted(bytes, from, to)} is not finite`;
  return numberReason(bytes, from, to);
}

/** Numbers; or, as `weight`, numbers of 0 or more, none of them missing. */
export class NumberCells implements Cells {
  readonly #name: string;
  readonly #weight: boolean;
  readonly #comma: boolean;
  readonly #values = new Growing(Float64Array);
  #missing = 0;
  #last = 0;

  constructor(name: string, weight: boolean, decimalComma: boolean) {
    this.#name = name;
    this.#weight = weight;
    this.#comma = decimalComma;
  }

  problem(bytes: Uint8Array, from: number, to: number): string | undefined {
    const value = readNumber(bytes, from, to, this.#comma);
    this.#last = value;
    if (Number.isFinite(value))
      return this.#weight && value < 0 ? `${quoted(bytes, from, to)} is negative, and no weight` : undefined;
    if (!isMissing(bytes, from, to)) return cellReason(bytes, from, to);
    this.#last = Number.NaN;
    return this.#weight ? 'the weight is missing' : undefined;
  }

  take(): void {
    this.#values.push(this.#last);
    if (Number.isNaN(this.#last)) this.#missing++;
  }

  end(): NumberColumn {
    const role = this.#weight ? 'weight' : 'numeric';
    return { name: this.#name, role, values: this.#values.whole(), missing: this.#missing };
  }
}

/** Texts, each different one kept once. */
export class TextCells implements Cells {
  readonly #name: string;
  readonly #codes = new Growing(Uint32Array);
  readonly #texts = new Texts();
  #missing = 0;

  constructor(name: string) {
    this.#name = name;
  }

  problem(): undefined {}

  take(bytes: Uint8Array, from: number, to: number): void {
    if (isMissing(bytes, from, to)) {
      this.#missing++;
      this.#codes.push(NONE);
    } else this.#codes.push(this.#texts.add(bytes, from, to));
  }

  end(): TextColumn {
    const codes = this.#codes.whole();
    return { name: this.#name, role: 'categorical', codes, texts: this.#texts, missing: this.#missing };
  }
}

/** Numbers, as long as no text comes; with the first, all become texts. */
export class TargetCells implements Cells {
  readonly #name: string;
  readonly #comma: boolean;
  readonly #values = new Growing(Float64Array);
  #texts: TextCells | undefined;
  #first: { text: string; row: number } | undefined;
  #missing = 0;
  #last = 0;

  constructor(name: string, decimalComma: boolean) {
    this.#name = name;
    this.#comma = decimalComma;
  }

  problem(bytes: Uint8Array, from: number, to: number): string | undefined {
    if (this.#texts) return undefined;
    this.#last = readNumber(bytes, from, to, this.#comma);
    if (Number.isFinite(this.#last)) return undefined;
    const infinite = Math.abs(this.#last) === Number.POSITIVE_INFINITY;
    this.#last = Number.NaN;
    if (infinite) return cellReason(bytes, from, to);
    const reason = to - from <= 12 ? cellReason(bytes, from, to) : '';
    return reason.endsWith('not finite') ? reason : undefined;
  }

  take(bytes: Uint8Array, from: number, to: number): void {
    if (this.#texts) this.#texts.take(bytes, from, to);
    else if (Number.isNaN(this.#last) && !isMissing(bytes, from, to)) {
      this.#first = { text: new TextDecoder().decode(bytes.slice(from, to)), row: this.#values.length };
      this.#texts = this.#asTexts();
      this.#texts.take(bytes, from, to);
    } else {
      this.#values.push(this.#last);
      if (Number.isNaN(this.#last)) this.#missing++;
    }
  }

  end(): TableColumn {
    const [name, role] = [this.#name, 'target' as const];
    if (!this.#texts) return { name, role, values: this.#values.whole(), missing: this.#missing };
    return { ...this.#texts.end(), role, ...(this.#first && { firstText: this.#first }) };
  }

  #asTexts(): TextCells {
    const texts = new TextCells(this.#name);
    const encoder = new TextEncoder();
    for (const piece of this.#values.pieces())
      for (const value of piece) {
        const bytes = Number.isNaN(value) ? new Uint8Array(0) : encoder.encode(String(value));
        texts.take(bytes, 0, bytes.length);
      }
    return texts;
  }
}
