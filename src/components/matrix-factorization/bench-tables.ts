import { formatDuration, formatNumber } from '../../lib/format.ts';

interface Named {
  name: string;
  version?: string;
}
interface Timed {
  median: number;
}

/** What the tables read of src/content/bench/matrix-factorization.json, which `npm run bench -- matrix-factorization --write` makes. */
export interface BenchFigures {
  steps: { size: string; loss: string; k: number; rows: (Named & { rate: Timed; off?: number })[] }[];
  solve: { optimizers: { rows: (Named & { ms: Timed })[] }[] };
  als: { rows: (Named & { total: Timed })[] };
  reading: { form: string; rows: (Named & { ms: Timed })[] }[];
}

export interface BenchTable {
  caption: string;
  headings: string[];
  /** The first cell of a row is its heading. */
  rows: { cells: string[]; own?: boolean }[];
}

const NONE = '–';
/** The losses but for the usual one, which goes without saying. */
const HEADS: Record<string, string> = { huber: ', Huber', logistic: ', logistic' };

/** The figures as an article shows them: steps a second, then whole tasks, each by this site and by the quickest others. */
export function benchTables(figures: BenchFigures): BenchTable[] {
  return [steps(figures), tasks(figures)];
}

const isOurs = (name: string) => name.startsWith('This site');
/** The version stands behind the program, before what it was asked for: numpy 1.24.2, all cells. */
const titled = ({ name, version }: Named) => (version ? name.replace(/,|$/, ` ${version}$&`) : name);

function steps({ steps: cases }: BenchFigures): BenchTable {
  const all = cases.flatMap(({ rows }) => rows);
  const names = [...new Set(all.map(({ name }) => name))];
  return {
    caption: 'Steps of gradient descent a second',
    headings: ['Program', ...cases.map(({ size, loss }) => size + (HEADS[loss] ?? ''))],
    rows: names.map((name) => {
      const other = all.every((row) => row.name !== name || row.off === undefined);
      const cells = cases.map(({ rows }) => {
        const row = rows.find((each) => each.name === name);
        return row ? formatNumber(row.rate.median, 2) : NONE;
      });
      const title = titled(all.find((row) => row.name === name)!);
      return { cells: [title + (other ? ' *' : ''), ...cells], own: isOurs(name) };
    }),
  };
}

/** Of the ways to solve the example, each program's quickest. */
function tasks({ solve, als, reading }: BenchFigures): BenchTable {
  const timed = <Row extends Named>(rows: Row[], time: (row: Row) => Timed) =>
    rows.map((row) => ({ title: titled(row), own: isOurs(row.name), ms: time(row).median }));
  const solved = solve.optimizers.flatMap(({ rows }) => timed(rows, ({ ms }) => ms));
  const lines = [
    { task: '5 × 4 to the least loss', rows: solved },
    { task: 'A million ratings, least squares by turns', rows: timed(als.rows, ({ total }) => total) },
    ...reading.map(({ form, rows }) => ({
      task: `Reading a million lines, ${form}`,
      rows: timed(rows, ({ ms }) => ms),
    })),
  ];
  return {
    caption: 'Time of whole tasks',
    headings: ['Task', 'This site', 'The quickest other', 'Its time'],
    rows: lines.map(({ task, rows }) => {
      const quickest = (own: boolean) =>
        rows.filter((row) => row.own === own).reduce((a, b) => (b.ms < a.ms ? b : a));
      const [ours, other] = [quickest(true), quickest(false)];
      return { cells: [task, formatDuration(ours.ms), other.title, formatDuration(other.ms)] };
    }),
  };
}
