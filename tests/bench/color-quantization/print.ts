import type { Spread } from '../measure.ts';
import { textTable } from '../text-table.ts';
import type { Cell, Ratio, Results } from './results.ts';

/** The results as tables for a terminal. */
export function print(results: Results): string {
  const { machine, wasm, pictures, set, ratios, instant, memory, gray } = results;
  const { cpu, cores, memoryGb, system, node, v8 } = machine;
  const sections = [
    `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}, V8 ${v8}`,
    `color-quantization.wasm: ${count(wasm.bytes)} bytes, ${count(wasm.gzipped)} gzipped`,
    'CPU time of one thread in milliseconds, decoded pixels to pixels: median (least – most) of rounds in turn.',
    'MSE: mean squared error of R, G and B. ΔE: mean distance in OKLab × 100. No dithering.',
    '*: a whole program, whose reading and writing cannot be told from the rest. –: more than a minute, or out of memory.',
    textTable(
      'Pictures',
      ['', 'size', 'distinct colours'],
      pictures.map(({ name, width, height, distinct }) => [name, `${width} × ${height}`, count(distinct)]),
    ),
    ...results.cells.map((cell) => cellTable(cell, results)),
    textTable(
      'Ours over the rival that comes nearest; its time over ours among those whose MSE is at most 5 % above ours',
      ['', 'k', 'mode', 'MSE', 'time of theirs', 'ΔE'],
      ratios.map(({ picture, k, mode, mse, speed, deltaE }) => [
        picture,
        String(k),
        mode,
        ratioOf(mse, 3),
        speed ? ratioOf(speed, 1) : 'none as good',
        ratioOf(deltaE, 3),
      ]),
    ),
    textTable(
      `Means over ${set.pictures.length} pictures of about 0.4 megapixels; on how many of them our best does better`,
      ['', 'k', 'ms', 'MSE', 'ΔE', 'lower MSE', 'lower ΔE'],
      set.rows.map(({ name, k, ms, mse, deltaE, beaten }) => [
        titled(name, results),
        String(k),
        String(ms),
        mse.toFixed(2),
        deltaE.toFixed(3),
        String(beaten?.mse ?? ''),
        String(beaten?.deltaE ?? ''),
      ]),
    ),
    textTable(
      'Our means over the set, over those of the rival with the least MSE: MSE with sRGB, ΔE with OKLab',
      ['', 'k', 'mode', 'MSE', 'ΔE'],
      set.ratios.map(({ rival, k, mode, mse, deltaE }) => [
        rival,
        String(k),
        mode,
        `${mse.toFixed(3)} ×`,
        `${deltaE.toFixed(3)} ×`,
      ]),
    ),
    textTable(
      'Mode instant at preview size, milliseconds of a palette and the preview in it',
      ['', 'pixels', 'first step', 'any other'],
      instant.map(({ picture, pixels, first, step }) => [
        picture,
        count(pixels),
        String(first),
        spread(step),
      ]),
    ),
    textTable(
      'Bytes of memory a pixel, beside the picture',
      ['', 'pixels', 'the module', 'with its answer'],
      memory.map(({ picture, pixels, module, total }) => [
        picture,
        count(pixels),
        String(module),
        String(total),
      ]),
    ),
    textTable(
      'Pictures in shades of gray: cost above the least there is',
      ['', 'k', 'share of it'],
      gray.map(({ picture, k, excess }) => [
        picture,
        String(k),
        excess === 0 ? '0' : excess.toExponential(1),
      ]),
    ),
  ];
  return sections.filter(Boolean).join('\n');
}

function cellTable({ picture, k, rows }: Cell, results: Results): string {
  return textTable(
    `${picture}, k = ${k}`,
    ['', 'ms', 'MSE', 'ΔE', 'colours'],
    rows.map(({ name, ms, mse, deltaE, colors }) => [
      titled(name, results),
      ms ? spread(ms) : '–',
      mse?.toFixed(2) ?? '–',
      deltaE?.toFixed(3) ?? '–',
      String(colors ?? '–'),
    ]),
  );
}

function titled(name: string, { contenders }: Results): string {
  const { version = '', program = false } = contenders.find((each) => each.name === name) ?? {};
  return `${[name, version].filter(Boolean).join(' ')}${program ? ' *' : ''}`;
}

function ratioOf({ ratio, rival }: Ratio, digits: number): string {
  return `${ratio.toFixed(digits)} × ${rival}`;
}

function spread({ median, low, high }: Spread): string {
  return `${median} (${low} – ${high})`;
}

function count(n: number): string {
  return n.toLocaleString('en');
}
