import { describe, expect, it } from 'vitest';
import type { Line } from './chart-plan.ts';
import { prepareKeyZoom } from './prepare-key-zoom.ts';

const line: Line = {
  ...{ id: 'a', label: 'a', colour: 'red', x: [0, 10], y: [1, 2], endLabel: null },
  ...{ isFaint: false, isResting: false, hasPoints: false, isDashed: false },
};
const plan = (min: number, max: number) => ({ x: { title: 'epoch', min, max, ticks: [], format: String }, lines: [line] });

describe('prepareKeyZoom', () => {
  it.each([
    ['+', 2, 4, { from: 2.2, to: 3.8 }],
    ['-', 2, 4, { from: 1.8, to: 4.2 }],
    ['ArrowRight', 2, 4, { from: 2.2, to: 4.2 }],
    ['ArrowLeft', 2, 4, { from: 1.8, to: 3.8 }],
    ['ArrowLeft', 0.1, 4.1, { from: 0, to: 4 }],
    ['ArrowRight', 5.9, 9.9, { from: 6, to: 10 }],
    ['-', 0, 10, { from: 0, to: 10 }],
  ])('%s from %d to %d', (key, min, max, { from, to }) => {
    expect(prepareKeyZoom(key, plan(min, max))).toEqual({ from: expect.closeTo(from, 9), to: expect.closeTo(to, 9) });
  });

  it('shows the whole again', () => {
    expect([prepareKeyZoom('0', plan(2, 4)), prepareKeyZoom('Escape', plan(2, 4))]).toEqual([null, null]);
  });

  it('leaves other keys alone', () => {
    expect(prepareKeyZoom('k', plan(2, 4))).toBeUndefined();
  });
});
