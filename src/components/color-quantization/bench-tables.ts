import { formatDuration, formatNumber } from '../../lib/format.ts';

interface Row {
  name: string;
  ms?: { median: number };
  mse?: number;
  deltaE?: number;
}

/** What the tables read of src/content/bench/color-quantization.json, which `npm run bench -- color-quantization --write` makes. */
export interface BenchFigures {
  pictures: { name: string; width: number; height: number; distinct: number }[];
  contenders: { name: string; version?: string; program?: boolean }[];
  cells: { picture: string; k: number; rows: Row[] }[];
  ratios: {
    picture: string;
    k: number;
    mode: string;
    mse: { ratio: number };
    speed?: { rival: string; ratio: number };
    deltaE: { ratio: number };
  }[];
  set: { pictures: string[]; rows: { name: string; k: number; mse: number; deltaE: number }[] };
  instant: { picture: string; pixels: number; first: number; step: { median: number } }[];
}

export interface BenchTable {
  caption: string;
  headings: string[];
  /** The first cell of a row is its heading. */
  rows: { cells: string[]; own?: boolean }[];
}

/** The number of colours at which all contenders are listed. */
const LISTED_K = 64;
/** Contenders that err more than so many times the least are not listed. */
const MOST_ERROR = 1.5;
const NONE = '–';

/** The figures as an article shows them: one picture with all contenders, then what all cells come to. */
export function benchTables(figures: BenchFigures): BenchTable[] {
  const tables = [
    contenders(figures),
    ratios(figures, ['fast', 'best'], 'Squared error, over the least of all others', ({ mse }) =>
      mse.ratio.toFixed(3),
    ),
    ratios(figures, ['fast'], 'ΔE with OKLab, over the least of all others', ({ deltaE }) =>
      deltaE.ratio.toFixed(3),
    ),
    ratios(figures, ['fast'], 'Time of the quickest that errs at most 5% more, over ours', ({ speed }) =>
      speed ? formatNumber(speed.ratio, 2) : NONE,
    ),
    means(figures),
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

const isOurs = (name: string) => name.startsWith('ours');

/** How this site's engine and others are called in tables: with their version, a program of its own with a star. */
function titled(name: string, { contenders }: BenchFigures): string {
  if (isOurs(name)) return name.replace('ours', 'This site’s engine');
  const { version, program } = contenders.find((contender) => contender.name === name) ?? {};
  return [name, version].filter(Boolean).join(' ') + (program ? ' *' : '');
}

function contenders(figures: BenchFigures): BenchTable {
  const largest = figures.pictures.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const { picture, k, rows } = figures.cells.find(
    (cell) => cell.picture === largest.name && cell.k === LISTED_K,
  )!;
  const ours = rows.find(({ name }) => name === 'ours, sRGB, fast')?.ms?.median ?? 0;
  const megapixels = formatNumber((largest.width * largest.height) / 1e6, 2);
  const least = Math.min(...rows.map(({ mse = Number.POSITIVE_INFINITY }) => mse));
  const near = rows.filter(({ mse = 0 }) => mse <= MOST_ERROR * least);
  const far = rows.length - near.length;
  return {
    caption: `${megapixels} megapixels (${picture}) into ${k} colours${far > 0 ? `; without ${far} that err by half as much again, or more` : ''}`,
    headings: ['Program', 'Time', 'Ratio', 'Squared error', 'ΔE'],
    rows: near
      .toSorted((a, b) => (a.mse ?? Number.POSITIVE_INFINITY) - (b.mse ?? Number.POSITIVE_INFINITY))
      .map(({ name, ms, mse, deltaE }) => ({
        cells: [
          titled(name, figures),
          ms ? formatDuration(ms.median) : NONE,
          ms ? formatNumber(ms.median / ours, 2) : NONE,
          mse === undefined ? NONE : mse.toFixed(2),
          deltaE === undefined ? NONE : deltaE.toFixed(2),
        ],
        own: isOurs(name),
      })),
  };
}

type Ratios = BenchFigures['ratios'][number];

function ratios(
  figures: BenchFigures,
  modes: readonly string[],
  caption: string,
  text: (ratios: Ratios) => string,
): BenchTable {
  const ks = [...new Set(figures.ratios.map(({ k }) => k))];
  const cell = (name: string, mode: string, k: number) => {
    const found = figures.ratios.find((each) => each.picture === name && each.mode === mode && each.k === k);
    return found ? text(found) : NONE;
  };
  return {
    caption,
    headings: ['Picture', 'Mode', ...ks.map((k) => `k = ${k}`)],
    rows: figures.pictures.flatMap(({ name }) =>
      modes.map((mode) => ({ cells: [name, mode, ...ks.map((k) => cell(name, mode, k))] })),
    ),
  };
}

/** Of this site's engine, the squared error with sRGB and the distance with OKLab. */
function means(figures: BenchFigures): BenchTable {
  const { pictures, rows } = figures.set;
  const ks = [...new Set(rows.map(({ k }) => k))];
  const own = ['fast', 'best'].map((mode) => ({
    title: `This site’s engine, ${mode}`,
    byError: `ours, sRGB, ${mode}`,
    byDistance: `ours, OKLab, ${mode}`,
  }));
  const others = [...new Set(rows.map(({ name }) => name))]
    .filter((name) => !isOurs(name))
    .map((name) => ({ title: titled(name, figures), byError: name, byDistance: name }));
  const of = (name: string, k: number) => rows.find((row) => row.name === name && row.k === k);
  return {
    caption: `Mean squared error, and mean ΔE, over ${pictures.length} pictures of about 0.4 megapixels`,
    headings: ['Program', ...ks.map((k) => `k = ${k}`)],
    rows: (ks.length > 0 ? [...own, ...others] : []).map(({ title, byError, byDistance }, i) => ({
      cells: [
        title,
        ...ks.map((k) => `${of(byError, k)?.mse.toFixed(1)}, ${of(byDistance, k)?.deltaE.toFixed(2)}`),
      ],
      own: i < own.length,
    })),
  };
}
