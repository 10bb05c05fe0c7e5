/** A picture's name without its ending, fit for a file's. */
export function fileStem(name: string): string {
  const stem = name
    .replace(/\.[a-z\d]{2,5}$/i, '')
    .normalize('NFKD')
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return stem.slice(0, 80).toLowerCase() || 'picture';
}
