import { present } from '@hourglass/presentation/at';
import { describe, expect, it } from 'vitest';
import { moveRange } from './move-range.ts';

const whole = { from: 0, to: 10 };

describe('moveRange', () => {
  it('keeps the point under the fingers in place while zooming and panning', () => {
    // 5 is in the middle of the view before, and at a quarter of a view half as wide afterwards.
    expect(moveRange(whole, whole, { from: 0.5, to: 0.25, factor: 2 })).toEqual({ from: 3.75, to: 8.75 });
  });

  it('stops at the ends of the whole and keeps its width', () => {
    expect(moveRange({ from: 1, to: 3 }, whole, { from: 0, to: 1, factor: 1 })).toEqual({ from: 0, to: 2 });
    expect(moveRange({ from: 7, to: 9 }, whole, { from: 1, to: 0, factor: 1 })).toEqual({ from: 8, to: 10 });
  });

  it('is null if the whole axis is in view', () => {
    expect(moveRange({ from: 2, to: 4 }, whole, { from: 0.5, to: 0.5, factor: 0.1 })).toBeNull();
  });

  it('zooms in no further than 1e-5 of the whole', () => {
    const closest = moveRange({ from: 5, to: 5.001 }, whole, { from: 0.5, to: 0.5, factor: 1e9 });
    expect(present(closest, 'range').to - present(closest, 'range').from).toBeCloseTo(1e-4, 12);
  });
});
