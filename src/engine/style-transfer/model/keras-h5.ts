import type * as Jsfive from 'jsfive';
import { InvalidInputError } from '../../errors.ts';
import { damaged, shown } from './damaged.ts';
import type { FileSource } from './file-source.ts';
import { H5Guard } from './h5-guard.ts';
import { countOf, type NamedTensor, type WeightsFile } from './named-tensor.ts';

/** Most bytes of a file: HDF5 is read whole. VGG-19 with its dense layers has 575 million. */
const MOST_BYTES = 1.2e9;

/** Most arrays and groups, and how deep they may lie: Keras has some 60, six deep. */
const MOST = { objects: 20_000, depth: 12 };

/** How HDF5 files begin. */
export const HDF5 = '\x89HDF\r\n\x1a\n';

/** The arrays of an HDF5 file as Keras writes it, of any version, by their paths. The reader, jsfive, is loaded when it is needed. */
export async function readKerasH5(file: FileSource): Promise<WeightsFile> {
  if (file.size > MOST_BYTES)
    throw new InvalidInputError(
      'The HDF5 file has more than 1.2 GB. Take the one without dense layers (notop).',
    );
  const { Dataset, File, Filters } = await import('jsfive');
  const guard = new H5Guard(await file.read(0, file.size));
  const tensors: NamedTensor[] = [];
  let objects = 0;
  const walk = (group: Jsfive.Group, path: string, depth: number): void => {
    for (const key of group.keys) {
      if (++objects > MOST.objects) throw damaged('it lists more arrays than any network has');
      const [name, child] = [path === '' ? key : `${path}/${key}`, group.get(key)];
      if (child instanceof Dataset)
        tensors.push({ name, shape: child.shape, floats: async () => read(child, name) });
      else if (child && depth < MOST.depth) walk(child, name, depth + 1);
    }
  };
  const read = (dataset: Jsfive.Dataset, name: string): Float32Array => {
    Filters.set(1, (packed) => guard.unpacked(packed));
    const count = countOf(dataset.shape);
    return sentence(() => {
      if (!/^[<>|=]?[fiu]\d/.test(String(dataset.dtype)))
        throw damaged(`the array ${shown(name)} holds no numbers`);
      const chunks = dataset._dataobjects.chunks;
      const values = guard.reading(count, chunks ? countOf(chunks) : 0, () => dataset.value);
      if (values.length !== count)
        throw damaged(`the array ${shown(name)} has ${values.length} numbers, not ${count}`);
      return Float32Array.from(values);
    });
  };
  sentence(() => guard.listing(() => walk(new File(guard.bytes, file.name), '', 0)));
  return { format: 'Keras (HDF5)', order: 'hwio', tensors, notices: [] };
}

/** jsfive throws texts and whatever comes from reading outside of a file. */
function sentence<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if ((error as Error)?.name === 'InvalidInputError') throw error;
    throw new InvalidInputError(
      'The HDF5 file is damaged, or uses what is not read here. Take a whole copy of it, or save it as Keras does by default.',
    );
  }
}
