/** Why a loss cannot be compiled here; the typed arrays compute it all the same. The message is fit to show to a reader. */
export class NotCompiledError extends Error {
  override name = 'NotCompiledError' as const;
}
