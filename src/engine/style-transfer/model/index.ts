import { InvalidInputError } from '../../errors.ts';
import { isModelFile, type Model, readModel } from '../model-file.ts';
import type { Network } from '../network.ts';
import { shown } from './damaged.ts';
import { bytesSource, type FileSource } from './file-source.ts';
import { readKerasH5 } from './keras-h5.ts';
import { type Kind, kindOf, whatElse } from './kind.ts';
import type { WeightsFile } from './named-tensor.ts';
import { readPastiche } from './pastiche.ts';
import { readSafetensors } from './read-safetensors.ts';
import { readTfjs } from './tfjs.ts';
import { readTorchLegacy, readTorchZip } from './torch.ts';
import { type Vgg19Options, vgg19 } from './vgg19.ts';
import { zipEntries, zipFile } from './zip.ts';

export { bytesSource, type FileSource } from './file-source.ts';
export type { Input, Vgg19Options } from './vgg19.ts';

export interface ReadNetwork {
  network: Network;
  /** Of the file, for readers: `Keras (HDF5)`, `PyTorch`, `TensorFlow.js`, `safetensors`. */
  format: string;
  /** Sentences: what is not there, what will look different. */
  notices: string[];
  /** Where the file is one of ours: with codes and codebooks, if it has any. */
  model?: Model;
}

/**
 * The network in a file of VGG-19's weights, or in one of ours; for TensorFlow.js model.json with its files of weights. What a file is, is
 * told by its content. Of large files only the convolutions are read. Throws an `InvalidInputError` for everything else: nothing is run.
 * Options are for VGG-19's weights; a file of ours is taken as it is.
 */
export async function readNetwork(
  files: readonly (FileSource | { name: string; bytes: Uint8Array })[],
  options: Vgg19Options = {},
): Promise<ReadNetwork> {
  const sources = files.map((file) => ('read' in file ? file : bytesSource(file.name, file.bytes)));
  const kinds = await Promise.all(sources.map(kindOf));
  const [file, kind] = chosen(sources, kinds);
  if (kind === 'safetensors') {
    const found = await readSafetensors(file);
    if (!isModelFile(found.metadata)) return { ...(await vgg19(found, options)), format: found.format };
    const model = readModel(await file.read(0, file.size));
    return { network: model.network, format: 'safetensors', notices: [], model };
  }
  const found = await weightsOf(
    file,
    kind,
    sources.filter((other) => other !== file),
  );
  return { ...(await vgg19(found, options)), format: found.format };
}

/** The file to read: a JSON file that lists the others, or the only one. */
function chosen(sources: FileSource[], kinds: Kind[]): [FileSource, Kind] {
  if (sources.length === 0) throw new InvalidInputError('No file was opened.');
  const jsons = sources.filter((_, i) => kinds[i] === 'json');
  const json = jsons.find(({ name }) => /model\.json$/.test(name)) ?? jsons[0];
  if (json) return [json, 'json'];
  if (sources.length > 1)
    throw new InvalidInputError(
      'Several files were opened. Open one model at a time; only model.json of TensorFlow.js comes with other files.',
    );
  return [sources[0], kinds[0]];
}

async function weightsOf(file: FileSource, kind: Kind, others: FileSource[]): Promise<WeightsFile> {
  switch (kind) {
    case 'hdf5':
      return readKerasH5(file);
    case 'pickle':
      return readTorchLegacy(file);
    case 'pastiche':
      return readPastiche(file);
    case 'zip':
      return readZip(file);
    case 'json':
      return readTfjs(await jsonOf(file), others);
    default:
      throw new InvalidInputError(await whatElse(file));
  }
}

/** Most bytes that are unpacked: VGG-19 with its dense layers has 575 million. */
const MOST_UNPACKED = 1.2e9;

/** A zip of PyTorch's, of Keras 3's, or of a folder with a model of TensorFlow.js. */
async function readZip(file: FileSource): Promise<WeightsFile> {
  const entries = await zipEntries(file);
  const named = (pattern: RegExp) => [...entries.values()].find(({ name }) => pattern.test(name));
  if (named(/(^|\/)data\.pkl$/)) return readTorchZip(file, entries);
  const keras = named(/(^|\/)model\.weights\.h5$/) ?? named(/\.h5$/);
  if (keras) return readKerasH5(await zipFile(file, keras, MOST_UNPACKED));
  const json = named(/(^|\/)model\.json$/);
  if (!json)
    throw new InvalidInputError(
      'The zip holds no model: neither PyTorch’s data.pkl, nor model.weights.h5, nor model.json.',
    );
  const shards = [...entries.values()].filter(({ name }) => /group\d+-shard\d+of\d+$|\.bin$/.test(name));
  // In all, and before the first is unpacked: thousands of them may share the same few packed bytes.
  const size = shards.reduce((sum, shard) => sum + shard.size, 0);
  if (size > MOST_UNPACKED)
    throw new InvalidInputError(`The weights in the zip would have ${size} bytes, more than are taken here.`);
  const opened: FileSource[] = [];
  for (const shard of shards) opened.push(await zipFile(file, shard, size));
  return readTfjs(await jsonOf(await zipFile(file, json, 16e6)), opened);
}

async function jsonOf(file: FileSource): Promise<unknown> {
  if (file.size > 16e6) throw new InvalidInputError('The JSON file has more than 16 MB, and is no model’s.');
  try {
    return JSON.parse(new TextDecoder().decode(await file.read(0, file.size)));
  } catch {
    throw new InvalidInputError(`The file ${shown(file.name)} is no JSON, or not whole.`);
  }
}
