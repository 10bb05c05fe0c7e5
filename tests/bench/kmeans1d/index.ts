import type { Kmeans1d } from '../../../src/engine/kmeans1d/index.ts';
import { buildOf, machine } from '../machine.ts';
import { alternate, cpuMs, type Spread } from '../measure.ts';
import { ckmeans } from './ckmeans.ts';
import { data, everyRound, type Kind } from './data.ts';
import { classical } from './dynamic-programme.ts';
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
  const values = everyRound('normal', n);
  const [times] = alternate([(round) => parts(fresh, values(round), k)], rounds);
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
  const values = everyRound('normal', n);
  const contenders = ks.map((k) => (round: number) => whole(kmeans1d, values(round), k));
  return alternate(contenders, rounds).map(({ total }, i) => ({ n, k: ks[i], total: rounded(total) }));
}

function kindsOf(kmeans1d: Kmeans1d, n: number, k: number, rounds: number) {
  const names = Object.keys(data) as Kind[];
  const contenders = names.map((name) => {
    const values = everyRound(name, n);
    return (round: number) => whole(kmeans1d, values(round), k);
  });
  const times = alternate(contenders, rounds);
  return times.map(({ total }, i) => ({
    name: names[i],
    n,
    k,
    total: rounded(total),
    ratio: round(total.median / times[0].total.median),
  }));
}

function nativeOf(kmeans1d: Kmeans1d, sizes: number[], k: number, rounds: number): Results['native'] {
  const program = openNative();
  if (!program) return [];
  const rows = sizes.map((n) => {
    const values = everyRound('normal', n);
    const [wasm, native] = alternate(
      [
        (round) => whole(kmeans1d, values(round), k),
        (round) => {
          const { total, inertia } = program.cluster(values(round), k);
          checkOptimal('the native build', inertia / kmeans1d.cluster(values(round), k).inertia - 1);
          return { total };
        },
      ],
      rounds,
    );
    const ratio = round(wasm.total.median / native.total.median);
    return { n, k, wasm: rounded(wasm.total), native: rounded(native.total), ratio };
  });
  program.close();
  return rows;
}

function rivalsOf(kmeans1d: Kmeans1d, n: number, k: number, rounds: number, quick: boolean) {
  const engine = ours(kmeans1d);
  const others = [ckmeans, simpleStatistics, ...(quick ? [] : [classical, lloydPlusPlus])];
  const values = everyRound('normal', n);
  const runs = [engine, ...others].map((contender, i) => (round: number) => {
    const { cluster, inertia } = contender.ready(values(round), k);
    const total = cpuMs(cluster, i === 0 ? repeatsFor(n) : 1);
    const excess = inertia() / kmeans1d.cluster(values(round), k).inertia - 1;
    if (contender.optimal) checkOptimal(contender.name, excess);
    return { total, excess };
  });
  const times = alternate(runs, rounds, quick ? 0 : 1);
  return [engine, ...others].map(({ name, version, optimal }, i): Results['rivals'][number] => {
    const { total, excess } = times[i];
    const ratio = round(total.median / times[0].total.median);
    const excesses = { excess: optimal ? 0 : round(excess.median) };
    return { name, ...(version && { version }), n, k, total: rounded(total), ratio, ...excesses };
  });
}

/** Nobody wins by being wrong. */
function checkOptimal(name: string, excess: number): void {
  if (Math.abs(excess) > 1e-9) throw new Error(`${name} is off the optimum by ${excess} of it.`);
}

/** Three digits are more than a second run would repeat. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}

function rounded({ median, low, high }: Spread, unit = 1): Spread {
  return { median: round(median * unit), low: round(low * unit), high: round(high * unit) };
}
