import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAligned,
  formatBytes,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
} from '../../src/lib/format.ts';

/** A formatted number back as a number. */
function parsed(text: string): number {
  const plain = text
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))
    .replace('⁻', '-')
    .replace('\u00a0×\u00a010', 'e')
    .replace('−', '-')
    .replaceAll(',', '');
  return Number(plain);
}

test('any number keeps the digits asked for', () => {
  for (let exponent = -20; exponent <= 20; exponent++) {
    for (const mantissa of [1, 1.5, 2.34567, 4.9999, 9.99951, 9.9999999]) {
      for (const significant of [1, 2, 4, 8]) {
        const value = -mantissa * 10 ** exponent;
        const text = formatNumber(value, significant);
        const error = Math.abs(parsed(text) - value) / Math.abs(value);
        assert.ok(error <= 0.5001 * 10 ** (1 - significant), `${value} to ${significant}: ${text}`);
      }
    }
  }
});

test('numbers read as a reader would write them', () => {
  assert.equal(formatNumber(0), '0');
  assert.equal(formatNumber(-0), '0');
  assert.equal(formatNumber(4.1), '4.1');
  assert.equal(formatNumber(94), '94');
  assert.equal(formatNumber(200.5), '200.5');
  assert.equal(formatNumber(-50), '−50');
  assert.equal(formatNumber(0.05234567), '0.05235');
  assert.equal(formatNumber(1234567.89), '1,234,568');
  assert.equal(formatNumber(1_700_000_000_123), '1,700,000,000,123');
  assert.equal(formatNumber(3e-13), '3\u00a0×\u00a010⁻¹³');
  assert.equal(formatNumber(-1.2345e21, 3), '−1.23\u00a0×\u00a010²¹');
  assert.equal(formatNumber(Infinity), '∞');
  assert.equal(formatNumber(-Infinity), '−∞');
  assert.equal(formatNumber(Number.NaN), 'not a number');
});

test('rounding up to the next power of ten adds no digit', () => {
  assert.equal(formatNumber(9.99996), '10');
  assert.equal(formatNumber(0.99996), '1');
  assert.equal(formatNumber(0.000099999), '0.0001');
  assert.equal(formatNumber(999_999.7), '1,000,000');
});

test('a value that rounds to nothing has no sign', () => {
  assert.equal(formatCount(-0.2), '0');
});

test('counts, shares, sizes and times', () => {
  assert.equal(formatCount(1_234_567), '1,234,567');
  assert.equal(formatPercent(0.1234), '12.3%');
  assert.equal(formatPercent(1), '100%');
  assert.equal(formatBytes(1), '1 byte');
  assert.equal(formatBytes(512), '512 bytes');
  assert.equal(formatBytes(1234), '1.2\u202fkB');
  assert.equal(formatBytes(999_900), '1\u202fMB');
  assert.equal(formatBytes(200_000_000), '200\u202fMB');
  assert.equal(formatDuration(0.42), '0.42\u202fms');
  assert.equal(formatDuration(12.3), '12.3\u202fms');
  assert.equal(formatDuration(999.9), '1\u202fs');
  assert.equal(formatDuration(12_340), '12.3\u202fs');
  assert.equal(formatDuration(59_990), '1\u202fmin 0\u202fs');
  assert.equal(formatDuration(125_000), '2\u202fmin 5\u202fs');
  assert.equal(formatDuration(3_599_800), '1\u202fh 0\u202fmin');
  assert.equal(formatDuration(3_720_000), '1\u202fh 2\u202fmin');
});

test('a column has one number of decimals, unless it spans too much', () => {
  assert.deepEqual(formatAligned([660, 686.987, -7.5]), ['660.00', '686.99', '−7.50']);
  assert.deepEqual(formatAligned([1, 12_345]), ['1', '12,345']);
  assert.deepEqual(formatAligned([0, 0.25]), ['0.00000', '0.25000']);
  assert.deepEqual(formatAligned([1e-9, 2.5]), ['1\u00a0×\u00a010⁻⁹', '2.5']);
  assert.deepEqual(formatAligned([1.5, Number.NaN]), ['1.5000', 'not a number']);
  assert.deepEqual(formatAligned([]), []);
});
