import type { Dither } from '../../engine/color-quantization/index.ts';
import { fileStem } from '../../lib/file-stem.ts';
import type { Shown } from './views.ts';

/** A program that makes the same elsewhere. */
export interface Snippet {
  label: string;
  language: string;
  code: string;
}

/** Programs that quantize the picture as it is on screen. */
export function snippets(shown: Shown): Snippet[] {
  return [
    { label: 'TypeScript', language: 'ts', code: typescript(shown) },
    { label: 'Python, Pillow', language: 'python', code: pillow(shown) },
    { label: 'Python, scikit-learn', language: 'python', code: scikit(shown) },
  ];
}

function typescript({ picture, result }: Shown): string {
  const { k, space, mode, seed, dither, strength, own, locked } = result.choices;
  const given = own.length > 0 ? own : locked;
  const options = [
    `k: ${own.length > 0 ? result.colors.length : Math.max(k, locked.length)}`,
    `space: '${space}'`,
    ...(own.length > 0 ? [] : [`mode: '${mode}'`, ...(mode === 'best' ? [`seed: ${seed}`] : [])]),
    ...(given.length > 0 ? ['locked'] : []),
  ];
  const mapping =
    dither === 'none' ? [`space: '${space}'`] : ['width', `dither: '${dither}'`, `strength: ${strength}`];
  return `// In a clone of this site's repository, with Node 24: node quantize.ts
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import { createColorQuantizer } from './src/engine/color-quantization/index.ts';
import { encodeIndexedPng } from './src/lib/png.ts';

const wasm = await readFile('src/engine/color-quantization/color-quantization.wasm');
const engine = await createColorQuantizer(await WebAssembly.compile(wasm));

const picture = sharp('${fileStem(picture.name)}.png').ensureAlpha().raw();
const { data, info } = await picture.toBuffer({ resolveWithObject: true });
const { width, height } = info;

const histogram = engine.histogram(data, width, height);
${lockedBytes(given)}const { palette, mse } = engine.quantize(histogram, { ${options.join(', ')} });
const { indices } = engine.remap(data, palette, { histogram, ${mapping.join(', ')} });
console.log(mse);
await writeFile('quantized.png', await encodeIndexedPng({ width, height, indices, palette }));
`;
}

function lockedBytes(colors: readonly string[]): string {
  if (colors.length === 0) return '';
  const hex = colors.map((color) => color.slice(1).padEnd(8, 'f'));
  const lines: string[] = [];
  for (let i = 0; i < hex.length; i += 10) lines.push(`  ${hex.slice(i, i + 10).join('')}\n`);
  return `const hex = \`\n${lines.join('')}\`; // RGBA
const locked = Uint8Array.from(Buffer.from(hex.replace(/\\s/g, ''), 'hex'));
`;
}

function pillow({ picture, result }: Shown): string {
  const { dither, space } = result.choices;
  const note =
    space === 'srgb'
      ? ''
      : '\n# Pillow measures distances in sRGB; the palette was found otherwise, so some pixels may get another colour.';
  return `# pip install pillow
from PIL import Image

# The palette on screen: red, green, blue of each colour.${note}
palette = bytes.fromhex(
${wrap(result.colors.filter(isOpaque).map((color) => color.slice(1, 7)))}
)
picture = Image.open("${fileStem(picture.name)}.png").convert("RGB")
holder = Image.new("P", (1, 1))
holder.putpalette(palette)
picture.quantize(palette=holder, dither=Image.Dither.${pillowDither(dither)}).save("quantized.png", optimize=True)
`;
}

const pillowDither = (dither: Dither) => (dither === 'none' ? 'NONE' : 'FLOYDSTEINBERG');
const isOpaque = (color: string) => color.length === 7;

function scikit({ picture, result }: Shown): string {
  const { k, seed, own, mode } = result.choices;
  const colors = own.length > 0 ? result.colors.length : k;
  return `# pip install pillow numpy scikit-learn
import numpy as np
from PIL import Image
from sklearn.cluster import KMeans

pixels = np.asarray(Image.open("${fileStem(picture.name)}.png").convert("RGB"))
rows = pixels.reshape(-1, 3)
colors, inverse, counts = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
kmeans = KMeans(min(${colors}, len(colors)), n_init=${mode === 'best' ? 10 : 1}, random_state=${seed})
kmeans.fit(colors, sample_weight=counts)
palette = kmeans.cluster_centers_.round().astype(np.uint8)
labels = kmeans.labels_[inverse.ravel()]
print("mean squared error", np.mean((palette[labels].astype(float) - rows) ** 2))
Image.fromarray(palette[labels].reshape(pixels.shape)).save("quantized.png")
`;
}

/** Colours as lines of hex digits. */
function wrap(colors: readonly string[]): string {
  const lines: string[] = [];
  for (let i = 0; i < colors.length; i += 10) lines.push(`    "${colors.slice(i, i + 10).join(' ')} "`);
  return lines.join('\n');
}
