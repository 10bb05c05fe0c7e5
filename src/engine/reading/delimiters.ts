/** What parts the fields of a line; a blank stands for blanks and tabs in any number. */
export type Delimiter = '\t' | ',' | ';' | '|' | '::' | ' ';

/** In the order of preference where several part the lines alike: the least common in texts first. */
export const DELIMITERS: readonly Delimiter[] = ['::', '\t', ';', '|', ',', ' '];
