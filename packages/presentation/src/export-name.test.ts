import { expect, it } from 'vitest';
import { exportName } from './export-name.ts';

it.each([
  [{ kind: 'weights', of: 'abc', isBest: true }, 'npz', 'hourglass-abc-weights-best.npz'],
  [{ kind: 'figure', of: 'abc' }, 'png', 'hourglass-abc-figure.png'],
  [{ kind: 'figure', of: 'abc', which: 'manifold' }, 'png', 'hourglass-abc-figure-manifold.png'],
  [{ kind: 'configurations', of: 'abc' }, 'csv', 'hourglass-abc-configurations.csv'],
  [{ kind: 'figure', of: null }, 'svg', 'hourglass-comparison-figure.svg'],
] as const)('an export of %j as %s is called %s', (subject, extension, name) => {
  expect(exportName(subject, extension)).toBe(name);
});
