import { transfer } from 'comlink';
import { encodeRgbaPng } from '../../../lib/png.ts';
import { type Progress, RunLoop } from '../../../lib/run-loop.ts';
import type { Raster } from './channels.ts';
import { factorsCsv } from './factors-csv.ts';
import { type Change, type CreateAls, Filling, type Standing } from './filling.ts';
import { rankCurve } from './rank-curve.ts';
import { stripes } from './stripes.ts';
import type { Choices, RankPoint, Shot } from './views.ts';

/** What the worker holds: one picture being filled, or one rank curve being drawn. */
export class Session {
  readonly #createAls: CreateAls;
  readonly #filling: Filling;
  #choices: Choices | undefined;
  #loop = new RunLoop<Standing>([]);
  #curve = new RunLoop<readonly RankPoint[]>([]);
  /** The progress last given, by its count, so that no picture is made twice. */
  #given = -1;
  #seen: Standing | undefined;

  constructor(createAls: CreateAls) {
    this.#createAls = createAls;
    this.#filling = new Filling(createAls);
  }

  change(change: Change): void {
    this.#choices = change.choices ?? this.#choices;
    this.#filling.change(change);
  }

  restart(revision: number): void {
    this.#filling.restart(revision);
  }

  /** Prepares a run, which `go` starts; it goes on from where the factors are. */
  begin(): void {
    this.#loop = new RunLoop(this.#filling.steps());
    this.#given = -1;
    this.#seen = undefined;
  }

  async go(): Promise<Progress<Shot>> {
    await this.#loop.go();
    return this.#progress(true);
  }

  pause(): void {
    this.#loop.pause();
  }

  /** Where the run stands, with pictures where they are new. */
  latest(): Promise<Progress<Shot>> {
    return this.#progress(false);
  }

  /** One sweep more. */
  async sweep(): Promise<Shot> {
    this.#filling.sweep();
    return this.#send(await this.#take());
  }

  /** What there is, without another sweep. */
  async look(): Promise<Shot> {
    return this.#send(await this.#take());
  }

  beginCurve(picture: Raster, known: Uint8Array, choices: Choices): void {
    this.#curve = new RunLoop(rankCurve(this.#createAls, picture, known, choices));
  }

  goCurve = () => this.#curve.go();
  latestCurve = () => this.#curve.latest();
  pauseCurve = () => this.#curve.pause();

  csv(): { P: string; Q: string } {
    return factorsCsv(this.#filling.factors(), this.#choices?.channels === 'gray');
  }

  /** The filled picture, or PQ alone, as a PNG. */
  async png(which: 'filled' | 'product'): Promise<Uint8Array<ArrayBuffer>> {
    return encodeRgbaPng(this.#filling.pictures()[which]);
  }

  /** Pictures are made only after a sweep, and once; where there is nothing new the count is the last one's. */
  async #progress(last: boolean): Promise<Progress<Shot>> {
    const { count, done } = this.#loop.latest();
    const { standing } = this.#filling;
    if (!last && standing === this.#seen) return { step: undefined, count: this.#given, done };
    this.#seen = standing;
    this.#given = count;
    const shot = await this.#take();
    return transfer({ step: shot, count, done }, carried(shot));
  }

  async #take(): Promise<Shot> {
    const filling = this.#filling;
    const { standing } = filling;
    const { product, filled } = filling.pictures();
    const factors = filling.factors();
    const { k, channels } = this.#choices ?? { k: 1, channels: 'rgb' as const };
    const quality = filling.quality(product);
    const painted = stripes(factors, channels, product, k);
    const bitmap = await createImageBitmap(new ImageData(filled.rgba, filled.width, filled.height));
    return { ...standing, ...quality, k, product, filled: bitmap, stripes: painted };
  }

  #send(shot: Shot): Shot {
    return transfer(shot, carried(shot));
  }
}

const carried = ({ filled, product, stripes }: Shot): Transferable[] => [
  filled,
  product.rgba.buffer,
  stripes.P.rgba.buffer,
  stripes.Q.rgba.buffer,
];
