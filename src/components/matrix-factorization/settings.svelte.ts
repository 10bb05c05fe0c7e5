import type { UrlState } from '../../lib/url-state.ts';
import { address, LARGE, type LinkSettings, MOST_LOSS } from './address.ts';
import type { Lab } from './lab.svelte.ts';
import { MOST_TEXT, namesText, readSheet, sheetText } from './sheet-text.ts';
import { USUAL } from './views.ts';

/** The way of the lab's state into the page's address, and back. */
export class Settings {
  /** What of a link could not be kept, or does not fit into one, in sentences. */
  notices = $state.raw<string[]>([]);

  readonly #lab: Lab;
  readonly #url: UrlState<LinkSettings>;
  readonly #plain: LinkSettings;

  constructor(lab: Lab, id: string, d: string) {
    this.#lab = lab;
    this.#url = address(id, d);
    this.#plain = this.#url.defaults();
  }

  /** What a link to what is shown holds. */
  get now(): LinkSettings {
    const { work, knobs, loss, follow } = this.#lab;
    const { k, beta, method, alpha, steps, seed, executor } = knobs;
    const d = sheetText(work.sheet);
    const names = namesText(work.sheet);
    const large = d.length > MOST_TEXT;
    return {
      d: large ? LARGE : d,
      names: large || names.length > MOST_TEXT ? '' : names,
      loss: loss.source.length > MOST_LOSS ? LARGE : loss.source,
      opt: method,
      exec: executor,
      k,
      beta,
      alpha,
      steps,
      seed,
      follow,
    };
  }

  /** What does not fit into a link, in sentences. */
  get left(): string[] {
    const { d, loss } = this.now;
    return [
      ...(d === LARGE ? ['The matrix is too large for a link, which leaves it out. Download it below.'] : []),
      ...(loss === LARGE
        ? [`A link takes no loss of more than ${MOST_LOSS} characters, and leaves it out.`]
        : []),
    ];
  }

  /** Sets what the page's address asks for. */
  async readAddress(): Promise<void> {
    const { values, notices } = this.#url.read();
    const asked = { ...values };
    if (asked.d === LARGE) {
      notices.push('The link was made with a matrix too large to travel in it, so the example is shown.');
      Object.assign(asked, { d: this.#plain.d, names: '' });
    }
    if (asked.loss === LARGE) {
      notices.push('The link was made with a loss too long to travel in it, so the article’s is used.');
      asked.loss = this.#plain.loss;
    }
    const sheet = readSheet(asked.d, asked.names);
    if (!sheet) {
      notices.push('The matrix of the link cannot be read, so the example is shown.');
      Object.assign(asked, { d: this.#plain.d, names: '' });
    }
    const k = sheet ? Math.min(asked.k, sheet.rows.length, sheet.columns.length) : asked.k;
    if (k < asked.k)
      notices.push(`The link asks for k = ${asked.k}; this matrix has rank ${k} at most, so ${k} is used.`);
    this.notices = notices;
    if (JSON.stringify({ ...asked, k }) !== JSON.stringify(this.#plain)) await this.#take({ ...asked, k });
  }

  write(settings: LinkSettings): void {
    this.#url.write(settings);
  }

  link(): string {
    return this.#url.link(this.now);
  }

  /** Back to what the page was served with; Undo brings the matrix back. */
  async reset(): Promise<void> {
    this.notices = [];
    await this.#take(this.#plain);
  }

  async #take({ d, names, loss, opt, exec, follow, ...knobs }: LinkSettings): Promise<void> {
    const sheet = readSheet(d, names);
    this.#lab.follow = follow;
    await this.#lab.open(sheet, { ...knobs, method: opt, executor: exec }, loss || USUAL.loss);
  }
}
