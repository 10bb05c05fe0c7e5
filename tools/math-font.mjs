/**
 * Makes src/fonts/stix-two-math.woff2, the part of STIX Two Math (SIL Open Font License 1.1) that articles need, with its table of
 * mathematical layout. Run by hand when a formula needs a character that is not here:
 *   npm install --no-save subset-font@2.9.0 @fontsource/stix-two-math@5.3.0 && node tools/math-font.mjs
 */
import { readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const range = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
const CHARACTERS = [
  range(0x20, 0x7e),
  range(0x391, 0x3c9), // Greek
  range(0x1d434, 0x1d467), // italic Latin, which is what <mi> shows
  'ℎ',
  range(0x1d6fc, 0x1d71b), // italic Greek
  'ℝℕℤ𝔼ℓ∂∇∞∅',
  '−±×÷·∘∗⋅√∑∏∫≤≥≠≈≡∼∝∈∉⊂⊆∪∩∧∨¬∀∃→←⇒⇔↦⟨⟩⌊⌋⌈⌉‖∣…⋯⋮⋱′″⊤⊥⊙⊗⊕ˆ˜¯˙^~',
].join('');

const source = await readFile(
  'node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2',
);
const font = await subsetFont(source, CHARACTERS, { targetFormat: 'woff2', noLayoutClosure: true });
await writeFile('src/fonts/stix-two-math.woff2', font);
console.log(`src/fonts/stix-two-math.woff2: ${font.length} bytes for ${[...CHARACTERS].length} characters`);
