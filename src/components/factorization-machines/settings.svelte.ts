import type { UrlState } from '../../lib/url-state.ts';
import { address, type LinkSettings, type MapView, USUAL_GROUP } from './address.ts';
import type { Lab } from './lab.svelte.ts';
import { BATCH, type Served, type Spec, sameSpec, USUAL } from './views.ts';

/** What of the lab is not of the run, and the way of both into the page's address and back. */
export class Settings {
  /** What of a link could not be kept, in sentences. */
  notices = $state.raw<string[]>([]);
  map = $state<MapView>('centred');
  group = $state(USUAL_GROUP);

  readonly #lab: Lab;
  readonly #served: Served;
  readonly #url: UrlState<LinkSettings>;

  constructor(lab: Lab, id: string, served: Served) {
    this.#lab = lab;
    this.#served = served;
    this.#url = address(id, served.passengers.groups.length);
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { method, rate, computer, ...same } = this.#lab.knobs;
    return { ...same, opt: method, lr: rate, by: computer, map: this.map, group: this.group };
  }

  /** Sets what the page's address asks for, and trains it. */
  readAddress(): void {
    const { values, notices } = this.#url.read();
    const { opt, lr, by, map, group, ...same } = values;
    const knobs: Spec = { ...same, method: opt, rate: lr, computer: by };
    if (knobs.batch > 0 && knobs.batch < BATCH.least) {
      notices.push(
        `The link asks for steps of ${knobs.batch} people; ${BATCH.least} is the least, and is used.`,
      );
      knobs.batch = BATCH.least;
    }
    this.map = map;
    this.group = group;
    if (!sameSpec(knobs, USUAL)) {
      this.#lab.set(knobs);
      if (knobs.computer === 'tfjs-wasm')
        notices.push(
          'The link computes with TensorFlow.js in WebAssembly, which is a download of 210 kB. Press Train to begin.',
        );
      else void this.#lab.start();
    }
    this.notices = notices;
  }

  write(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  /** Back to what the page was served with. */
  reset(): void {
    this.notices = [];
    this.map = 'centred';
    this.group = USUAL_GROUP;
    this.#lab.reset(this.#served);
  }
}
