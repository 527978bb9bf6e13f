import { describe, expect, it } from 'vitest';
import { epochAt, epochMark, prepareTimeline } from './prepare-timeline.ts';

const run = (id: string, epochs: number, bestEpoch: number | null) => ({ id, kind: 'run' as const, values: { epochs }, bestEpoch });
const short = run('short', 3, 3);
const long = run('long', 6, 4);
const runs = [short, long];
const epochs = new Map([
  ['short', [1, 2, 3]],
  ['long', [1, 2, 3, 4, 5, 6]],
]);
const timeline = (alignment: 'epoch' | 'fraction' | 'best', wanted: number | null) => prepareTimeline({ runs, epochs, alignment, wanted });

describe('runs of different lengths', () => {
  it('advance together by epoch, with the shorter run staying at its last', () => {
    const { positions, position, hasLengths } = timeline('epoch', null);
    expect({ positions, position, hasLengths }).toEqual({ positions: [1, 2, 3, 4, 5, 6], position: 6, hasLengths: true });
    const atFive = timeline('epoch', 5);
    expect(epochAt(atFive, short, [1, 2, 3])).toBe(3);
    expect(epochMark(atFive, short, 3)).toBe('last: epoch 3');
    expect(epochAt(atFive, long, [1, 2, 3, 4, 5, 6])).toBe(5);
    expect(epochMark(atFive, long, 5)).toBeNull();
  });

  it('advance together by fraction of training, through every epoch of the longest', () => {
    expect(timeline('fraction', null).positions).toEqual([0.166667, 0.333333, 0.5, 0.666667, 0.833333, 1]);
    const atTwoThirds = timeline('fraction', 0.666667);
    expect(epochAt(atTwoThirds, short, [1, 2, 3])).toBe(2);
    expect(epochAt(atTwoThirds, long, [1, 2, 3, 4, 5, 6])).toBe(4);
    expect(epochMark(atTwoThirds, long, 4)).toBe('epoch 4 of 6');
    // Half of three epochs is 1.5, so only the first epoch is complete.
    expect(epochAt(timeline('fraction', 0.5), short, [1, 2, 3])).toBe(1);
  });

  it('each show their best epoch, or nothing before they have one', () => {
    const best = timeline('best', null);
    expect(best.positions).toEqual([]);
    expect(epochAt(best, long, [1, 2, 3, 4, 5, 6])).toBe(4);
    expect(epochMark(best, long, 4)).toBe('best: epoch 4');
    expect(epochAt(best, short, [1, 2, 3])).toBe(3);
    expect(epochAt(best, run('started', 3, null), [1])).toBeUndefined();
    expect(epochAt(best, { ...short, kind: 'baseline' }, [0])).toBe(0);
  });

  it('keep a baseline at its single fit', () => {
    expect(epochAt(timeline('epoch', 2), { ...short, kind: 'baseline' }, [0])).toBe(0);
  });
});
