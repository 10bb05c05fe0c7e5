import { isMissingText } from '../../reading/numbers.ts';
import { isNumber } from './roles.ts';

/** Whether the first line names columns of which the others hold such cells. */
export function hasHeads(
  first: readonly string[],
  body: readonly string[][],
  decimalComma: boolean,
): boolean {
  const columns = first.map((_, at) =>
    body.map((fields) => fields[at]).filter((text) => !isMissingText(text)),
  );
  const numeric = (text: string) => isNumber(text, decimalComma);
  for (const [at, head] of first.entries()) {
    const said = columns[at];
    if (isMissingText(head) || numeric(head) || said.length === 0) continue;
    if (said.filter(numeric).length >= 0.9 * said.length) return true;
  }
  if (first.some(numeric)) return false;
  // Texts above texts: heads are all different, and no cell repeats one.
  const said = first.filter((head) => !isMissingText(head));
  const different = new Set(said).size === said.length && said.length >= first.length - 1;
  return different && columns.every((cells, at) => !cells.includes(first[at]));
}

/** The names of the columns: the heads on one line each, told apart where they are alike. */
export function namesOf(heads: readonly string[]): string[] {
  const taken = new Set<string>();
  const times = new Map<string, number>(); // of each name: of thousands alike none is counted from 2 again
  return heads.map((head, at) => {
    const name = head.replace(/\s+/g, ' ').trim().slice(0, 80) || `column ${at + 1}`;
    let unique = name;
    let next = times.get(name) ?? 2;
    while (taken.has(unique)) unique = `${name} (${next++})`;
    times.set(name, next);
    taken.add(unique);
    return unique;
  });
}
