interface Row {
  name: string;
  /** How many times as long as ours it takes. */
  ratio: number;
}

/** What the text reads of src/content/bench/factorization-machines.json. */
export interface Measured {
  steps: { rows: Row[] }[];
  epoch: { rows: number; d: number; contenders: (Row & { ms: { median: number } })[] };
}

/** The figures that the text names. */
export interface BenchNumbers {
  /** By how many times the compiled engine leads tfjs' better way, at the size where it leads least and most. */
  overTfjs: { least: number; most: number };
  /** The large file: rows, features, and seconds of an epoch, of ours and of tfjs' better way. */
  epoch: { rows: number; features: number; seconds: number; tfjs: number };
}

/** Takes them from what was measured. */
export function benchNumbers({ steps, epoch }: Measured): BenchNumbers {
  const better = (rows: readonly Row[], name: string) =>
    Math.min(...rows.filter((row) => row.name.startsWith(name)).map(({ ratio }) => ratio));
  const leads = steps.map(({ rows }) => better(rows, 'tfjs'));
  const seconds = epoch.contenders[0].ms.median / 1000;
  return {
    overTfjs: { least: Math.min(...leads), most: Math.max(...leads) },
    epoch: {
      rows: epoch.rows,
      features: epoch.d,
      seconds,
      tfjs: seconds * better(epoch.contenders, 'tfjs'),
    },
  };
}
