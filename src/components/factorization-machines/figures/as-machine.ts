/** The four missing ratings of film C by one model, and its loss as matrix factorization counts it. */
export interface MachineRow {
  name: string;
  loss: number;
  cells: number[];
}

/** What MachineTable shows, and how exactly the first two rows agree. */
export interface MachineShown {
  rows: MachineRow[];
  /** Largest difference of any of the 20 predictions, of the loss, and the largest slope of a factor, at the same factors. */
  difference: number;
  lossDifference: number;
  slope: number;
}
