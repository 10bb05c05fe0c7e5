import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createKmeans1d } from '../../../engine/kmeans1d/index.ts';
import { readModel, writeModel } from '../../../engine/style-transfer/model-file.ts';
import { deriveTensor, report, withTensors } from '../../../engine/style-transfer/quantize/index.ts';
import { HeldModel } from './held-model.ts';
import type { ModelTools } from './model-tools.ts';
import { HASH_DIGITS, type ShippedFile } from './shipped.ts';
import type { Cost, ModelView } from './views.ts';

const FOLDER = 'public/models';
/** Files whose name ends so have one of float32 beside them, or none. */
const CODES = '-8bit.safetensors';

/** A model of the site, weighed at all depths. */
export interface Measured {
  view: ModelView;
  file: ShippedFile;
  floats?: ShippedFile;
  costs: { kmeans: Cost[]; uniform: Cost[] };
}

/** All models in `public/models`, those that the site's builder has put there too, by file name. */
export async function measuredModels(): Promise<Measured[]> {
  const kmeans1d = await createKmeans1d(
    await WebAssembly.compile(await readFile('src/engine/kmeans1d/kmeans1d.wasm')),
  );
  const tools: ModelTools = {
    ...{ readModel, writeModel, withTensors, report },
    readNetwork: () => Promise.reject(new Error('files of other kinds are not for the site')),
    derive: (tensor, bits, method) => deriveTensor(kmeans1d, tensor, bits, method),
  };
  const found: Measured[] = [];
  for (const path of globSync(`${FOLDER}/*${CODES}`).sort()) found.push(await measured(path, tools));
  return found;
}

async function measured(path: string, tools: ModelTools): Promise<Measured> {
  const bytes = await readFile(path);
  const floatsPath = path.replace(CODES, '.safetensors');
  const floats = existsSync(floatsPath) ? await readFile(floatsPath) : undefined;
  const held = new HeldModel(tools);
  const view = await held.load({ key: path, kind: 'bytes', bytes, floats });
  return {
    view,
    file: fileOf(path, bytes),
    ...(floats && { floats: fileOf(floatsPath, floats) }),
    costs: {
      kmeans: await held.costs({ method: 'kmeans', exact: false }),
      uniform: await held.costs({ method: 'uniform', exact: false }),
    },
  };
}

const fileOf = (path: string, bytes: Uint8Array): ShippedFile => ({
  name: basename(path),
  bytes: bytes.length,
  hash: createHash('sha256').update(bytes).digest('hex').slice(0, HASH_DIGITS),
});

/** With the digits that are shown, and a few more. */
export const short = (value: number | undefined) =>
  value === undefined ? undefined : Number(value.toPrecision(5));
