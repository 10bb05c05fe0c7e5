export { type Choices, DELIMITERS, type Delimiter, type Form, type Layout, type Role } from './layout.ts';
export { type Look, look, SAMPLE } from './look.ts';
export { listed, type Names, numbered } from './names.ts';
export { type RatingsFile, RatingsReader } from './reader.ts';
export { type BadLine, MOST_RATINGS } from './tally.ts';
export { readTitles } from './titles.ts';
