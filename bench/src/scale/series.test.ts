import { describeNetwork, runConfigSchema } from '@hourglass/model';
import { expect, it } from 'vitest';
import { series } from './series.ts';

it('counts the parameters of each network on the axis of parameters', () => {
  const points = series.find(({ name }) => name === 'parameters')?.points ?? [];
  expect(points.length).toBeGreaterThan(3);
  for (const { x, flags } of points) {
    const config = runConfigSchema.parse({ dimensions: flags.networks[0] });
    expect(describeNetwork(config, [784]).parameterCount).toBe(x);
  }
});
