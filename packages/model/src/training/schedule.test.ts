import { describe, expect, it } from 'vitest';
import { scheduleFactor } from './schedule.ts';

const clock = { stepsPerEpoch: 10, totalSteps: 100 };

describe('scheduleFactor', () => {
  it('is 1 throughout when constant', () => {
    expect([0, 50, 99].map((step) => scheduleFactor({ kind: 'constant' }, { ...clock, step }))).toEqual([1, 1, 1]);
  });

  it('falls by a factor each time the given number of epochs has passed', () => {
    const schedule = { kind: 'step', every: 2, factor: 0.5 } as const;
    expect([0, 19, 20, 39, 40].map((step) => scheduleFactor(schedule, { ...clock, step }))).toEqual([1, 1, 0.5, 0.5, 0.25]);
  });

  it('falls along half a cosine to its final fraction', () => {
    const schedule = { kind: 'cosine', final: 0.2 } as const;
    expect(scheduleFactor(schedule, { ...clock, step: 0 })).toBe(1);
    expect(scheduleFactor(schedule, { ...clock, step: 50 })).toBeCloseTo(0.6, 12);
    expect(scheduleFactor(schedule, { ...clock, step: 100 })).toBeCloseTo(0.2, 12);
  });
});
