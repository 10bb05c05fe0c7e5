import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { seeded } from '../../../engine/random.ts';
import { createArrays } from '../../../engine/style-transfer/arrays.ts';
import { finish } from '../../../engine/style-transfer/executor.ts';
import { readModel } from '../../../engine/style-transfer/model-file.ts';
import {
  brightest,
  distance,
  type GramShown,
  gramOf,
  listed,
  moved,
  shuffledPlaces,
  unlikeChannels,
} from './gram.ts';
import { GRAM } from './settings.ts';

const { side, layer } = GRAM;

/** The patch of the painting, RGB; and what the network makes of it, as it is and with its pixels shuffled. */
interface Seen {
  patch: Uint8Array;
  maps: Uint8Array[];
  scrambledPatch: Uint8Array;
  scrambled: Uint8Array[];
  channels: number[];
}

/** Computed once for the figure and its pictures. */
export const seen: Promise<Seen> = look();

async function look(): Promise<Seen> {
  const model = readModel(new Uint8Array(await readFile(GRAM.model)));
  const executor = await createArrays(model.network);
  const mapsOf = async (rgb: Uint8Array): Promise<Float32Array[]> => {
    const picture = { width: side, height: side, data: Float32Array.from(rgb) };
    const { features } = await finish(executor.describe(picture, { features: [layer] }));
    const values = features.get(layer)!;
    const count = values.length / side ** 2;
    return Array.from({ length: count }, (_, c) => values.filter((_, i) => i % count === c));
  };
  const patch = await cut();
  const scrambledPatch = moved(patch, shuffledPlaces(side ** 2, seeded(GRAM.seed)), 3);
  const [whole, shuffled] = [await mapsOf(patch), await mapsOf(scrambledPatch)];
  executor.free();
  const channels = unlikeChannels(whole, GRAM.channels);
  const shades = (maps: Float32Array[]) =>
    channels.map((c) => {
      const white = brightest(whole[c]); // for both alike, so that they can be compared
      return Uint8Array.from(maps[c], (value) => Math.min(255, Math.round((255 * value) / white)));
    });
  return { patch, maps: shades(whole), scrambledPatch, scrambled: shades(shuffled), channels };
}

async function cut(): Promise<Uint8Array> {
  const { left, top, across } = GRAM.patch;
  return new Uint8Array(
    await sharp(GRAM.painting)
      .extract({ left, top, width: across, height: across })
      .resize(side, side)
      .removeAlpha()
      .raw()
      .toBuffer(),
  );
}

async function shown(): Promise<GramShown> {
  const { maps, scrambled, channels } = await seen;
  const gram = gramOf(maps);
  const other = gramOf(scrambled);
  return {
    side,
    layer,
    channels,
    maps: maps.map((map) => Buffer.from(map).toString('base64')),
    scrambled: {
      gram: other.map((row) => row.map((value) => Number(value.toFixed(4)))),
      content: distance(listed(scrambled), listed(maps)),
      style: distance(other.flat(), gram.flat()),
    },
  };
}

export default shown();
