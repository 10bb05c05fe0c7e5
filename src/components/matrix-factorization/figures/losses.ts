/** What a loss makes of the example. */
export interface LossRow {
  label: string;
  /** With two factors: what it predicts for the missing cells, in their order, and its largest error on a known rating; in stars. */
  cells: number[];
  error: number;
  /** With one: how many known ratings it meets to a tenth of a star, and its largest error. */
  single: { met: number; error: number };
}
