type Numbers = Float64Array;

/** out = a b, with a of rows x inner and b of inner x columns, row after row. */
export function multiply(
  out: Numbers,
  a: Numbers,
  b: Numbers,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0);
  for (let i = 0; i < rows; i++) {
    const to = i * columns;
    for (let f = 0; f < inner; f++) {
      const factor = a[i * inner + f] as number;
      const from = f * columns;
      for (let j = 0; j < columns; j++)
        out[to + j] = (out[to + j] as number) + factor * (b[from + j] as number);
    }
  }
}

/** out = a bᵀ, with a of rows x inner and b of columns x inner. */
export function multiplyByTransposed(
  out: Numbers,
  a: Numbers,
  b: Numbers,
  rows: number,
  inner: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * inner;
    for (let j = 0; j < columns; j++) {
      const by = j * inner;
      let [even, odd] = [0, 0]; // two sums, so that one addition need not wait for the other
      let f = 0;
      for (; f + 1 < inner; f += 2) {
        even += (a[from + f] as number) * (b[by + f] as number);
        odd += (a[from + f + 1] as number) * (b[by + f + 1] as number);
      }
      if (f < inner) even += (a[from + f] as number) * (b[by + f] as number);
      out[i * columns + j] = even + odd;
    }
  }
}

/** out = aᵀ b, with a of inner x rows and b of inner x columns. */
export function multiplyTransposed(
  out: Numbers,
  a: Numbers,
  b: Numbers,
  rows: number,
  inner: number,
  columns: number,
): void {
  out.fill(0);
  for (let f = 0; f < inner; f++) {
    const from = f * columns;
    for (let i = 0; i < rows; i++) {
      const factor = a[f * rows + i] as number;
      const to = i * columns;
      for (let j = 0; j < columns; j++)
        out[to + j] = (out[to + j] as number) + factor * (b[from + j] as number);
    }
  }
}

/** out = aᵀ, with a of rows x columns. */
export function transpose(out: Numbers, a: Numbers, rows: number, columns: number): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j] as number;
}
