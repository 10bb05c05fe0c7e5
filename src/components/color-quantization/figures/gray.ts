/** A picture in shades of gray, and how near the search comes to its best palettes. */
export interface GrayRow {
  title: string;
  /** Distinct shades. */
  levels: number;
  /** By which share of the least cost the search's is larger, in each mode; 0: the optimum. */
  cells: { k: number; fast: number; best: number }[];
}
