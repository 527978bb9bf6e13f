import { describe, expect, it } from 'vitest';
import { touchGesture, wheelGesture } from './gesture.ts';

const box = { left: 100, top: 50, width: 200, height: 100 };
const at = (clientX: number, clientY: number) => ({ clientX, clientY });

describe('touchGesture', () => {
  it('pans with two fingers, and zooms when they move apart', () => {
    const gesture = touchGesture(box, [at(150, 100), at(170, 100)], [at(160, 100), at(220, 100)]);
    expect(gesture).toEqual({ from: { x: 0.3, y: 0.5 }, to: { x: 0.45, y: 0.5 }, factor: 3 });
  });

  it('measures vertically aligned fingers the same way', () => {
    expect(touchGesture(box, [at(200, 60), at(200, 100)], [at(200, 70), at(200, 90)]).factor).toBe(0.5);
  });

  it('pans with a single finger', () => {
    expect(touchGesture(box, [at(150, 75)], [at(130, 100)])).toEqual({ from: { x: 0.25, y: 0.25 }, to: { x: 0.15, y: 0.5 }, factor: 1 });
  });
});

describe('wheelGesture', () => {
  const wheel = { ...at(200, 100), deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false };
  const middle = { x: 0.5, y: 0.5 };

  it.each([
    ['a notch of a wheel zooms in by a fifth', { deltaY: -100 }, Math.exp(0.18)],
    ['a notch that is reported in lines is converted to pixels', { deltaY: 3, deltaMode: 1 }, Math.exp(-0.0864)],
    ['a pinch on a trackpad zooms in small steps', { deltaY: -4, ctrlKey: true }, Math.exp(0.04)],
    ['no event zooms by more than the maximum', { deltaY: -400, ctrlKey: true }, Math.exp(0.25)],
  ])('%s', (_, change, factor) => {
    expect(wheelGesture(box, { ...wheel, ...change })).toEqual({ from: middle, to: middle, factor: expect.closeTo(factor, 12) });
  });

  it('moves sideways', () => {
    expect(wheelGesture(box, { ...wheel, deltaX: 50, deltaY: 10 })).toEqual({ from: middle, to: { x: 0.25, y: 0.5 }, factor: 1 });
  });
});
