import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { createCompiled } from '../../engine/style-transfer/compiled.ts';
import * as engine from '../../engine/style-transfer/index.ts';
import { readModel } from '../../engine/style-transfer/model-file.ts';
import { withPooling } from '../../engine/style-transfer/network.ts';
import { DEFAULT_PAIR } from './samples.ts';
import { Session } from './session.ts';
import { FIRST_STILLS } from './still-url.ts';
import { type LossRow, type Picture, type Raster, SERVED_SIZE, type Served, USUAL } from './views.ts';

const MODEL = 'public/models/half-vgg-8bit.safetensors';
const CORE = 'src/engine/style-transfer/style-transfer.wasm';

const fileOf = (id: string) => `src/components/style-transfer/samples/${id}.webp`;

async function sample(id: string): Promise<Raster> {
  const { data, info } = await sharp(fileOf(id)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: Uint8ClampedArray.from(data) };
}

async function firstRun(): Promise<{ served: Served; picture: Picture }> {
  const module = await WebAssembly.compile(await readFile(CORE));
  const session = new Session({
    ...engine,
    withPooling,
    create: async (network) => createCompiled(module)(network),
    instead: () => Promise.reject(new Error('nothing can be lost')),
    mostBytes: Number.POSITIVE_INFINITY,
  });
  const [content, style] = await Promise.all([sample(DEFAULT_PAIR.content), sample(DEFAULT_PAIR.style)]);
  session.prepare({
    content,
    styles: [{ picture: style, weight: 1 }],
    choices: { ...USUAL, size: SERVED_SIZE },
  });
  const begun = await session.begin(readModel(await readFile(MODEL)).network);
  if ('refused' in begun) throw new Error(begun.refused);
  const memory = session.memory();
  const { step } = await session.go();
  session.free();
  if (!step?.picture) throw new Error('The run has come to nothing.');
  const { run, picture } = step;
  const { width, height } = picture;
  const { leftMs: _, rate: __, ...told } = run;
  return {
    // Times of the machine that builds say nothing to a reader, and would make each build differ.
    served: { run: { ...told, history: run.history.map(short), ms: 0 }, width, height, memory },
    picture,
  };
}

/** Five digits are more than is shown, and fewer bytes. */
const digits = (value: number) => Number(value.toPrecision(5));
const short = ({ step, level, total, content, variation, style }: LossRow): LossRow => ({
  ...{ step, level },
  total: digits(total),
  content: digits(content),
  variation: digits(variation),
  style: style.map(digits),
});

const first = firstRun();

/** Its last picture and, small, the photo, as WebP. Before the lab is alive they are all that a reader loads of it: they are to be few bytes. */
export const STILLS: Record<string, () => Promise<Uint8Array<ArrayBuffer>>> = {
  [FIRST_STILLS.result]: async () => {
    const { width, height, rgba } = (await first).picture;
    const raw = { width, height, channels: 4 } as const;
    return webp(sharp(Buffer.from(rgba.buffer), { raw }), 60);
  },
  [FIRST_STILLS.photo]: () => webp(sharp(fileOf(DEFAULT_PAIR.content)).resize(240), 50),
};

const webp = async (picture: Sharp, quality: number) =>
  Uint8Array.from(await picture.webp({ quality, effort: 6 }).toBuffer());

/** What the page is served with: the first pair, stylized by the default network while the site is built. */
export default first.then(({ served }) => served);
