import { formatCount, formatNumber } from '../../lib/format.ts';

interface Spread {
  median: number;
}

/** What the tables read of src/content/bench/kmeans1d.json, which `npm run bench -- kmeans1d --write` makes. */
export interface BenchFigures {
  parts: {
    n: number;
    k: number;
    prepare: Spread;
    solve: Spread;
    labels: Spread;
    total: Spread;
    memory: number;
  }[];
  clusters: { n: number; k: number; total: Spread }[];
  rivals: {
    name: string;
    version?: string;
    n: number;
    k: number;
    total: Spread;
    ratio: number;
    excess: number;
  }[];
}

export interface BenchTable {
  caption: string;
  headings: string[];
  /** The first cell of a row is its heading. */
  rows: { cells: string[]; own: boolean }[];
}

/** The figures as an article shows them: rivals, then the engine by number of clusters and by part. */
export function benchTables({ parts, clusters, rivals }: BenchFigures): BenchTable[] {
  const [{ n, k }] = rivals;
  return [
    {
      caption: `${formatCount(n)} numbers into ${k} clusters`,
      headings: ['Program', 'Time', 'Ratio', 'Excess'],
      rows: rivals
        .toSorted((a, b) => a.ratio - b.ratio)
        .map(({ name, version, total, ratio, excess }) => ({
          cells: [
            [name, version].filter(Boolean).join(' '),
            milliseconds(total),
            formatNumber(ratio, 2),
            excess === 0 ? '0' : `${formatNumber(100 * excess, 2)}%`,
          ],
          own: ratio === 1,
        })),
    },
    {
      caption: `This site’s engine: ${formatCount(clusters[0].n)} numbers into few and many clusters`,
      headings: ['Clusters', ...clusters.map(({ k: count }) => String(count))],
      rows: [
        { cells: ['Time, ms', ...clusters.map(({ total }) => formatNumber(total.median, 3))], own: false },
        {
          cells: [
            'Ratio',
            ...clusters.map(({ total }) => formatNumber(total.median / clusters[0].total.median, 2)),
          ],
          own: false,
        },
      ],
    },
    {
      caption: `This site’s engine: nanoseconds a number, into ${parts[0].k} clusters`,
      headings: ['Numbers', 'Sort', 'Solve', 'Labels', 'In all', 'Bytes'],
      rows: parts.map(({ n: size, prepare, solve, labels, total, memory }) => ({
        cells: [
          formatCount(size),
          ...[prepare, solve, labels, total].map(({ median }) => formatNumber(median, 2)),
          formatNumber(memory, 2),
        ],
        own: false,
      })),
    },
  ];
}

function milliseconds({ median }: Spread): string {
  return `${formatNumber(median, median < 10 ? 2 : 3)} ms`;
}
