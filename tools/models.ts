/**
 * Makes the models that the site offers from what `training/` has written:
 *
 *     node tools/models.ts half-vgg.npz resnet50.npz
 *
 * writes into public/models/ for each the file with 8 bits a weight, its codebooks found by exact one-dimensional k-means, and for half-vgg the
 * one with float32 weights as well; and prints their sizes and errors.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createKmeans1d } from '../src/engine/kmeans1d/index.ts';
import { writeModel } from '../src/engine/style-transfer/model-file.ts';
import { convolutions } from '../src/engine/style-transfer/network.ts';
import { quantizeTensor, report } from '../src/engine/style-transfer/quantize/index.ts';
import { networkOfNpz } from './models/network-of-npz.ts';

const TO = 'public/models';
const BITS = 8;
/** Those whose float32 weights the lab offers too. */
const WITH_FLOATS = ['half-vgg'];

if (process.argv.length < 3)
  throw new Error('Name the .npz files of training/: node tools/models.ts half-vgg.npz');

const kmeans1d = await createKmeans1d(
  await WebAssembly.compile(readFileSync(new URL('../src/engine/kmeans1d/kmeans1d.wasm', import.meta.url))),
);
mkdirSync(TO, { recursive: true });
for (const file of process.argv.slice(2)) {
  const network = networkOfNpz(readFileSync(file));
  const tensors = convolutions(network).map(({ name, weights }) =>
    quantizeTensor(kmeans1d, name, weights, BITS, 'kmeans'),
  );
  write(`${network.id}-${BITS}bit`, writeModel({ network, tensors, origin: 'floats' }));
  if (WITH_FLOATS.includes(network.id)) write(network.id, writeModel({ network, origin: 'floats' }));
  const { total } = report(network, tensors);
  console.log(`${network.id}: ${total.weights} weights, SQNR at ${BITS} bits ${total.sqnr?.toFixed(1)} dB`);
}

function write(name: string, bytes: Uint8Array): void {
  writeFileSync(`${TO}/${name}.safetensors`, bytes);
  console.log(`${TO}/${name}.safetensors: ${bytes.length} bytes`);
}
