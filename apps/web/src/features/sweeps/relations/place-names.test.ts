import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from './lay-out-xy.ts';
import { placeNames } from './place-names.ts';
import type { XyPlan, XyPoint } from './xy-plan.ts';

const axis = { title: 'a', isLog: false, min: 0, max: 100, ticks: [] };
const point = (id: number, x: number, y: number, name: string | null): XyPoint => ({
  ...{ id: `${id}`, x, y, name, label: '', details: '', colour: 'red', isProminent: name !== null, isBaseline: false, isOutlier: false },
});
const planOf = (points: readonly XyPoint[], lines: XyPlan['lines'] = []): XyPlan => ({ x: axis, y: axis, points, lines, bands: [] });
const line = (key: string, y: number): XyPlan['lines'][number] => ({
  ...{
    key,
    label: key,
    colour: 'blue',
    points: [
      { x: 0, y },
      { x: 100, y },
    ],
    isDashed: false,
    isStepped: false,
  },
});
const place = (plan: XyPlan) => {
  const frame = layOut(plan, 600, 280);
  return { frame, names: placeNames(plan, frame) };
};

describe('names in a chart', () => {
  it('stand beside their marks', () => {
    const { names, frame } = place(planOf([point(1, 20, 50, '#1'), point(2, 80, 50, '#2')]));
    expect(names.map(({ text }) => text)).toEqual(['#1', '#2']);
    expect(names[0]?.left).toBeGreaterThan(frame.x(20));
    expect(names[0]?.left).toBeLessThan(frame.x(20) + 20);
  });

  it('of lines that end at one height stand above each other', () => {
    const [first = Number.NaN, second = Number.NaN] = place(planOf([], [line('PCA', 50), line('dense, best', 50.5)])).names.map(
      ({ middle }) => middle,
    );
    expect(Math.abs(first - second)).toBeGreaterThanOrEqual(13);
  });

  it('stand beside a line through their mark', () => {
    const { names, frame } = place(planOf([point(1, 50, 50, '#1')], [{ ...line('front', 50), label: null }]));
    expect(Math.abs((names[0]?.middle ?? Number.NaN) - frame.y(50))).toBeGreaterThan(6.5);
  });

  it('are left out where there is no room', () => {
    const crowded = Array.from({ length: 40 }, (_, index) => point(index, 50, 50, `#${index}`));
    expect(place(planOf(crowded)).names.length).toBeLessThan(10);
  });

  it('never cover each other or a named mark', () => {
    const coordinate = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(fc.array(fc.record({ x: coordinate, y: coordinate, hasName: fc.boolean() }), { maxLength: 40 }), (given) => {
        const points = given.map(({ x, y, hasName }, index) => point(index, x, y, hasName ? `#${index}` : null));
        const { names, frame } = place(planOf(points, [line('PCA', 20), line('dense', 22)]));
        const boxes = names.map(({ text, left, middle }) => ({
          left,
          right: left + 6.6 * text.length,
          top: middle - 6.5,
          bottom: middle + 6.5,
        }));
        const apart = (a: (typeof boxes)[number], b: (typeof boxes)[number]) =>
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        for (const [index, box] of boxes.entries()) {
          for (const other of boxes.slice(index + 1)) expect(apart(box, other)).toBe(true);
        }
        const marks = points.filter(({ name }) => name !== null).map(({ x, y }) => ({ x: frame.x(x), y: frame.y(y) }));
        for (const box of boxes.slice(2)) {
          for (const { x, y } of marks) expect(x > box.left && x < box.right && y > box.top && y < box.bottom).toBe(false);
        }
      }),
    );
  });
});
