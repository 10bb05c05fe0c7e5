/** The box of a letter, in dots. */
export const GLYPH = { width: 5, height: 7 };

/** Rows of dots, five bits each, from the top; the highest bit is the left one. */
const ROWS: Record<string, readonly number[]> = {
  B: [30, 17, 17, 30, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 25, 21, 19, 19, 17],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  U: [17, 17, 17, 17, 17, 17, 14],
  W: [17, 17, 17, 21, 21, 27, 17],
};

/** The dots of a letter, column and row from its top left; the same on every machine, as no font is. */
export function glyph(letter: string): [x: number, y: number][] {
  return (ROWS[letter] ?? []).flatMap((bits, y) =>
    Array.from({ length: GLYPH.width }, (_, x): [number, number] => [x, y]).filter(
      ([x]) => bits & (1 << (GLYPH.width - 1 - x)),
    ),
  );
}
