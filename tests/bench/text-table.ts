/** A table for the terminal: a title, headings, and cells padded to their column, all but the first flush right; '' without rows. */
export function textTable(title: string, headings: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('   ');
  return [
    `\n${title}`,
    line(headings),
    widths.map((width) => '─'.repeat(width)).join('   '),
    ...rows.map(line),
  ].join('\n');
}
