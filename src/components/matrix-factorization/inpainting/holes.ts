import { type Random, seeded } from '../../../engine/random.ts';
import { GLYPH, glyph } from './letters.ts';
import { fillRectangle, type Size, stroke } from './strokes.ts';

/** Ways to make holes; 'painted' stands for what a hand has changed. */
export const HOLES = [
  { value: 'random-30', label: '30% of the pixels' },
  { value: 'random-60', label: '60% of the pixels' },
  { value: 'random-80', label: '80% of the pixels' },
  { value: 'scratches', label: 'Scratches' },
  { value: 'words', label: 'Words' },
  { value: 'block', label: 'A block' },
  { value: 'bands', label: 'A whole row and column' },
  { value: 'none', label: 'None' },
] as const;

export type Holes = (typeof HOLES)[number]['value'];

/** The mask W of a preset: 1 where a pixel is known, 0 in a hole; row after row. `seed` is of the random ones and of the scratches. */
export function knownPixels(holes: Holes, size: Size, seed: number): Uint8Array<ArrayBuffer> {
  const known = new Uint8Array(size.width * size.height).fill(1);
  const random = seeded(seed);
  if (holes === 'scratches') scratch(known, size, random);
  else if (holes === 'words') write(known, size, ['FEWER', 'NUMBERS']);
  else if (holes === 'block') {
    const part = (length: number, share: number) => Math.round(length * share);
    const cut = { left: part(size.width, 0.3), top: part(size.height, 0.35) };
    fillRectangle(known, size, { ...cut, width: part(size.width, 0.4), height: part(size.height, 0.3) }, 0);
  } else if (holes === 'bands') {
    const [row, column] = [Math.floor(size.height / 3), Math.floor(size.width / 2)];
    const [wide, high] = [Math.ceil(size.width / 48), Math.ceil(size.height / 48)];
    fillRectangle(known, size, { left: 0, top: row, width: size.width, height: high }, 0);
    fillRectangle(known, size, { left: column, top: 0, width: wide, height: size.height }, 0);
  } else if (holes !== 'none') {
    const share = Number(holes.slice(7)) / 100;
    for (let i = 0; i < known.length; i++) if (random() < share) known[i] = 0;
  }
  return known;
}

/** Long thin strokes, nearly straight, across the whole picture. */
function scratch(known: Uint8Array, size: Size, random: Random): void {
  const { width, height } = size;
  const brush = Math.max(1.5, Math.min(width, height) / 90);
  for (let n = 0; n < 18; n++) {
    let at = { x: random() * width, y: random() * height };
    let angle = random() * 2 * Math.PI;
    for (let bit = 0; bit < 6; bit++) {
      angle += (random() - 0.5) * 0.5;
      const reach = (Math.max(width, height) / 6) * (0.5 + random());
      const next = { x: at.x + reach * Math.cos(angle), y: at.y + reach * Math.sin(angle) };
      stroke(known, size, at, next, brush, 0);
      at = next;
    }
  }
}

/** Lines of capitals, as large as fits. */
function write(known: Uint8Array, size: Size, lines: readonly string[]): void {
  const longest = Math.max(...lines.map((line) => line.length));
  const [columns, rows] = [longest * (GLYPH.width + 1) + 1, lines.length * (GLYPH.height + 2)];
  const dot = Math.max(1, Math.floor(Math.min(size.width / columns, size.height / rows)));
  lines.forEach((line, number) => {
    const left = Math.floor((size.width - line.length * (GLYPH.width + 1) * dot) / 2);
    const top = Math.floor((size.height - rows * dot) / 2) + (number * (GLYPH.height + 2) + 1) * dot;
    [...line].forEach((letter, place) => {
      for (const [x, y] of glyph(letter)) {
        const at = { left: left + (place * (GLYPH.width + 1) + x) * dot, top: top + y * dot };
        fillRectangle(known, size, { ...at, width: dot, height: dot }, 0);
      }
    });
  });
}
