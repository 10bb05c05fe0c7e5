import type { Input } from '../../../engine/style-transfer/model/index.ts';
import { formatBytes } from '../../../lib/format.ts';
import type { Api, Loading } from './api.ts';
import type { ModelView } from './views.ts';
import { fileNames } from './words.ts';

/** Milliseconds between two looks at how far the worker has come. */
const LOOK = 100;

/** Files of the reader's own, and on which pictures their weights were trained, where they are not to tell. */
export interface OwnFiles {
  files: readonly File[];
  input: Input | undefined;
}

/** Gives them to the worker, and tells how far it has come with them. */
export async function readFiles(
  api: Api,
  key: string,
  { files, input }: OwnFiles,
  tell: (loading: Loading) => void,
): Promise<ModelView> {
  const label = `Reading ${fileNames(files)}`;
  let reading = true;
  const look = async () => {
    while (reading) {
      const doing = await api.modelDoing();
      if (doing && reading) {
        const text = `${formatBytes(doing.done)} of ${formatBytes(doing.total)}`;
        tell({ label, ...doing, text, stops: false });
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  };
  tell({ label, done: 0, total: 0, text: '', stops: false });
  look().catch(() => {}); // what ends it ends the reading too
  try {
    return await api.modelLoad({ key, kind: 'files', files, input });
  } finally {
    reading = false;
  }
}
