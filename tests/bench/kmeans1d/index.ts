import type { Kmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import { buildOf, machine } from '../machine.ts';
import { alternate, cpuMs, type Spread } from '../measure.ts';
import { ckmeans } from './ckmeans.ts';
import { data } from './data.ts';
import { classical } from './dynamic-programme.ts';
import type { Contender } from './implementation.ts';
import { lloydPlusPlus } from './lloyd.ts';
import { openNative } from './native.ts';
import { openOurs, ours, parts, repeatsFor, WASM, whole } from './ours.ts';
import type { Results } from './results.ts';
import { simpleStatistics } from './simple-statistics.ts';

export { disagreements } from './disagreements.ts';
export { print } from './print.ts';

/** How much is measured: all of it, or enough to see whether kept figures still hold. */
const EXTENT = {
  full: { sizes: [1e5, 1e6, 2.3e6], ks: [2, 4, 16, 64, 256], rounds: 9, rivalRounds: 3 },
  quick: { sizes: [1e6], ks: [2, 256], rounds: 3, rivalRounds: 1 },
};

export async function measure(quick: boolean): Promise<Results> {
  const { sizes, ks, rounds, rivalRounds } = quick ? EXTENT.quick : EXTENT.full;
  const kmeans1d = await openOurs();
  return {
    measured: new Date().toISOString().slice(0, 10),
    machine: machine(),
    wasm: buildOf(WASM),
    parts: await Promise.all(sizes.map((n) => partsOf(n, 256, rounds))),
    clusters: clustersOf(kmeans1d, 1e6, ks, rounds),
    kinds: quick ? [] : kindsOf(kmeans1d, 1e6, 256, rounds),
    native: nativeOf(
      kmeans1d,
      sizes.filter((n) => n >= 1e6),
      256,
      rounds,
    ),
    rivals: rivalsOf(kmeans1d, 1e5, 256, rivalRounds, quick),
  };
}

async function partsOf(n: number, k: number, rounds: number) {
  const fresh = await openOurs(); // so that its memory is what this size needs
  const values = data.normal(n);
  const [times] = alternate([() => parts(fresh, values, k)], rounds);
  const perValue = ({ median, low, high }: Spread) =>
    rounded({ median: median / n, low: low / n, high: high / n }, 1e6);
  return {
    n,
    k,
    prepare: perValue(times.prepare),
    solve: perValue(times.solve),
    labels: perValue(times.labels),
    total: perValue(times.total),
    memory: round(fresh.memoryBytes() / n),
  };
}

function clustersOf(kmeans1d: Kmeans1d, n: number, ks: number[], rounds: number) {
  const values = data.normal(n);
  const times = alternate(
    ks.map((k) => () => whole(kmeans1d, values, k)),
    rounds,
  );
  return times.map(({ total }, i) => ({ n, k: ks[i], total: rounded(total) }));
}

function kindsOf(kmeans1d: Kmeans1d, n: number, k: number, rounds: number) {
  const names = Object.keys(data) as (keyof typeof data)[];
  const inputs = names.map((name) => data[name](n));
  const times = alternate(
    inputs.map((values) => () => whole(kmeans1d, values, k)),
    rounds,
  );
  return times.map(({ total }, i) => ({
    name: names[i],
    n,
    k,
    total: rounded(total),
    ratio: round(total.median / times[0].total.median),
  }));
}

function nativeOf(kmeans1d: Kmeans1d, sizes: number[], k: number, rounds: number): Results['native'] {
  return sizes.flatMap((n) => {
    const values = data.normal(n);
    const program = openNative(values);
    if (!program) return [];
    const contenders = [() => whole(kmeans1d, values, k), () => ({ total: program.total(k) })];
    const [wasm, native] = alternate(contenders, rounds);
    program.close();
    const excess = program.inertia() / kmeans1d.cluster(values, k).inertia - 1;
    if (Math.abs(excess) > 1e-9) throw new Error(`The native build is off the optimum by ${excess} of it.`);
    const ratio = round(wasm.total.median / native.total.median);
    return { n, k, wasm: rounded(wasm.total), native: rounded(native.total), ratio };
  });
}

function rivalsOf(
  kmeans1d: Kmeans1d,
  n: number,
  k: number,
  rounds: number,
  quick: boolean,
): Results['rivals'] {
  const values = data.normal(n);
  const contenders: Contender[] = [
    ours(kmeans1d),
    ckmeans,
    simpleStatistics,
    ...(quick ? [] : [classical, lloydPlusPlus]),
  ];
  const ready = contenders.map((contender) => contender.ready(values, k));
  const repeats = (i: number) => (i === 0 ? repeatsFor(n) : 1);
  const runs = ready.map(({ cluster }, i) => () => ({ total: cpuMs(cluster, repeats(i)) }));
  const times = alternate(runs, rounds, quick ? 0 : 1);
  const best = ready[0].inertia();
  return contenders.map(({ name, version, optimal }, i) => {
    const excess = ready[i].inertia() / best - 1;
    if (optimal && Math.abs(excess) > 1e-9) throw new Error(`${name} is off the optimum by ${excess} of it.`);
    const total = rounded(times[i].total);
    const ratio = round(times[i].total.median / times[0].total.median);
    return { name, ...(version && { version }), n, k, total, ratio, excess: optimal ? 0 : round(excess) };
  });
}

/** Three digits are more than a second run would repeat. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}

function rounded({ median, low, high }: Spread, unit = 1): Spread {
  return { median: round(median * unit), low: round(low * unit), high: round(high * unit) };
}
