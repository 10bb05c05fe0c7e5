import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readNetwork } from '../../src/engine/style-transfer/model/index.ts';
import { convolutions, type Network } from '../../src/engine/style-transfer/network.ts';

/** A network to be quantized, with its float32 weights. */
export interface Subject {
  id: 'vgg19' | 'half-vgg';
  network: Network;
}

/** The network of this site and, where its files are in `folder`, VGG-19 as far as they go, at most to the end of block 3. */
export async function subjects(folder: string): Promise<Subject[]> {
  const halfVgg = await networkOf(['public/models/half-vgg.safetensors']);
  const found: Subject[] = [{ id: 'half-vgg', network: halfVgg }];
  if (!existsSync(folder)) {
    console.warn(`There is no VGG-19 in ${folder}: its results are left out.`);
    return found;
  }
  const vgg = await networkOf(readdirSync(folder).map((name) => `${folder}/${name}`));
  const last = vgg.nodes.findIndex(({ name }) => name === 'conv3_4');
  const nodes = vgg.nodes.slice(0, last + 1);
  const style = ['conv1_1', 'conv2_1', 'conv3_1', 'conv3_4'];
  return [{ id: 'vgg19', network: { ...vgg, nodes, style, content: 'conv3_2' } }, ...found];
}

async function networkOf(paths: string[]): Promise<Network> {
  const files = paths.map((path) => ({
    name: path.split('/').at(-1)!,
    bytes: new Uint8Array(readFileSync(path)),
  }));
  const { network, notices } = await readNetwork(files);
  for (const notice of notices) console.log(`${network.title}: ${notice}`);
  return network;
}

/** Name of the last convolution. */
export const endOf = (network: Network): string => convolutions(network).at(-1)!.name;
