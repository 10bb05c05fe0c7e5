import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PALETTES } from '../../src/components/color-quantization/palettes.ts';
import { readPaletteText } from '../../src/lib/palette-text.ts';

const colors = (id: string) => PALETTES.find((palette) => palette.id === id)?.colors ?? [];

test('the palettes have the numbers of colours that their machines and makers name, all different', () => {
  const counts = Object.fromEntries(PALETTES.map(({ id, colors }) => [id, new Set(colors).size]));
  assert.deepEqual(counts, {
    'one-bit': 2,
    'game-boy': 4,
    'okabe-ito': 8,
    'zx-spectrum': 15,
    cga: 16,
    'commodore-64': 16,
    html: 16,
    'pico-8': 16,
    'dawnbringer-16': 16,
    solarized: 16,
    nord: 16,
    'web-safe': 216,
  });
  for (const { colors } of PALETTES) assert.equal(new Set(colors).size, colors.length);
});

test('every palette is one the reader could have pasted', () => {
  for (const { id, label, source, colors } of PALETTES) {
    assert.match(id, /^[a-z0-9-]+$/);
    assert.ok(label && source);
    for (const color of colors) assert.match(color, /^#[0-9a-f]{6}$/);
    const { duplicates, colors: bytes } = readPaletteText(colors.join('\n'));
    assert.deepEqual([bytes.length / 4, duplicates], [colors.length, 0]);
  }
});

test('values are those published', () => {
  assert.deepEqual(colors('game-boy'), ['#0f380f', '#306230', '#8bac0f', '#9bbc0f']);
  assert.equal(colors('pico-8')[8], '#ff004d'); // red
  assert.equal(colors('pico-8')[15], '#ffccaa'); // peach
  assert.equal(colors('solarized')[0], '#002b36'); // base03
  assert.equal(colors('solarized')[15], '#859900'); // green
  assert.equal(colors('commodore-64')[2], '#68372b'); // red
  assert.equal(colors('commodore-64')[14], '#6c5eb5'); // light blue
});

test('palettes that follow a rule follow it', () => {
  // CGA: two thirds for a channel, one third for brightness; but dark yellow has half the green, to be brown.
  const cga = Array.from({ length: 16 }, (_, i) => {
    const channel = (bit: number) => (i & bit ? 0xaa : 0) + (i & 8 ? 0x55 : 0);
    return hex(channel(4), i === 6 ? 0x55 : channel(2), channel(1));
  });
  assert.deepEqual(colors('cga'), cga);

  // ZX Spectrum: green, red, blue by the bits of the number, at 85% unless bright; both blacks are one.
  const zx = Array.from({ length: 16 }, (_, i) => {
    const level = i < 8 ? Math.floor(0.85 * 255) : 255;
    return hex(i & 2 ? level : 0, i & 4 ? level : 0, i & 1 ? level : 0);
  });
  assert.deepEqual(colors('zx-spectrum'), [...new Set(zx)]);

  assert.ok(colors('web-safe').every((color) => /^#(?:00|33|66|99|cc|ff){3}$/.test(color)));
});

const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
