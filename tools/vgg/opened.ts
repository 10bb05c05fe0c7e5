import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InvalidInputError } from '../../src/engine/errors.ts';
import type { FileSource } from '../../src/engine/style-transfer/model/index.ts';

/** Files on disk, read in parts; for a folder, the files in it. */
export function opened(paths: readonly string[]): FileSource[] {
  return paths.flatMap((path) => {
    if (!existsSync(path)) throw new InvalidInputError(`There is no file ${path}.`);
    if (!statSync(path).isDirectory()) return [source(path)];
    return readdirSync(path)
      .map((name) => join(path, name))
      .filter((file) => statSync(file).isFile() && !/\.(md|txt)$/i.test(file))
      .map(source);
  });
}

function source(path: string): FileSource {
  return {
    name: basename(path),
    size: statSync(path).size,
    async read(start, end) {
      const file = openSync(path, 'r');
      const bytes = new Uint8Array(end - start);
      try {
        for (let at = 0; at < bytes.length; ) {
          const count = readSync(file, bytes, at, bytes.length - at, start + at);
          if (count === 0) throw new InvalidInputError(`${path} has become shorter.`);
          at += count;
        }
      } finally {
        closeSync(file);
      }
      return bytes;
    },
  };
}
