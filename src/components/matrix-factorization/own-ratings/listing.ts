import { InvalidInputError } from '../../../engine/errors.ts';
import type { Names } from '../../../engine/matrix-factorization/reading/index.ts';
import type { Model, Scored } from '../../../engine/matrix-factorization/recommending/index.ts';
import type { Engine, Held } from './session.ts';
import { type Item, LISTED, type Neighbours, type Picks } from './views.ts';

/** Names that are looked through for a suggestion, and suggestions given. */
const LOOKED_AT = 200_000;
const SUGGESTED = 20;

/** What is asked about factors by name: neighbours of an item, predictions for people. */
export class Listing {
  readonly #engine: Engine;
  readonly #held: Held;
  readonly #titles: ReadonlyMap<string, string>;
  readonly #model: Model;
  /** Ratings of each row and column; columns with the most first. */
  readonly #counts: { row: Uint32Array; column: Uint32Array };
  readonly #popular: number[];
  #byTitle: Map<string, number> | undefined;

  constructor(engine: Engine, held: Held, titles: ReadonlyMap<string, string>, model: Model) {
    this.#engine = engine;
    this.#held = held;
    this.#titles = titles;
    this.#model = model;
    const { rows, columns, row, column } = held.ratings;
    this.#counts = { row: new Uint32Array(rows), column: new Uint32Array(columns) };
    for (let i = 0; i < row.length; i++) {
      this.#counts.row[row[i]]++;
      this.#counts.column[column[i]]++;
    }
    const { column: counts } = this.#counts;
    this.#popular = Array.from({ length: Math.min(columns, LOOKED_AT) }, (_, j) => j).sort(
      (a, b) => counts[b] - counts[a],
    );
  }

  /** Items or people whose name or title begins with a text or has it inside; well-known items first. */
  suggest(side: 'person' | 'item', text: string): string[] {
    const wanted = text.trim().toLowerCase();
    const begin: string[] = [];
    const inside: string[] = [];
    const { rows } = this.#held;
    const length = side === 'item' ? this.#popular.length : Math.min(rows.count, LOOKED_AT);
    for (let i = 0; i < length && begin.length < SUGGESTED; i++) {
      const name = side === 'item' ? this.#title(this.#popular[i]) : rows.at(i);
      const at = name.toLowerCase().indexOf(wanted);
      if (at === 0) begin.push(name);
      else if (at > 0 && inside.length < SUGGESTED) inside.push(name);
    }
    return [...begin, ...inside].slice(0, SUGGESTED);
  }

  /** The item with the most ratings, and the first person who has left most items to be predicted: where a reader may begin. */
  first(): { item: string; person: string } {
    const { row, column } = this.#counts;
    const person = row.findIndex((count) => count > 0 && 2 * count <= column.length);
    return { item: this.#title(this.#popular[0]), person: this.#held.rows.at(Math.max(0, person)) };
  }

  neighbours(text: string): Neighbours {
    const j = this.#item(text);
    const found = this.#engine.recommending.neighbours(this.#model, j, LISTED);
    return {
      of: this.#title(j),
      count: this.#counts.column[j],
      items: found.map((each) => this.#shown(each)),
    };
  }

  /** What somebody would rate highest of what they have not rated. */
  picks(text: string): Picks {
    const { rows, ratings } = this.#held;
    const i = rows.find(text.trim());
    if (i < 0) throw new InvalidInputError(`${unknown(text)} is nobody’s id here.${this.#example(rows)}`);
    const { predictionsFor, rowRange, highest } = this.#engine.recommending;
    const [from, to] = rowRange(ratings, i);
    const rated = new Set(ratings.column.subarray(from, to));
    const scores = predictionsFor(this.#model, i);
    const liked = Array.from({ length: to - from }, (_, n) => ({
      column: ratings.column[from + n],
      score: ratings.value[from + n],
    }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 5);
    return {
      of: rows.at(i),
      count: to - from,
      liked: liked.map((each) => this.#shown(each)),
      items: highest(scores, LISTED, (j) => rated.has(j)).map((each) => this.#shown(each)),
    };
  }

  /** Predictions for somebody new, from some ratings of theirs. */
  newcomer(given: readonly { item: string; rating: number }[]): Item[] {
    const rated = given.map(({ item }) => this.#item(item));
    const twice = rated.findIndex((j, i) => rated.indexOf(j) !== i);
    if (twice >= 0)
      throw new InvalidInputError(`${this.#title(rated[twice])} is rated twice. Take one of the two out.`);
    const values = given.map(({ rating }) => rating);
    const { predictionsForNew, highest } = this.#engine.recommending;
    const scores = predictionsForNew(this.#model, rated, values);
    return highest(scores, LISTED, (j) => rated.includes(j)).map((each) => this.#shown(each));
  }

  #item(text: string): number {
    const { columns } = this.#held;
    const wanted = text.trim();
    const byName = columns.find(wanted);
    if (byName >= 0) return byName;
    this.#byTitle ??= this.#titleIndex();
    const byTitle = this.#byTitle.get(wanted.toLowerCase());
    if (byTitle !== undefined) return byTitle;
    throw new InvalidInputError(`${unknown(text)} is no item here.${this.#example(columns)}`);
  }

  /** Both titles and names, in lower case; of equal ones the first. */
  #titleIndex(): Map<string, number> {
    const index = new Map<string, number>();
    const { columns } = this.#held;
    for (let j = 0; j < columns.count; j++) {
      for (const text of [this.#title(j), columns.at(j)]) {
        const key = text.toLowerCase();
        if (!index.has(key)) index.set(key, j);
      }
    }
    return index;
  }

  #shown = ({ column, score }: Scored): Item => ({
    name: this.#held.columns.at(column),
    title: this.#title(column),
    score,
    count: this.#counts.column[column],
  });

  #title(j: number): string {
    const name = this.#held.columns.at(j);
    return this.#titles.get(name) ?? name;
  }

  #example = (names: Names) =>
    ` Choose one of the suggestions that come as you type, such as “${this.#titles.get(names.at(0)) ?? names.at(0)}”.`;
}

const unknown = (text: string) =>
  text.trim() ? `“${text.trim().slice(0, 40)}”` : 'What is typed is blank, which';
