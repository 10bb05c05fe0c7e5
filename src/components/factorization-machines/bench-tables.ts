import { formatCount, formatDuration, formatNumber } from '../../lib/format.ts';

interface Named {
  name: string;
  version?: string;
}
interface Timed {
  median: number;
}

/** What the tables read of src/content/bench/factorization-machines.json, which `npm run bench -- factorization-machines --write` makes. */
export interface BenchFigures {
  steps: { d: number; k: number; rows: (Named & { rate: Timed; ratio: number })[] }[];
  epoch: { contenders: (Named & { ms: Timed })[] };
  titanic: { contenders: (Named & { ms: Timed })[] };
}

export interface BenchTable {
  caption: string;
  headings: string[];
  /** The first cell of a row is its heading. */
  rows: { cells: string[]; own?: boolean }[];
}

const NONE = '–';

/** The figures as an article shows them: steps a second, then whole tasks, for each program. */
export function benchTables({ steps, epoch, titanic }: BenchFigures): BenchTable[] {
  const programs = steps[0]?.rows ?? [];
  const table = (caption: string, headings: string[], cell: (name: string) => string[]): BenchTable => ({
    caption,
    headings: ['Program', ...headings],
    rows: programs.map((program) => ({
      cells: [titled(program), ...cell(program.name)],
      own: program.name.startsWith('This site'),
    })),
  });
  const duration = (contenders: (Named & { ms: Timed })[], name: string) => {
    const found = contenders.find((each) => each.name === name);
    return found ? formatDuration(found.ms.median) : NONE;
  };
  return [
    table(
      'Steps of Adam a second, 128 rows of d features each',
      steps.map(({ d, k }) => `d = ${formatCount(d)}, k = ${k}`),
      (name) =>
        steps.map(({ rows }) => {
          const row = rows.find((each) => each.name === name);
          return row ? formatNumber(row.rate.median, 2) : NONE;
        }),
    ),
    table('Time of whole tasks', ['Large file, an epoch', 'Titanic, to its floor'], (name) => [
      duration(epoch.contenders, name),
      duration(titanic.contenders, name),
    ]),
  ];
}

/** By how many times at least the quickest of this site's ways to train leads the next of them, tfjs being one. */
export function leastLead({ steps }: Pick<BenchFigures, 'steps'>): number {
  const own = ({ name, ratio }: Named & { ratio: number }) => ratio > 1 && /^(This site|tfjs)/.test(name);
  return Math.min(...steps.flatMap(({ rows }) => rows.filter(own).map(({ ratio }) => ratio)));
}

/** The version stands behind the program, before what it was asked for: numpy 1.24.2, derived by hand. */
const titled = ({ name, version }: Named) => (version ? name.replace(/,|$/, ` ${version}$&`) : name);
