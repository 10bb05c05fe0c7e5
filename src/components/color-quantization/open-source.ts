import { isInvalidInput } from '../../engine/errors.ts';
import type { Link } from './link.ts';
import type { Choices, Picture, Result, Source } from './views.ts';

/** A picture to be opened. */
export interface Wanted {
  source: Source;
  /** Make it smaller if it is too large. */
  scale: boolean;
  /** Colours that stay. */
  locked: readonly string[];
  /** It is what is shown already, and was lost with its worker. */
  again?: true;
}

/** What came of it: the picture and a first quick result, or why not and at which size it could be opened. */
export type Outcome =
  | { picture: Picture; before: ImageBitmap; result: Result; after: ImageBitmap }
  | { refused: string; size: { width: number; height: number } | undefined };

/** Has the worker open a picture. Undefined when it was stopped, or is no longer `current`. */
export async function openSource(
  link: Link,
  { source, scale, again }: Wanted,
  choices: Choices,
  current: () => boolean,
): Promise<Outcome | undefined> {
  const { giveToWorker, readSource, smallerSize } = await import('./sources.ts');
  try {
    const read = await readSource(source);
    return await link.run(
      (api) => giveToWorker(read, scale, (given) => api.open(given, choices), current),
      Boolean,
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    if (!isInvalidInput(error)) throw error;
    if (again) throw new Error('The picture shown cannot be read again.', { cause: error });
    return { refused: error.message, size: scale ? undefined : await smallerSize(source) };
  }
}
