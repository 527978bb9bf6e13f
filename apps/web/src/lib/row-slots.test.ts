import { describe, expect, it } from 'vitest';
import { inSlotOrder, type RowSlots, slotOf, turnSlots } from './row-slots.ts';

const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, position) => ({ index: from + position }));

const indices = (from: number, to: number, slots: RowSlots) => inSlotOrder(rows(from, to), slots).map(({ index }) => index);

describe('recycled row slots', () => {
  it('gives each visible row a distinct slot', () => {
    for (const from of [0, 3, 8, 9_991]) {
      const slots = rows(from, from + 4).map(({ index }) => slotOf(index, { count: 5 }));
      expect(new Set(slots).size).toBe(5);
    }
  });

  it('keeps the slots of rows that stay visible during a scroll', () => {
    let slots: RowSlots = { count: 5, first: 0 };
    slots = turnSlots(slots, { from: 0, isScrolling: false, count: 5 });
    expect(indices(0, 4, slots)).toEqual([0, 1, 2, 3, 4]);
    slots = turnSlots(slots, { from: 2, isScrolling: true, count: 5 });
    expect(indices(2, 6, slots)).toEqual([5, 6, 2, 3, 4]);
  });

  it('is in list order again when the scroll ends', () => {
    let slots: RowSlots = { count: 5, first: 0 };
    for (const isScrolling of [true, false]) slots = turnSlots(slots, { from: 12, isScrolling, count: 5 });
    expect(indices(12, 16, slots)).toEqual([12, 13, 14, 15, 16]);
  });

  it('handles fewer rows than slots, and a changed number of slots during a scroll', () => {
    let slots = turnSlots({ count: 5, first: 4 }, { from: 6, isScrolling: true, count: 3 });
    expect(indices(6, 7, slots).toSorted()).toEqual([6, 7]);
    slots = turnSlots(slots, { from: 6, isScrolling: false, count: 3 });
    expect(indices(6, 7, slots)).toEqual([6, 7]);
  });

  it('is the same object while no row changes its slot, so that nothing renders again', () => {
    const slots: RowSlots = { count: 5, first: 2 };
    expect(turnSlots(slots, { from: 7, isScrolling: false, count: 5 })).toBe(slots);
    expect(turnSlots(slots, { from: 11, isScrolling: true, count: 5 })).toBe(slots);
  });
});
