import { formatCount, formatDuration, formatNumber } from '../../../lib/format.ts';

interface Named {
  name: string;
  version?: string;
}
interface Timed {
  median: number;
}

/** What the tables read of src/content/bench/style-transfer.json, which `npm run bench -- style-transfer --write` makes. */
export interface BenchFigures {
  measured: string;
  machine: { cpu: string; node: string };
  wasm: { gzipped: number };
  evaluations: { network: string; size: number; rows: (Named & { ms: Timed })[] }[];
  picture?: { size: number; first: Timed; levels: { ms: Timed }[] };
  quantizer: {
    weights: number;
    whole: { threads: number; busiest: Timed }[];
    allDepths?: { cpu: Timed };
    rivals?: (Named & { bits: number; ms: number; inertia: number })[];
  };
}

export interface BenchTable {
  caption: string;
  headings: string[];
  /** The first cell of a row is its heading. */
  rows: { cells: string[]; own?: boolean }[];
}

const NONE = '–';
const OURS = 'This site’s engine';

/** One evaluation of loss and gradient for each program; and the codebooks of one layer. */
export function benchTables({ evaluations, quantizer }: BenchFigures): BenchTable[] {
  const size = Math.max(...evaluations.map((each) => each.size));
  const shown = evaluations.filter((each) => each.size === size);
  const programs = new Map(shown.flatMap(({ rows }) => rows.map((row) => [row.name, row])));
  const tables: BenchTable[] = [
    {
      caption: `Loss and gradient once, at ${size} × ${size} pixels`,
      headings: ['Program', ...shown.map(({ network }) => network.replace('the default model', 'Half-VGG'))],
      rows: [...programs.values()].map((program) => ({
        cells: [
          titled(program),
          ...shown.map(({ rows }) => {
            const row = rows.find(({ name }) => name === program.name);
            return row ? formatDuration(row.ms.median) : NONE;
          }),
        ],
        own: program.name === OURS,
      })),
    },
  ];
  const { rivals = [] } = quantizer;
  const depths = [...new Set(rivals.map(({ bits }) => bits))];
  const names = new Map(rivals.map((row) => [row.name, row]));
  if (rivals.length > 0)
    tables.push({
      caption: 'Levels for the 589,824 weights of one layer: time, and squared error over the least',
      headings: ['Program', ...depths.flatMap((bits) => [`${bits} bits`, 'error'])],
      rows: [...names.values()].map((program) => ({
        cells: [
          titled(program),
          ...depths.flatMap((bits) => {
            const row = rivals.find((each) => each.name === program.name && each.bits === bits);
            return row ? [formatDuration(row.ms), formatNumber(row.inertia, 4)] : [NONE, NONE];
          }),
        ],
        own: program.name.startsWith('This site'),
      })),
    });
  return tables;
}

/** What else was measured, in sentences. */
export function benchSentences({ picture, quantizer }: BenchFigures): string {
  const { weights, whole, allDepths } = quantizer;
  const at = (threads: number) => whole.find((each) => each.threads === threads);
  const sentences: string[] = [];
  if (picture)
    sentences.push(
      `A picture of ${picture.size} pixels by half-VGG, with the lab’s settings, takes ${formatDuration(picture.levels[picture.levels.length - 1].ms.median)}, and is first seen after ${formatDuration(picture.first.median)}.`,
    );
  const [one, four] = [at(1), at(4)];
  if (one)
    sentences.push(
      `The ${formatCount(weights)} weights of all of VGG-19 are quantized to 8 bits in ${formatDuration(one.busiest.median)}${four ? `, by four threads in ${formatDuration(four.busiest.median)}` : ''}${allDepths ? `, and to all eight depths in ${formatDuration(allDepths.cpu.median)}` : ''}.`,
    );
  return sentences.join(' ');
}

/** The version stands behind the program, before what it was asked for: torch 1.13.1, MinMaxObserver. */
const titled = ({ name, version }: Named) => (version ? name.replace(/,|$/, ` ${version}$&`) : name);
