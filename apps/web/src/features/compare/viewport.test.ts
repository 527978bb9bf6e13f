import { describe, expect, it } from 'vitest';
import { moveBy, panBy, valueUnder, wholeSample, zoomAt } from './viewport.ts';

const sample = { width: 28, height: 28 };

describe('a pane', () => {
  it('keeps the value under the pointer in place while zooming', () => {
    const position = { x: 0.75, y: 0.25 };
    const closer = zoomAt(wholeSample, position, 4);
    expect(closer).toEqual({ zoom: 4, left: 0.75 - 0.75 / 4, top: 0.25 - 0.25 / 4 });
    expect(valueUnder(closer, position, sample)).toEqual(valueUnder(wholeSample, position, sample));
    expect(valueUnder(closer, position, sample)).toEqual({ column: 21, row: 7 });
  });

  it('keeps the value under two fingers in place while they zoom and pan', () => {
    const moved = moveBy({ zoom: 2, left: 0.25, top: 0.25 }, { from: { x: 0.5, y: 0.5 }, to: { x: 0.25, y: 0.75 }, factor: 2 });
    expect(moved).toEqual({ zoom: 4, left: 0.4375, top: 0.3125 });
    expect(valueUnder(moved, { x: 0.25, y: 0.75 }, sample)).toEqual({ column: 14, row: 14 });
  });

  it('never leaves the sample, and shows all of it when zoomed out', () => {
    const corner = zoomAt(wholeSample, { x: 1, y: 1 }, 2);
    expect(panBy(corner, { x: -5, y: 0 })).toEqual({ zoom: 2, left: 0.5, top: 0.5 });
    expect(panBy(corner, { x: 0.5, y: 0.5 })).toEqual({ zoom: 2, left: 0.25, top: 0.25 });
    expect(zoomAt(corner, { x: 0.3, y: 0.3 }, 0.01)).toEqual(wholeSample);
    expect(valueUnder(corner, { x: 1, y: 1 }, sample)).toEqual({ column: 27, row: 27 });
  });
});
