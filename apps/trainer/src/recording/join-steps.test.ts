import { expect, it } from 'vitest';
import { joinSteps } from './join-steps.ts';

const event = (firstStep: number, cost: readonly number[], kl: readonly number[]) => ({
  kind: 'steps' as const,
  firstStep,
  metrics: { cost: Float32Array.from(cost), kl: Float32Array.from(kl) },
});

it('joins consecutive events to one series of points for each metric', () => {
  const steps = [
    { event: event(7, [1, 2, 3], [0.5, 0.25, 0.125]), startedAt: 1_000, endedAt: 1_200 },
    { event: event(10, [4], [0]), startedAt: 1_200, endedAt: 1_300 },
  ];
  const common = { firstStep: 7, startedAt: 1_000, endedAt: 1_300 };
  expect(joinSteps(steps)).toEqual([
    { series: 'cost', values: Float32Array.of(1, 2, 3, 4), ...common },
    { series: 'kl', values: Float32Array.of(0.5, 0.25, 0.125, 0), ...common },
  ]);
  expect(joinSteps([])).toEqual([]);
});
