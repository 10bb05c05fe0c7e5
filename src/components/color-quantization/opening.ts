import {
  type DrawnSvg,
  type OpenedPicture,
  type OpenPictureOptions,
  openPicture,
} from '../../lib/picture/open.ts';
import type { Drawn, Session } from './session.ts';
import type { Choices, Picture, Raster } from './views.ts';

/** What the page hands over: a file, an SVG that it has drawn, or, where workers have no canvas, all pixels. */
export interface Given {
  name: string;
  /** Of the file, in bytes. */
  bytes: number;
  picture: Blob | DrawnSvg | OpenedPicture;
  options: OpenPictureOptions;
}

/** A picture, opened, and a first quick result. */
export interface Opened extends Drawn {
  picture: Picture;
  original: Raster;
}

/** Opens pictures into a session, in the worker. */
export class Opening {
  readonly #session: Session;
  #abort = new AbortController();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Ends `open` or `convert`, which then give undefined; what the session held before, it keeps. */
  cancel(): void {
    this.#abort.abort();
    this.#session.cancel();
  }

  /** Loads the session with a picture. */
  async open(given: Given, choices: Choices): Promise<Opened | undefined> {
    const begun = performance.now();
    const opened = await this.#pixels(given);
    if (!opened) return undefined;
    const { width, height, rgba, notes } = opened;
    const original = { width, height, rgba };
    const openMs = performance.now() - begun;
    const loaded = this.#session.load(original);
    const picture: Picture = {
      name: given.name,
      width,
      height,
      bytes: given.bytes,
      notes,
      openMs,
      ...loaded,
    };
    return { picture, original, ...this.#session.preview(choices) };
  }

  /** Makes an indexed PNG of a picture, for a batch; the session keeps the one it has. */
  async convert(given: Given, choices: Choices) {
    const opened = await this.#pixels(given);
    const made = opened && (await this.#session.convert(opened, choices));
    return made && { ...made, notes: opened.notes };
  }

  async #pixels({ picture, options, name }: Given): Promise<OpenedPicture | undefined> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    if ('rgba' in picture) return picture;
    try {
      const opened = await openPicture(picture, { ...options, name }, signal);
      return signal.aborted ? undefined : opened;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }
}
