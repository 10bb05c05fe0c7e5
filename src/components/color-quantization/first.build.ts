import { readFile } from 'node:fs/promises';
import { address, FIRST_K } from './address.ts';
import { openSample, quantizer } from './figures/open.build.ts';
import { SAMPLES } from './samples.ts';
import { Session } from './session.ts';
import type { Choices, Shown } from './views.ts';

async function firstResult(): Promise<Shown> {
  const [sample] = SAMPLES;
  const session = new Session(await quantizer);
  const { width, height, rgba } = await openSample(sample.id);
  const loaded = session.load({ width, height, rgba: new Uint8ClampedArray(rgba.buffer) });
  const { space, mode, seed, dither, strength } = address('').defaults();
  const choices: Choices = {
    ...{ k: FIRST_K, space, mode, seed, dither, strength: strength / 100 },
    ...{ locked: [], own: [] },
  };
  const drawn = await session.full(choices);
  const png = await session.png8();
  if (!drawn || !png) throw new Error('stopped, but by whom?');
  const { size } = await readFile(`src/components/color-quantization/pictures/${sample.id}.webp`).then(
    (bytes) => ({ size: bytes.length }),
  );
  const { result } = drawn;
  return {
    source: { kind: 'sample', id: sample.id },
    picture: {
      ...{ name: sample.title, width, height, bytes: size, notes: [] },
      ...loaded,
      // Times of the machine that builds say nothing to a reader, and would make each build differ.
      ...{ openMs: 0, countMs: 0 },
    },
    result: { ...result, paletteMs: 0, mapMs: 0, mse: short(result.mse), psnr: short(result.psnr) },
    pngBytes: png.length,
  };
}

/** Twelve digits are more than is shown, and fewer bytes. */
const short = (value: number) => Number(value.toPrecision(12));

/** What the page is served with: the first sample in 16 colours, made by the engine while the site is built. */
export default firstResult();
