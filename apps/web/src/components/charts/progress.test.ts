import { describe, expect, it } from 'vitest';
import { progressUnits, type RunProgress, units, wholeRange } from './progress.ts';

/** Two epochs of 100 steps; the second took twice as long, and was begun after a pause. */
const run: RunProgress = {
  stepsPerEpoch: 100,
  totalSteps: 300,
  startedAt: 1_000_000,
  epochs: [
    { step: 100, seconds: 10, endedAt: 1_012_000 },
    { step: 200, seconds: 20, endedAt: 1_112_000 },
  ],
};

describe('progressUnits', () => {
  it.each([
    ['step', 150, 150],
    ['epoch', 150, 1.5],
    // 10 s for the first epoch, and half of 20 s.
    ['time', 150, 20],
    // The third is taken to be as slow as the second.
    ['time', 250, 40],
    // Halfway between the ends of the epochs.
    ['clock', 150, 1_062_000],
    ['clock', 0, 1_000_000],
  ] as const)('on the %s axis, step %d is at %d', (unit, step, position) => {
    const scale = progressUnits[unit].scaleOf(run);
    expect(scale?.at(step)).toBeCloseTo(position, 9);
    expect(scale?.stepAt(position)).toBeCloseTo(step, 9);
  });

  it('has no time axes before the first epoch has ended', () => {
    const fresh = { ...run, epochs: [] };
    expect(units.filter((unit) => progressUnits[unit].scaleOf(fresh) === null)).toEqual(['time', 'clock']);
  });

  it.each([
    ['epoch', { from: 0, to: 3 }],
    ['time', { from: 0, to: 30 }],
  ] as const)('spans all known data on the %s axis', (unit, range) => {
    expect(wholeRange([run], unit)).toEqual(range);
  });

  it('puts ticks at round durations', () => {
    expect(progressUnits.time.ticks(0, 90)).toEqual([0, 15, 30, 45, 60, 75, 90]);
    expect(progressUnits.epoch.ticks(0, 3)).toEqual([0, 1, 2, 3]);
    expect(progressUnits.epoch.ticks(1, 1.4)).toEqual(
      [1, 1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.35, 1.4].map((tick) => expect.closeTo(tick, 9)),
    );
  });
});
