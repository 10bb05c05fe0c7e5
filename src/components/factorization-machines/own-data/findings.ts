import type { Recipe } from '../../../engine/factorization-machines/code/recipe.ts';
import type { Features, Samples, Weights } from '../../../engine/factorization-machines/index.ts';
import type { Encoded, Feature, RowValues } from '../../../engine/factorization-machines/table/index.ts';
import { formatNumber } from '../../../lib/format.ts';
import { judged } from '../insight/comparison.ts';
import { controlsOf } from '../insight/controls.ts';
import { explainedRow, worstRows } from '../insight/explained.ts';
import { namedPairs } from '../insight/pairs.ts';
import { pointCloud } from '../insight/point-cloud.ts';
import type { CalibrationProps, Control, ExplainedRow, Response, Values } from '../insight/props.ts';
import { tellingScaling } from '../insight/telling-scaling.ts';
import type { Engine } from './session.ts';
import { methodOf, STDEV, type Training } from './training.ts';
import type { Results } from './views.ts';

/** Pairs that are listed, features of a heat map, rows of the worst, places of a response curve. */
const [PAIRS, NAMED, WORST, PLACES] = [20, 16, 10, 61];
/** Categories that a response is told for. */
const MOST_CATEGORIES = 40;

/** Pairs of numbers in rows that are gone through to find the strongest; rows that are, whatever it takes. */
const [MOST_PAIRINGS, LEAST_ROWS] = [5e8, 100];

/** Some features' factors, and the weights of their pairs. */
export interface Factors {
  names: string[];
  /** Which column each belongs to: categories of one column never meet. */
  groups: number[];
  /** d x d, row after row. */
  G: number[];
  /** k x d. */
  V: number[];
  d: number;
  k: number;
}

/** What can be said of a run: how good it is, which pairs count, why a row gets its prediction, what another would get. */
export class Findings {
  readonly weights: Weights;
  readonly linear: Weights;
  readonly encoded: Encoded;
  readonly training: Training;
  readonly #engine: Engine;
  /** The rows that were learned from. */
  #own: Samples | undefined;

  constructor(engine: Engine, encoded: Encoded, training: Training) {
    this.#engine = engine;
    this.encoded = encoded;
    this.training = training;
    this.weights = training.weights();
    this.linear = training.linearWeights();
  }

  results(): Results {
    const { machines } = this.#engine;
    const { samples, task } = this.encoded;
    const { held } = this.training;
    const models = {
      constant: this.training.constant(samples),
      linear: this.linear,
      fm: this.weights,
    };
    const told = judged(machines, task, this.#learned, models);
    const results = { learned: told, ...this.#pairs(PAIRS) };
    return held.length === 0
      ? results
      : { ...results, held: judged(machines, task, machines.pickSamples(samples, held), models) };
  }

  /** Takes the prediction of a row apart. */
  explain(row: number): ExplainedRow {
    const { samples, features } = this.encoded;
    const values = this.#engine.tables.decodeRow(this.encoded, row);
    const text = (value: string | number | undefined) =>
      value === undefined ? '' : typeof value === 'number' ? formatNumber(value, 6) : value;
    return explainedRow(this.#engine.machines, {
      weights: this.weights,
      scaling: this.training.scaling,
      X: samples.X,
      features,
      row,
      cells: Object.entries(values).map(([column, value]) => ({ column, text: text(value) })),
      truth: samples.y[row] as number,
      held: this.training.held.includes(row),
    });
  }

  /** The rows with the greatest errors, of those held out where there are such. */
  worst(): number[] {
    const { samples, task } = this.encoded;
    const { held, learned } = this.training;
    const of = held.length > 0 ? held : learned;
    const { machines } = this.#engine;
    const picked = machines.pickSamples(samples, of);
    const scores = machines.scores(this.weights, picked.X);
    const errors = new Float64Array(samples.y.length);
    for (const [at, row] of of.entries())
      errors[row] = machines.errorOf(task, picked.y[at] as number, scores[at] as number);
    return worstRows(errors, WORST, of);
  }

  /** How probabilities, or numbers, come true. */
  calibration(): Omit<CalibrationProps, 'target'> {
    const { samples, task } = this.encoded;
    const { held, learned } = this.training;
    const { machines } = this.#engine;
    const { X, y, weights: counts } = machines.pickSamples(samples, held.length > 0 ? held : learned);
    const told = held.length > 0;
    const scores = machines.scores(this.weights, X);
    if (task === 'regression') return { held: told, cloud: pointCloud(y, scores) };
    const bins = (of: Float64Array) => machines.calibration(y, of, 8, counts);
    return {
      held: told,
      fm: bins(scores),
      ...(this.training.k > 0 && { linear: bins(machines.scores(this.linear, X)) }),
    };
  }

  /** What a reader may set of a row, and what a row has. */
  controls(row: number): { controls: Control[]; values: Values } {
    const { machines, tables } = this.#engine;
    return {
      controls: controlsOf(machines, this.#searched(), this.encoded.columns),
      values: tables.decodeRow(this.encoded, row),
    };
  }

  /** What is predicted for a row that may never have been. */
  predict(values: RowValues): { fm: number; linear?: number } {
    const X = this.#engine.tables.encodeRow(this.encoded, values);
    const { machines } = this.#engine;
    const of = (weights: Weights) => machines.predict(this.encoded.task, weights, X)[0] as number;
    return this.training.k > 0 ? { fm: of(this.weights), linear: of(this.linear) } : { fm: of(this.weights) };
  }

  /** What is predicted when one column is changed and the others stay. */
  response(control: Control, values: Values): Response {
    const { column } = control;
    const at = placesOf(control, values[column]);
    const told = at.map((value) => this.predict({ ...values, [column]: value === '' ? undefined : value }));
    return {
      column,
      at,
      fm: told.map(({ fm }) => fm),
      ...(this.training.k > 0 && { linear: told.map(({ linear }) => linear as number) }),
    };
  }

  /** All that a program needs to make the run again, to where it stands. */
  recipe(): Recipe {
    const { task, samples } = this.encoded;
    const { settings, fit, k, from } = this.training;
    const { seed, heldOut, standardize, batch: batchSize, keep, patience } = settings;
    return {
      task,
      data: samples,
      standardize,
      heldOut: { share: heldOut / 100, seed },
      start: { k, stdev: STDEV, seed: seed + 1, ...(from !== undefined && { file: from }) },
      shuffle: 'start',
      batchSize,
      epochs: fit.epoch,
      keep,
      ...methodOf(settings),
      ...(patience > 0 && { patience }),
    };
  }

  /** <v_i, v_j> and the factors of the features that the strongest pairs are made of, by their scaled weights. */
  factors(): Factors {
    const { machines } = this.#engine;
    const { features } = this.encoded;
    const chosen = new Set<number>();
    for (const { i, j } of this.#pairs(200).pairs) {
      if (chosen.size < NAMED) chosen.add(i);
      if (chosen.size < NAMED) chosen.add(j);
    }
    const order = [...chosen].sort((a, b) => a - b);
    const telling = tellingScaling(this.training.scaling, features);
    const { d, k, V } = machines.scaledWeights(this.weights, telling);
    return {
      names: order.map((j) => features[j]?.name ?? ''),
      groups: groupsOf(order.map((j) => features[j] as Feature)),
      G: order.flatMap((i) => order.map((j) => machines.pairWeight({ d, k, V, w0: 0, w1: V }, i, j))),
      V: Array.from({ length: k }, (_, f) => order.map((j) => V[f * d + j] as number)).flat(),
      d: order.length,
      k,
    };
  }

  #pairs(count: number) {
    return namedPairs(this.#engine.machines, this.#searched(), count);
  }

  #searched() {
    const { features } = this.encoded;
    return { weights: this.weights, scaling: this.training.scaling, X: this.#sampled, features };
  }

  /** The rows learned from, or so many of them, evenly, that their pairs can be gone through in a moment. */
  get #sampled(): Features {
    const { X } = this.#learned;
    const entries = 'start' in X ? X.value.length : X.values.length;
    const most = Math.max(LEAST_ROWS, Math.floor(MOST_PAIRINGS / (entries / X.rows) ** 2));
    if (X.rows <= most) return X;
    const rows = Uint32Array.from({ length: most }, (_, i) => Math.floor((i * X.rows) / most));
    return this.#engine.machines.pickRows(X, rows);
  }

  get #learned(): Samples {
    this.#own ??= this.#engine.machines.pickSamples(this.encoded.samples, this.training.learned);
    return this.#own;
  }
}

function groupsOf(features: readonly Feature[]): number[] {
  const known = new Map<string, number>();
  return features.map(({ column }) => {
    if (!known.has(column)) known.set(column, known.size);
    return known.get(column) as number;
  });
}

function placesOf(control: Control, now: Values[string]): (number | string)[] {
  if (control.kind === 'numeric') {
    const { min, max } = control;
    return Array.from({ length: PLACES }, (_, i) => min + ((max - min) * i) / (PLACES - 1));
  }
  if (control.kind === 'text') return [typeof now === 'string' ? now : ''];
  const categories = control.categories.slice(0, MOST_CATEGORIES);
  return control.canMiss ? [...categories, ''] : categories;
}
