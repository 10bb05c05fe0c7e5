import type { NamedTensor } from './named-tensor.ts';

/** The 16 convolutions of VGG-19 in order, named as in a network of ours. */
export const CONVOLUTIONS = [2, 2, 4, 4, 4].flatMap((count, block) =>
  Array.from({ length: count }, (_, i) => `conv${block + 1}_${i + 1}`),
);

/** Whose names a file's tensors bear: torchvision counts the layers of `features`, everybody else names block and convolution. */
export type Naming = 'torchvision' | 'blocks';

/** One convolution's tensors as found in a file. */
export interface Found {
  kernel?: NamedTensor;
  bias?: NamedTensor;
}

interface Place {
  naming: Naming;
  /** What stands before: several sets of weights in one file are told apart by it. */
  prefix: string;
  convolution: string;
  part: keyof Found;
}

/** Where torchvision has VGG-19's convolutions among its features: ReLU and pools are counted too. */
const FEATURES = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34];

const BLOCKS = /(?:^|[/._])(?:block(\d+)_conv|conv(\d+)_)(\d+)(?=[/._:])/;
const KERNEL = /kernel|weight|_W(?=[_:]|$)|param_0|Conv2D|vars\/0$/;
const BIAS = /bias|_b(?=[_:]|$)|param_1|vars\/1$/i;
const TORCHVISION = /(?:^|\.)features\.(\d+)\.(weight|bias)$/;
/** Keras 3 names layers by their class and counts them. */
const COUNTED = /(?:^|\/)layers\/conv2d(?:_(\d+))?\/vars\/([01])$/;

function placeOf(name: string): Place | undefined {
  const torch = TORCHVISION.exec(name);
  if (torch) {
    const convolution = CONVOLUTIONS[FEATURES.indexOf(Number(torch[1]))] ?? `features.${torch[1]}`;
    return place('torchvision', name, torch.index, convolution, torch[2] === 'bias');
  }
  const counted = COUNTED.exec(name);
  if (counted) {
    const at = Number(counted[1] ?? 0);
    return place('blocks', name, counted.index, CONVOLUTIONS[at] ?? `conv2d_${at}`, counted[2] === '1');
  }
  const block = BLOCKS.exec(name);
  const rest = block && name.slice(block.index + block[0].length);
  if (!block || !rest || !(KERNEL.test(rest) || BIAS.test(rest))) return undefined;
  return place('blocks', name, block.index, `conv${block[1] ?? block[2]}_${block[3]}`, BIAS.test(rest));
}

const place = (naming: Naming, name: string, at: number, convolution: string, bias: boolean): Place => ({
  naming,
  prefix: name.slice(0, at),
  convolution,
  part: bias ? 'bias' : 'kernel',
});

/** The convolutions in a file by their names in VGG-19 (others by their own). What an optimizer kept beside the weights is left out. */
export function findConvolutions(tensors: readonly NamedTensor[]) {
  const sets = new Map<string, { naming: Naming; found: Map<string, Found> }>();
  for (const tensor of tensors) {
    if (/optimizer|adam|momentum/i.test(tensor.name)) continue;
    const at = placeOf(tensor.name);
    if (!at) continue;
    const key = `${at.naming} ${at.prefix}`;
    const { found } = sets.get(key) ?? { found: new Map<string, Found>() };
    sets.set(key, { naming: at.naming, found });
    const convolution = found.get(at.convolution) ?? {};
    convolution[at.part] ??= tensor;
    found.set(at.convolution, convolution);
  }
  let best: { naming: Naming; found: Map<string, Found> } | undefined;
  for (const set of sets.values()) if (!best || set.found.size > best.found.size) best = set;
  return best;
}
