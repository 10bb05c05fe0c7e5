export { DELIMITERS, type Delimiter } from '../../reading/delimiters.ts';
export type { BadLine } from '../../reading/reasons.ts';
export { encode, encodingSpec } from './encode.ts';
export { decodeRow, encodeRow } from './encode-row.ts';
export type { Encoded, EncodeOptions, Many, RowValues } from './encoded.ts';
export type {
  CategoricalCode,
  ColumnCode,
  Encoding,
  Feature,
  HashedCode,
  NumberedCode,
  NumericCode,
} from './encoding.ts';
export { CategoriesError } from './errors.ts';
export type { Choices, Format, Kind, Layout, LayoutColumn, Look, Role } from './layout.ts';
export { layoutProblem } from './layout-problem.ts';
export { look, SAMPLE } from './look.ts';
export { TableReader } from './reader.ts';
export type { Entries, NumberColumn, Table, TableColumn, TextColumn } from './table.ts';
