import { floatsOf, numbersOf } from './dtypes.ts';
import type { FileSource } from './file-source.ts';
import type { WeightsFile } from './named-tensor.ts';
import { headerLength } from './safetensors.ts';
import { readHeader } from './safetensors-header.ts';

/** What a safetensors file holds; of its tensors only those are read that are asked for. */
export async function readSafetensors(
  file: FileSource,
): Promise<WeightsFile & { metadata: Record<string, string> }> {
  const start = 8 + headerLength(await file.read(0, Math.min(8, file.size)), file.size);
  const { metadata, entries } = readHeader(await file.read(8, start), file.size - start);
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => ({
    name,
    shape,
    floats: async () => floatsOf(dtype, numbersOf(dtype, await file.read(start + begin, start + end))),
  }));
  return { format: 'safetensors', tensors, notices: [], metadata };
}
