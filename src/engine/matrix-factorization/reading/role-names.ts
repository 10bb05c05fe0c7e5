const NAMES = {
  row: 'user reader person customer rater reviewer member row viewer listener u',
  column: 'item movie film book isbn product song artist track column col joke anime asin game v',
  value: 'rating ratings score stars value vote grade bookrating overall r',
} as const;

/** What a column holds by its head alone: "userId", "movie_id", "Rating". */
export function roleByName(head: string): keyof typeof NAMES | undefined {
  const plain = head.toLowerCase().replace(/[^a-z]/g, '');
  const bare = plain.replace(/(?:id|name|index|number)$/, '');
  for (const role of ['row', 'column', 'value'] as const) {
    const names: string[] = NAMES[role].split(' ');
    if (names.includes(plain) || (role !== 'value' && names.includes(bare))) return role;
  }
  return undefined;
}
