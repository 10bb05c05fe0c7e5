import { isInvalidInput } from '../../engine/errors.ts';
import { DEFAULT_PAIR } from './samples.ts';
import { MOST_STYLES, type Opened, type Source } from './views.ts';

/** A picture of the reader's choice, on its way or opened. */
export interface Chosen {
  source: Source;
  /** Undefined until it is needed. */
  opened?: Opened | undefined;
}

/** A style and its share. */
export interface ChosenStyle extends Chosen {
  /** Above 0; only ratios count. */
  weight: number;
}

/** The photo's place; those of paintings are from 0 on. */
const CONTENT = -1;

type Open = (source: Source) => Promise<Opened>;

const sample = (id: string): Source => ({ kind: 'sample', id });

/** Which photo is stylized, and by which paintings. A picture that cannot be opened is told of, and the one before stays. */
export class Pictures {
  content = $state.raw<Chosen>({ source: sample(DEFAULT_PAIR.content) });
  styles = $state.raw<readonly ChosenStyle[]>([{ source: sample(DEFAULT_PAIR.style), weight: 50 }]);
  /** What is wrong with a picture, to be shown beside its chooser. */
  contentProblem = $state('');
  styleProblem = $state('');
  /** Counts the pictures that are on their way. */
  opening = $state(0);

  readonly #open: Open;
  /** What was picked last, by place: of pictures that are opened at the same time only this one is taken. */
  readonly #picked = new Map<number, Source>();

  constructor(open: Open) {
    this.#open = open;
  }

  /**
   * Another photo; resolves to it once it is opened, to undefined where it cannot be or another was picked meanwhile. Rejects where it is
   * our fault.
   */
  async pickContent(source: Source): Promise<Opened | undefined> {
    this.contentProblem = '';
    const opened = await this.#opened(CONTENT, source, (sentence) => {
      this.contentProblem = sentence;
    });
    if (opened) this.content = { source, opened };
    return opened;
  }

  /** Another painting in the place of one. */
  async pickStyle(at: number, source: Source): Promise<void> {
    this.styleProblem = '';
    const opened = await this.#opened(at, source, (sentence) => {
      this.styleProblem = sentence;
    });
    if (opened && at < this.styles.length) this.#setStyle(at, { source, opened });
  }

  /** One more painting: the first sample that is not chosen yet. */
  addStyle(ids: readonly string[]): void {
    if (this.styles.length >= MOST_STYLES) return;
    const taken = this.styles.map(({ source }) => (source.kind === 'sample' ? source.id : ''));
    const id = ids.find((each) => !taken.includes(each)) ?? ids[0];
    this.styles = [...this.styles, { source: sample(id), weight: 50 }];
  }

  removeStyle(at: number): void {
    if (this.styles.length < 2) return;
    this.#forgetStyles();
    this.styles = this.styles.filter((_, i) => i !== at);
  }

  setWeight(at: number, weight: number): void {
    this.#setStyle(at, { weight });
  }

  /** Samples as a link names them. */
  set(content: string, styles: readonly { id: string; weight: number }[]): void {
    this.contentProblem = this.styleProblem = '';
    this.#picked.clear();
    this.content = { source: sample(content) };
    this.styles = styles.map(({ id, weight }) => ({ source: sample(id), weight }));
  }

  /** The pair that the page was served with. */
  reset(): void {
    this.set(DEFAULT_PAIR.content, [{ id: DEFAULT_PAIR.style, weight: 50 }]);
  }

  /** All that was chosen, opened. */
  async ready({
    content,
    styles,
  }: {
    content: Chosen;
    styles: readonly ChosenStyle[];
  }): Promise<{ content: Opened; styles: { picture: Opened; weight: number }[] }> {
    const opened = async (chosen: Chosen) => {
      chosen.opened ??= await this.#open(chosen.source);
      return chosen.opened;
    };
    return {
      content: await opened(content),
      styles: await Promise.all(
        styles.map(async (style) => ({ picture: await opened(style), weight: style.weight })),
      ),
    };
  }

  #setStyle(at: number, change: Partial<ChosenStyle>): void {
    this.styles = this.styles.map((style, i) => (i === at ? { ...style, ...change } : style));
  }

  /** Places move up: what is on its way would come to a wrong one. */
  #forgetStyles(): void {
    for (const at of this.#picked.keys()) if (at !== CONTENT) this.#picked.delete(at);
  }

  async #opened(at: number, source: Source, tell: (sentence: string) => void): Promise<Opened | undefined> {
    const wanted = () => this.#picked.get(at) === source;
    this.#picked.set(at, source);
    this.opening++;
    try {
      const opened = await this.#open(source);
      return wanted() ? opened : undefined;
    } catch (error) {
      if (!wanted()) return undefined;
      if (!isInvalidInput(error)) throw error;
      tell(error.message);
      return undefined;
    } finally {
      this.opening--;
    }
  }
}
