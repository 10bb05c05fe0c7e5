import { InvalidInputError } from '../../../engine/errors.ts';
import type { FileSource } from '../../../engine/style-transfer/model/index.ts';

/** A file that is read where it lies, in parts; `onRead` is told how many bytes. */
export function sourceOf(file: File, onRead: (bytes: number) => void): FileSource {
  return {
    name: file.name,
    size: file.size,
    read: async (start, end) => {
      try {
        const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
        onRead(bytes.length);
        return bytes;
      } catch (error) {
        throw told(error, file.name);
      }
    },
  };
}

/** Why a file could not be read, as a sentence. */
function told(error: unknown, name: string): unknown {
  const why = error instanceof Error ? error.name : '';
  if (why === 'NotReadableError' || why === 'NotFoundError')
    return new InvalidInputError(`“${name}” can no longer be read: it was moved or changed. Open it again.`);
  if (why === 'RangeError')
    return new InvalidInputError(
      `There is no memory for “${name}” here. Close other pages, and open it again.`,
    );
  return error;
}
