import { isInvalidInput } from '../../../engine/errors.ts';
import type { Work } from '../../../engine/style-transfer/executor.ts';
import type { Network } from '../../../engine/style-transfer/network.ts';
import type { Picture } from '../../../engine/style-transfer/picture.ts';
import type { Depth } from '../models/views.ts';
import type { NinePicture, NineRequest, NineRow } from './views.ts';

/** A stylization on its way. */
export interface Going {
  work: Work<void>;
  readonly latest: { step: number; picture: Picture; losses: { total: number } } | undefined;
  /** Planned in all. */
  readonly steps: number;
  free(): void;
}

/** What the queue works with. */
export interface NineTools {
  network(depth: Depth): Network;
  /** Begins a stylization by this network, from the same start with the same settings each time. */
  begin(network: Network): Promise<Going>;
  rgbaOf(picture: Picture): Uint8ClampedArray<ArrayBuffer>;
}

interface Row extends NineRow {
  picture?: NinePicture | undefined;
  /** Whether the reader has had enough of it. */
  unwanted: boolean;
}

/**
 * The same picture by one network at several depths, one after the other, as work that can be left at any time and gone on with. What
 * fails or is stopped leaves its turn to the next. It runs in the worker and is handed what it works with.
 */
export class NineQueue {
  readonly #tools: NineTools;
  #request: NineRequest = { bits: [], method: 'kmeans', exact: false };
  #rows: Row[] = [];
  #going: Going | undefined;

  constructor(tools: NineTools) {
    this.#tools = tools;
  }

  /** Begins anew; nothing is computed yet. */
  begin(request: NineRequest): void {
    this.#end();
    this.#request = request;
    this.#rows = request.bits.map((bits) => ({
      ...{ bits, state: 'waiting', step: 0, steps: 0, ms: 0, unwanted: false },
    }));
  }

  /** Where they stand, in the order of their turns. */
  rows(): NineRow[] {
    return this.#rows.map(({ picture: _, unwanted: __, ...row }) => row);
  }

  /** What one of them has come to. */
  picture(bits: number): NinePicture | undefined {
    const row = this.#row(bits);
    if (row.state === 'running' && this.#going?.latest) return this.#pixels(this.#going.latest.picture);
    return row.picture;
  }

  /** Ends one: what it has come to stays, and the next has its turn. */
  stop(bits: number): void {
    const row = this.#row(bits);
    if (row.state === 'waiting') row.state = 'stopped';
    else if (row.state === 'running') row.unwanted = true;
  }

  /** Lets one that was stopped, or has failed, have a turn after the others, from its start. */
  again(bits: number): void {
    const row = this.#row(bits);
    if (row.state !== 'stopped' && row.state !== 'failed') return;
    Object.assign(row, { state: 'waiting', step: 0, ms: 0, unwanted: false });
    row.loss = row.distance = row.problem = row.picture = undefined;
  }

  /** All turns that are left. */
  *work(): Work<void> {
    for (let row = this.#next(); row; row = this.#next()) {
      row.state = 'running';
      try {
        yield* this.#turn(row);
      } catch (error) {
        if (!isInvalidInput(error)) throw error;
        row.state = 'failed';
        row.problem = error.message;
      } finally {
        this.#end();
      }
    }
  }

  #next(): Row | undefined {
    return this.#rows.find(({ state }) => state === 'waiting');
  }

  *#turn(row: Row): Work<void> {
    const { method, exact } = this.#request;
    let failure: unknown;
    // What is thrown where nobody waits must be caught there.
    yield this.#tools.begin(this.#tools.network({ bits: row.bits, method, exact })).then(
      (going) => {
        this.#going = going;
      },
      (error) => {
        failure = error ?? new Error('it did not begin');
      },
    );
    if (failure) throw failure;
    const going = this.#going;
    if (!going) throw new Error('it was ended');
    row.steps = going.steps;
    for (let begun = performance.now(); !row.unwanted; begun = performance.now()) {
      const { done, value } = going.work.next();
      // Where a promise is given, its time is work too.
      if (value) yield value;
      const { latest } = going;
      row.ms += performance.now() - begun;
      if (latest) {
        row.step = latest.step;
        row.loss = latest.losses.total;
      }
      if (done) break;
      if (!value) yield;
    }
    row.state = row.unwanted ? 'stopped' : 'done';
    if (going.latest) this.#keep(row, going.latest.picture);
  }

  #keep(row: Row, picture: Picture): void {
    row.picture = this.#pixels(picture);
    const [first] = this.#rows;
    for (const each of row === first ? this.#rows : [row])
      each.distance = first.state === 'stopped' ? undefined : distanceOf(each.picture, first.picture);
  }

  #pixels(picture: Picture): NinePicture {
    const { width, height } = picture;
    return { width, height, rgba: this.#tools.rgbaOf(picture) };
  }

  #end(): void {
    this.#going?.free();
    this.#going = undefined;
  }

  #row(bits: number): Row {
    const row = this.#rows.find((each) => each.bits === bits);
    if (!row) throw new Error(`no turn for ${bits} bits`);
    return row;
  }
}

/** Root mean square of the differences of red, green and blue, in grey levels; undefined for pictures of different sizes. */
export function distanceOf(a: NinePicture | undefined, b: NinePicture | undefined): number | undefined {
  if (!a || !b || a.width !== b.width || a.height !== b.height) return undefined;
  let sum = 0;
  for (let i = 0; i < a.rgba.length; i++) if (i % 4 < 3) sum += (a.rgba[i] - b.rgba[i]) ** 2;
  return Math.sqrt(sum / (3 * a.width * a.height));
}
