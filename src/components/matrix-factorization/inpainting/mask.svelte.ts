import { HOLES, type Holes, knownPixels } from './holes.ts';
import { fillRectangle, type Point, type Rectangle, type Size, stroke } from './strokes.ts';

/** How many changes can be taken back. */
const MOST_UNDO = 60;

/** Which pixels are known, as the reader paints them. */
export class Mask {
  /** 1: known, 0: in a hole. Changed in place; `version` tells. */
  known = new Uint8Array();
  version = $state(0);
  /** The preset that it is, or 'painted'. */
  holes = $state<Holes | 'painted'>('random-60');
  canUndo = $state(false);

  /** Pixels in holes. */
  readonly missing = $derived.by(() => {
    void this.version;
    return this.known.reduce((sum, bit) => sum + 1 - bit, 0);
  });

  size: Size = { width: 0, height: 0 };
  #past: { known: Uint8Array<ArrayBuffer>; holes: Holes | 'painted' }[] = [];

  /** Sets the preset for a picture of this size; nothing before it can be taken back. */
  begin(size: Size, holes: Holes | 'painted', seed: number): void {
    this.size = size;
    this.#past = [];
    this.canUndo = false;
    this.#preset(holes === 'painted' ? 'random-60' : holes, seed);
  }

  /** Sets a preset, which can be taken back. */
  choose(holes: Holes, seed: number): void {
    this.remember();
    this.#preset(holes, seed);
  }

  /** Keeps what there is, for `undo`: before a stroke. */
  remember(): void {
    this.#past.push({ known: this.known.slice(), holes: this.holes });
    if (this.#past.length > MOST_UNDO) this.#past.shift();
    this.canUndo = true;
  }

  /** Drops what was kept last: nothing came of the stroke. */
  forget(): void {
    this.#past.pop();
    this.canUndo = this.#past.length > 0;
  }

  /** Returns whether there was anything to take back. */
  undo(): boolean {
    const last = this.#past.pop();
    this.canUndo = this.#past.length > 0;
    if (!last) return false;
    this.known = last.known;
    this.holes = last.holes;
    this.version++;
    return true;
  }

  /** A stroke of the brush, or of the eraser, which gives pixels back. Returns whether it changed anything. */
  stroke(from: Point, to: Point, brush: number, erase: boolean): boolean {
    return this.#painted(stroke(this.known, this.size, from, to, brush, erase ? 1 : 0));
  }

  /** Cuts a rectangle out, or gives it back. */
  rectangle(cut: Rectangle, erase: boolean): boolean {
    this.remember();
    return this.#painted(fillRectangle(this.known, this.size, cut, erase ? 1 : 0));
  }

  #preset(holes: Holes, seed: number): void {
    this.known = knownPixels(holes, this.size, seed);
    this.holes = holes;
    this.version++;
  }

  #painted(changed: boolean): boolean {
    if (!changed) return false;
    this.holes = 'painted';
    this.version++;
    return true;
  }
}

/** Whether a preset is other with every seed. */
export const isRandom = (holes: Holes | 'painted') => holes === 'scratches' || holes.startsWith('random');

/** A preset as a reader reads it. */
export const holesLabel = (holes: Holes | 'painted') =>
  HOLES.find(({ value }) => value === holes)?.label ?? 'Painted by hand';
