export { DELIMITERS, type Delimiter } from '../../reading/delimiters.ts';
export type { BadLine } from '../../reading/reasons.ts';
export type { Choices, Form, Layout, Role } from './layout.ts';
export { type Look, look, SAMPLE } from './look.ts';
export { listed, type Names, numbered } from './names.ts';
export { type RatingsFile, RatingsReader } from './reader.ts';
export { MOST_RATINGS } from './tally.ts';
export { readTitles } from './titles.ts';
