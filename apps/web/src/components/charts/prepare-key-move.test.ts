import { describe, expect, it } from 'vitest';
import { prepareKeyMove } from './prepare-key-move.ts';

const whole = { from: 0, to: 10 };

describe('prepareKeyMove', () => {
  it.each([
    ['+', 2, 4, { from: 2.2, to: 3.8 }],
    ['-', 2, 4, { from: 1.75, to: 4.25 }],
    ['ArrowRight', 2, 4, { from: 2.2, to: 4.2 }],
    ['ArrowLeft', 2, 4, { from: 1.8, to: 3.8 }],
    ['ArrowLeft', 0.1, 4.1, { from: 0, to: 4 }],
    ['ArrowRight', 5.9, 9.9, { from: 6, to: 10 }],
  ])('%s from %d to %d', (key, from, to, expected) => {
    const found = prepareKeyMove(key)?.({ from, to }, whole);
    expect(found).toEqual({ from: expect.closeTo(expected.from, 9), to: expect.closeTo(expected.to, 9) });
  });

  it('resets to the whole axis by key, or when zooming out reaches it', () => {
    expect(['0', 'Escape'].map((key) => prepareKeyMove(key)?.({ from: 2, to: 4 }, whole))).toEqual([null, null]);
    expect(['-', 'ArrowLeft'].map((key) => prepareKeyMove(key)?.(whole, whole))).toEqual([null, null]);
  });

  it('ignores other keys', () => {
    expect(prepareKeyMove('k')).toBeUndefined();
  });
});
