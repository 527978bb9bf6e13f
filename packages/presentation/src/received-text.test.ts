import { expect, it } from 'vitest';
import { receivedText } from './received-text.ts';

it.each([
  [undefined, 'nothing'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [null, 'null'],
  ['a "b"', '"a \\"b\\""'],
  [[1, { kind: 'adam' }], '[1,{"kind":"adam"}]'],
  [() => 1, '() => 1'],
  // With its quotation marks, a text of 58 characters has 60.
  ['x'.repeat(58), `"${'x'.repeat(58)}"`],
  ['x'.repeat(59), `"${'x'.repeat(58)}…`],
])('writes the received value %s as %s', (value, text) => {
  expect(receivedText(value)).toBe(text);
});
