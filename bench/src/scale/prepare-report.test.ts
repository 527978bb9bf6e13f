import { expect, it } from 'vitest';
import { drawScale, prepareReport } from './prepare-report.ts';

const point = (trainingSeconds: number) => ({
  wallSeconds: 3 + trainingSeconds,
  trainingSeconds,
  cpuSeconds: 5,
  peakBytes: 4e8,
  diskBytes: 1e6,
});
const measured = [
  {
    series: {
      name: 'samples',
      unit: 'samples',
      what: 'One run of a growing file',
      time: 'training' as const,
      ideal: { time: 1, memory: 0 },
    },
    points: [
      { x: 100, rounds: [point(1), point(3), point(2)] },
      { x: 1000, rounds: [point(20)] },
    ],
  },
];

it('shows the medians, and the growth of the relevant time', () => {
  const report = prepareReport({ measured, starts: [0.08, 0.09, 0.07] });
  const cells = report
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells[2]).toEqual(['', '100', '5.00', '2.00', '5.00', '400', '1.00', '']);
  expect(report).toContain('From 100 to 1,000 samples, training time grows with exponent 1.00; the ideal is 1.');
  expect(report).toContain('80.0 ms (quartiles 75.0–85.0)');
});

it('draws time and memory of each series', () => {
  expect(drawScale(measured).match(/<circle/g)).toHaveLength(4);
});
