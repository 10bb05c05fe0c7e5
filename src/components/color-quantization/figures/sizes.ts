/** What a picture's files weigh, by number of colours. */
export interface SizesShown {
  title: string;
  /** Bytes of the PNG with every colour of the picture. */
  whole: number;
  /** Its distinct colours. */
  distinct: number;
  /** With k colours: bytes of the PNG, and mean squared error. */
  sizes: { k: number; bytes: number; mse: number }[];
}
