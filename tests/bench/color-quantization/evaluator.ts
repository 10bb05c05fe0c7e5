/** How near a result is to its original, by arithmetic that is the same for all. */
export interface Judgement {
  /** Mean over pixels and over R, G and B of the squared error, sRGB 0 to 255. */
  mse: number;
  /** Mean over pixels of the distance in OKLab, times 100. */
  deltaE: number;
  /** Colours that occur in the result. */
  colors: number;
}

/** An original picture, ready to be compared with results. */
export interface Evaluator {
  /** Colours that occur in the original. */
  distinct: number;
  judge: (result: Uint8Array | Uint8ClampedArray) => Judgement;
}

/** Gets ready for comparing results with `original`; both RGBA and opaque throughout, else it throws. */
export function evaluator(original: Uint8Array): Evaluator {
  const from = distinctColors(original);
  const judge = (result: Uint8Array | Uint8ClampedArray) => {
    if (result.length !== original.length) throw new Error('The result has another size than its original.');
    const to = distinctColors(result);
    let squares = 0;
    let distances = 0;
    for (let i = 0; i < from.ids.length; i++) {
      const a = 3 * from.ids[i];
      const b = 3 * to.ids[i];
      const red = from.rgb[a] - to.rgb[b];
      const green = from.rgb[a + 1] - to.rgb[b + 1];
      const blue = from.rgb[a + 2] - to.rgb[b + 2];
      squares += red * red + green * green + blue * blue;
      const light = from.lab[a] - to.lab[b];
      const greenRed = from.lab[a + 1] - to.lab[b + 1];
      const blueYellow = from.lab[a + 2] - to.lab[b + 2];
      distances += Math.sqrt(light * light + greenRed * greenRed + blueYellow * blueYellow);
    }
    const n = from.ids.length;
    return { mse: squares / n / 3, deltaE: (100 * distances) / n, colors: to.count };
  };
  return { distinct: from.count, judge };
}

/** OKLab of an sRGB colour, 0 to 255 each: Björn Ottosson's matrices (2020). */
export function oklab(r: number, g: number, b: number): [number, number, number] {
  const [red, green, blue] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linear(value: number): number {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** The distinct colours of a picture, in sRGB and OKLab, and for each pixel the number of its own. */
function distinctColors(rgba: Uint8Array | Uint8ClampedArray) {
  const numbers = new Int32Array(1 << 24).fill(-1);
  const ids = new Uint32Array(rgba.length >> 2);
  const rgb: number[] = [];
  let count = 0;
  for (let i = 0; i < ids.length; i++) {
    const r = rgba[4 * i];
    const g = rgba[4 * i + 1];
    const b = rgba[4 * i + 2];
    if (rgba[4 * i + 3] !== 255) throw new Error(`Pixel ${i} is not opaque.`);
    const code = (r << 16) | (g << 8) | b;
    if (numbers[code] < 0) {
      numbers[code] = count++;
      rgb.push(r, g, b);
    }
    ids[i] = numbers[code];
  }
  const lab = new Float64Array(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) lab.set(oklab(rgb[i], rgb[i + 1], rgb[i + 2]), i);
  return { ids, count, rgb: Float64Array.from(rgb), lab };
}
