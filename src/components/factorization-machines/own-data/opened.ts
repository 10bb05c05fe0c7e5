import type { ColumnCode, Encoded } from '../../../engine/factorization-machines/table/index.ts';
import { formatCount, formatNumber } from '../../../lib/format.ts';
import type { ColumnNote, Opened } from './views.ts';

/** Names that a page is told, and columns of an encoding; a wide table has more of the same. */
const MOST_TOLD = 200;

/** What a page is told of encoded rows. */
export function openedOf(encoded: Encoded): Omit<Opened, 'ms'> {
  const { samples, features, columns, task, target, classes, values, table, notices } = encoded;
  const { X, y, weights } = samples;
  const nonzeros = 'start' in X ? X.value.length : X.values.reduce((n, x) => n + (x === 0 ? 0 : 1), 0);
  return {
    format: encoded.format,
    rows: X.rows,
    read: table.rows,
    features: X.columns,
    names: features.slice(0, MOST_TOLD).map(({ name }) => name),
    sparse: 'start' in X,
    filled: nonzeros / (X.rows * X.columns),
    target: { task, name: target, ...(classes && { classes }) },
    ones: task === 'classification' ? y.reduce((sum, one) => sum + one, 0) : 0,
    weighted: weights !== undefined,
    values: (values ?? []).slice(0, 100),
    columns: columns.slice(0, MOST_TOLD).map(noteOf),
    notices: [...table.notices, ...notices],
    bad: table.bad,
    badLines: table.badLines,
  };
}

function noteOf(code: ColumnCode): ColumnNote {
  switch (code.kind) {
    case 'numeric':
      return {
        column: code.column,
        kind: 'numeric',
        features: code.missing === undefined ? 1 : 2,
        text: `as it is, ${formatNumber(code.min)} to ${formatNumber(code.max)}${code.missing === undefined ? '' : '; and 1 where it is not known'}`,
      };
    case 'categorical': {
      const extra = (code.other === undefined ? 0 : 1) + (code.missing === undefined ? 0 : 1);
      const some = code.categories.slice(0, 6);
      const more = code.categories.length - some.length;
      const also = [
        more > 0 ? `${formatCount(more)} more` : '',
        code.other === undefined ? '' : 'all others as one',
        code.missing === undefined ? '' : 'not known',
      ].filter(Boolean);
      return {
        column: code.column,
        kind: 'categorical',
        features: code.categories.length + extra,
        text: `1 or 0 for each: ${[...some, ...also].join(', ')}`,
      };
    }
    case 'hashed':
      return {
        column: code.column,
        kind: 'hashed',
        features: code.buckets + (code.missing === undefined ? 0 : 1),
        text: `categories share ${formatCount(code.buckets)} features, by a hash of their names`,
      };
    case 'numbered':
      return {
        column: 'features',
        kind: 'numbered',
        features: code.count,
        text: code.numbers
          ? 'those that occur'
          : `numbers ${formatCount(code.first)} to ${formatCount(code.first + code.count - 1)}`,
      };
  }
}
