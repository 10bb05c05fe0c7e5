export { damaged } from '../../errors.ts';

/** A text or number from a file as it may be shown: quoted, in one line and not long. */
export function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(brief(value)) ?? String(value);
  } catch {
    text = typeof value === 'bigint' ? String(value) : 'no plain value';
  }
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The beginning of a list, not deep: one in a pickle may hold itself, or another list twice that does the same, and so on. */
const brief = (value: unknown, depth = 0): unknown => {
  if (!Array.isArray(value)) return value;
  return depth > 2 ? '…' : value.slice(0, 20).map((item) => brief(item, depth + 1));
};
