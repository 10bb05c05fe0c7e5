import type { Kmeans1d, Prepared } from '../../engine/kmeans1d/index.ts';
import type * as lloydModule from '../../engine/kmeans1d/lloyd.ts';
import type { Line } from '../../engine/kmeans1d/lloyd.ts';
import { seeded } from '../../engine/random.ts';
import { histogram } from './histogram.ts';
import type { Cluster, Dataset, Elbow, LloydRuns, Solution, StartKind } from './views.ts';
import { FEW_VALUES } from './views.ts';

export type Values = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The module engine/kmeans1d/lloyd.ts. */
export type LloydModule = typeof lloydModule;

interface Held {
  values: Values;
  prepared: Prepared;
  elbow?: Elbow & { steps: ReturnType<Prepared['elbow']> };
  line?: Line;
  lloyd?: LloydRuns & { random: () => number };
}

/**
 * The numbers being worked on: prepared once, solved for any k, told about in small plain objects.
 * It runs in the worker, and in Node for the figures that the page is served with; it is handed the engine.
 */
export class Session {
  readonly #kmeans1d: Kmeans1d;
  readonly #lloyd: LloydModule;
  #held: Held | undefined;

  constructor(kmeans1d: Kmeans1d, lloyd: LloydModule) {
    this.#kmeans1d = kmeans1d;
    this.#lloyd = lloyd;
  }

  /** Takes other values; when they are refused, keeps those it had. */
  load(values: Values, label: string, readMs: number): Dataset {
    const before = this.#held?.values;
    this.#held?.prepared.free(); // before the new ones need the room
    this.#held = undefined;
    const begun = performance.now();
    try {
      this.#held = { values, prepared: this.#kmeans1d.prepare(values) };
    } catch (error) {
      if (before) this.#held = { values: before, prepared: this.#kmeans1d.prepare(before) };
      throw error;
    }
    const { prepared } = this.#held;
    const prepareMs = performance.now() - begun;
    const { min, max, distinct } = prepared;
    return {
      label,
      n: values.length,
      distinct,
      min,
      max,
      total: prepared.solve(1, { labels: 'none' }).inertia,
      histogram: histogram(values, min, max),
      ...(values.length <= FEW_VALUES && { values: [...values] }),
      readMs,
      prepareMs,
    };
  }

  solve(k: number): Solution {
    const { prepared } = this.#values();
    const begun = performance.now();
    const clustering = prepared.solve(k, { labels: 'none' });
    const ms = performance.now() - begun;
    const { centroids, counts, minima, maxima, inertias, inertia, gap } = clustering;
    const clusters = Array.from(
      centroids,
      (centroid, c): Cluster => ({
        centroid,
        count: counts[c],
        min: minima[c],
        max: maxima[c],
        inertia: inertias[c],
      }),
    );
    return { k, clusters, inertia, gap, ms };
  }

  /** The curve of inertia for 1 to `most` clusters, as far as known after about `ms` more milliseconds of work. */
  elbow(most: number, ms: number): Elbow {
    const held = this.#values();
    if (held.elbow?.most !== most)
      held.elbow = { most, done: 0, inertias: [], steps: held.prepared.elbow(most) };
    const { elbow } = held;
    for (const until = performance.now() + ms; elbow.done < most && performance.now() < until; ) {
      const step = elbow.steps.next();
      if (step.done) break;
      elbow.done = step.value.done;
      elbow.inertias = [...step.value.inertia];
    }
    return { most, done: elbow.done, inertias: elbow.inertias };
  }

  /** Lloyd's algorithm from as many of `starts` random starts as about `ms` more milliseconds allow; call again for the rest. */
  lloyd(k: number, seed: number, kind: StartKind, starts: number, ms: number): LloydRuns {
    const held = this.#values();
    const { line, lloyd, randomStarts, plusPlusStarts } = this.#lloyd;
    held.line ??= line(Float64Array.from(held.values).sort());
    const same = held.lloyd?.k === k && held.lloyd.seed === seed && held.lloyd.kind === kind;
    if (!held.lloyd || !same) held.lloyd = { k, seed, kind, inertias: [], random: seeded(seed) };
    const { random, inertias } = held.lloyd;
    const choose = kind === 'random' ? randomStarts : plusPlusStarts;
    for (const until = performance.now() + ms; inertias.length < starts && performance.now() < until; ) {
      let last = 0;
      for (const step of lloyd(held.line, choose(held.line.sorted, k, random))) last = step.inertia;
      inertias.push(last);
    }
    return { k, seed, kind, inertias };
  }

  /** The values in their order, each with the number and the centroid of its cluster, as a table. */
  labelsCsv(k: number): Blob {
    const { values, prepared } = this.#values();
    const { labels, centroids } = prepared.solve(k, { labels: 'uint32' });
    const ends = Array.from(centroids, (centroid, c) => `,${c},${centroid}\n`);
    return inParts('value,cluster,centroid\n', values.length, (i) => values[i] + ends[labels[i]], 'text/csv');
  }

  /** The values, one a line: what the code that the lab gives reads. */
  numbers(): Blob {
    const { values } = this.#values();
    return inParts('', values.length, (i) => `${values[i]}\n`, 'text/plain');
  }

  /** The cluster of each value as JSON. */
  labelsJson(k: number): Blob {
    const { labels } = this.#values().prepared.solve(k, { labels: 'uint32' });
    return inParts(
      '[',
      labels.length,
      (i) => (i === 0 ? `${labels[i]}` : `,${labels[i]}`),
      'application/json',
      ']',
    );
  }

  #values(): Held {
    if (!this.#held) throw new Error('no values');
    return this.#held;
  }
}

/** A text of many lines, made in parts so that no string grows past what an engine can hold. */
function inParts(head: string, count: number, write: (i: number) => string, type: string, tail = ''): Blob {
  const parts: BlobPart[] = [head];
  for (let at = 0; at < count; ) {
    let part = '';
    for (const end = Math.min(count, at + 65_536); at < end; at++) part += write(at);
    parts.push(new Blob([part])); // as a blob it leaves the heap
  }
  parts.push(tail);
  return new Blob(parts, { type });
}
