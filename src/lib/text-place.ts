/** Where in a text something stands, as editors count, from 1: "line 3, column 5". */
export function placeOf(text: string, at: number): string {
  const lines = text.slice(0, at).split(/\r\n?|\n/);
  return `line ${lines.length}, column ${lines[lines.length - 1].length + 1}`;
}

/** A piece of a text as a message can show it: in one line, in quotes, clipped to 40 characters. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`;
}
