/** What a key asks of a picture that is compared: a zoom, a place for the divider, or a pan by shares of the box. */
export type ViewKey =
  | { zoom: 'in' | 'out' | 'whole' }
  | { divide: number }
  | { pan: { right: number; down: number } };

const ARROWS: Record<string, [right: number, down: number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const ZOOM: Record<string, 'in' | 'out' | 'whole'> = { '+': 'in', '=': 'in', '-': 'out', '0': 'whole' };
const DIVIDE: Record<string, number> = { 1: 1, 2: 0.5, 3: 0 };

/** Undefined for other keys, for those that belong to the browser, and for those that were answered already. */
export function viewKey(event: KeyboardEvent): ViewKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const { key } = event;
  if (Object.hasOwn(ZOOM, key)) return { zoom: ZOOM[key] };
  if (Object.hasOwn(DIVIDE, key)) return { divide: DIVIDE[key] };
  if (!Object.hasOwn(ARROWS, key)) return undefined;
  const [right, down] = ARROWS[key].map((way) => way * (event.shiftKey ? 0.5 : 0.1));
  return { pan: { right, down } };
}
